import json

import pytest
from docx import Document
from fpdf import FPDF

from samples.typefaces import FOLDER

WRONG = (
    "Đơn vị đã tiếp nhận 998 hồ sơ, trong đó: tiếp nhận trong kỳ 889 hồ sơ, kỳ trước chuyển sang 99 hồ sơ.",
    "Đã giải quyết 922 hồ sơ (trước hạn 883 hồ sơ, đúng hạn 39 hồ sơ, quá hạn 00), đang giải quyết 76 hồ sơ.",
)
RIGHT = tuple(line.replace("889", "899") for line in WRONG)


def write_txt(path, lines):
    path.write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8")


def write_docx(path, lines):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))


def write_pdf(path, lines):
    page = FPDF()
    page.add_page()
    page.add_font("tinos", fname=FOLDER / "Tinos-Regular.ttf")
    page.set_font("tinos", size=13)
    page.multi_cell(0, text="\n".join(lines))
    page.output(str(path))


WRITERS = {".txt": write_txt, ".docx": write_docx, ".pdf": write_pdf}


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_kind_of_file(suffix, sohoa, tmp_path):
    path = tmp_path / f"bao-cao{suffix}"
    WRITERS[suffix](path, WRONG)
    result = sohoa("audit", path)
    assert result.exit_code == 3
    assert "889 + 99 = 988 (lệch +10)" in result.output
    assert "889 có thể là 899" in result.output
    WRITERS[suffix](path, RIGHT)
    assert sohoa("audit", path).exit_code == 0


def test_json(sohoa, tmp_path):
    path = tmp_path / "bao-cao.txt"
    write_txt(path, WRONG)
    content = json.loads(sohoa("audit", path, "--format", "json").stdout)
    (finding,) = content["findings"]
    assert (finding["kind"], finding["printed"], finding["follows"], finding["line"]) == (
        "sum",
        "998",
        "988",
        1,
    )


def test_rounding_alone_is_no_fault(sohoa, tmp_path):
    path = tmp_path / "bao-cao.txt"
    write_txt(path, ["Tiếp nhận 998 hồ sơ (trực tuyến 979 hồ sơ đạt 98,09%, trực tiếp 19 hồ sơ đạt 1,9%)."])
    result = sohoa("audit", path)
    assert result.exit_code == 0
    assert "99,99%" in result.output
    assert "cắt bớt phần lẻ" in result.output


def test_rows_of_a_table_in_docx(sohoa, tmp_path):
    document = Document()
    document.add_paragraph("Biểu số II.06a/VPCP/KSTT")
    table = document.add_table(rows=2, cols=13)
    printed = "1 Xã 1.205 1.100 95 10 1.190 900 289 2 15 15 0"
    counts = printed.split()
    for row, cells in zip(table.rows, [map(str, range(1, 14)), counts], strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(tmp_path / "bieu.docx"))
    result = sohoa("audit", tmp_path / "bieu.docx")
    assert result.exit_code == 3
    assert "in là 1.190, cộng được 900 + 289 + 2 = 1.191" in result.output


def test_a_scan_has_no_text(sohoa, tmp_path):
    page = FPDF()
    page.add_page()
    page.output(str(tmp_path / "quet.pdf"))
    assert_refused(sohoa("audit", tmp_path / "quet.pdf"), "sohoa read")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.odt", b"x", "Chỉ kiểm được tệp"),
        ("a.txt", "báo cáo".encode("utf-16"), "UTF-8"),
        ("a.txt", b"", "không có chữ"),
        ("a.docx", b"PK\x03\x04 cut", "bị hỏng"),
        ("a.pdf", b"%PDF-1.7 cut", "bị hỏng"),
    ],
)
def test_bad_files_are_told(name, content, words, sohoa, tmp_path):
    (tmp_path / name).write_bytes(content)
    assert_refused(sohoa("audit", tmp_path / name), words)


def test_no_file(sohoa, tmp_path):
    result = sohoa("audit", tmp_path / "khong-co.txt")
    assert result.exit_code == 1
    assert "Không có tệp" in result.stderr


def assert_refused(result, words):
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize("name", ["handling", "digitisation"])
def test_our_own_reports_are_not_doubted(name, sohoa, filled, tmp_path):
    path = tmp_path / f"{name}.docx"
    period = ("--from", "01/11/2026", "--to", "30/11/2026")
    assert sohoa("report", name, *period, "--format", "docx", "--out", path).exit_code == 0
    content = json.loads(sohoa("audit", path, "--format", "json").stdout)
    assert content["fits"] > 0
    assert not [one for one in content["findings"] if one["weight"] != "note"]
