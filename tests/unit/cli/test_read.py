import hashlib
import json
import os
import pty
import subprocess
import sys
import time
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from typer.testing import CliRunner

from catalogue.load import load_catalogue
from cli.main import app
from cli.read import became, write
from configs.settings import Settings
from configs.typefaces import font_file
from pipeline.errors import REASONS
from pipeline.export import Failure, FileReading
from pipeline.model import PageReading

ROOT = Path(__file__).parents[3]
BLANK = Image.new("L", (620, 877), 255)


@pytest.fixture
def scans(tmp_path):
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "empty.pdf").touch()
    (folder / "words.pdf").write_text("no scan at all")
    BLANK.save(folder / "blank.png", dpi=(75, 75))
    return folder


def run(*arguments):
    return CliRunner().invoke(app, ["read", *map(str, arguments)])


def document(out, name):
    return json.loads((out / f"{name}.json").read_text(encoding="utf-8"))


def test_each_file_gets_its_json_and_text(scans, tmp_path):
    out = tmp_path / "new" / "out"
    result = run(scans, "--out", out, "--jobs", 2)
    assert result.exit_code == 3
    assert {path.name for path in out.iterdir()} == {
        f"{name}{end}" for name in ("empty.pdf", "words.pdf", "blank.png") for end in (".json", ".txt")
    }
    rejected = document(out, "empty.pdf")
    assert rejected["state"] == "rejected"
    assert rejected["reason"] == {"code": "empty", "message": REASONS["empty"]}
    blank = document(out, "blank.png")
    assert (blank["state"], blank["reason"], blank["source"]) == ("ok", None, str(scans / "blank.png"))
    assert blank["sha256"] == hashlib.sha256((scans / "blank.png").read_bytes()).hexdigest()
    assert [(page["number"], page["blank"], page["words"]) for page in blank["pages"]] == [(1, True, [])]


def test_what_became_of_a_file_tells_its_flaws():
    first, second = (PageReading(n, 10, 10, 300, 0, 0.0, blank=False, text="") for n in (1, 2))
    dark = replace(second, flaws=("too_dark",))
    assert became(FileReading("a.pdf", None, (first, second))) == "2 trang"
    assert became(FileReading("a.pdf", None, (first, dark))) == (
        "2 trang. Trang 2: Ảnh quá tối. Hãy tăng độ sáng của máy quét và quét lại."
    )
    assert became(FileReading("a.pdf", None, failure=Failure("empty"))) == f"từ chối. {REASONS['empty']}"


def test_a_pipe_gets_plain_lines(scans, tmp_path):
    lines = run(scans, "--out", tmp_path / "out").stdout.splitlines()
    assert sorted(lines[:-1]) == sorted(
        [
            f"{scans}/blank.png: 1 trang",
            f"{scans}/empty.pdf: từ chối. {REASONS['empty']}",
            f"{scans}/words.pdf: từ chối. {REASONS['unsupported']}",
        ]
    )
    assert lines[-1] == "Đã đọc 1 tệp, từ chối 2 tệp."


def test_all_read_is_exit_code_0(scans, tmp_path):
    assert run(scans / "blank.png", "--out", tmp_path / "out").exit_code == 0


def test_files_of_one_name_are_both_kept_and_that_is_said(scans, tmp_path):
    for folder in ("1", "2"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.pdf").touch()
    result = run(tmp_path / "1", tmp_path / "2", "--out", tmp_path / "out")
    assert document(tmp_path / "out", "a.pdf")["source"] == str(tmp_path / "1" / "a.pdf")
    assert document(tmp_path / "out", "a.pdf (2)")["source"] == str(tmp_path / "2" / "a.pdf")
    assert "(ghi ra “a.pdf (2).json”)" in result.stdout


def test_the_names_of_results_are_nfc(tmp_path):
    (tmp_path / unicodedata.normalize("NFD", "Tờ khai.pdf")).touch()
    run(tmp_path, "--out", tmp_path / "out")
    assert unicodedata.normalize("NFC", "Tờ khai.pdf.json") in {
        path.name for path in (tmp_path / "out").iterdir()
    }


def test_a_name_with_a_line_end_is_one_plain_line(tmp_path):
    (tmp_path / "a\nb\x1b[2J.pdf").touch()
    lines = run(tmp_path, "--out", tmp_path / "out").stdout.split("\n")
    assert len(lines) == 3
    assert "\x1b" not in lines[0]
    assert (tmp_path / "out" / "a\ufffdb\ufffd[2J.pdf.json").exists()


def test_replacing_results_of_another_content_is_said(scans, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    write(out, "empty.pdf", FileReading("cũ/empty.pdf", "0" * 64))
    assert "(thay kết quả cũ của cũ/empty.pdf)" in run(scans / "empty.pdf", "--out", out).stdout
    assert "thay kết quả" not in run(scans / "empty.pdf", "--out", out).stdout


def test_what_is_there_is_replaced_whole(tmp_path, monkeypatch):
    write(tmp_path, "a.pdf", FileReading("old", None))
    before = (tmp_path / "a.pdf.json").read_bytes()

    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path, "a.pdf", FileReading("new", None))
    assert (tmp_path / "a.pdf.json").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"a.pdf.json", "a.pdf.txt"}


def test_a_known_procedure_is_taken(scans, tmp_path):
    code = load_catalogue(Settings().catalogue_dir).procedures[0].code
    assert run(scans / "blank.png", "--out", tmp_path / "out", "--procedure", code).exit_code == 0


def test_without_its_programs_it_says_what_to_install(scans, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    result = run(scans, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert len(result.output.splitlines()) == 1
    assert "chưa cài tesseract, pdftoppm. Hãy chạy: apt install tesseract-ocr" in result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["{scans}/absent.pdf", "--out", "{out}"], "absent.pdf"),
        (["{scans}", "--out", "{out}", "--procedure", "0.000000"], "thủ tục"),
        (["{scans}", "--out", "{scans}/empty.pdf"], "--out"),
        (["{scans}", "--out", "{out}", "--jobs", "-1"], "--jobs"),
        (["{scans}"], "--out"),
        (["--out", "{out}"], "PATH"),
        (["{nothing}", "--out", "{out}"], "không thấy tệp quét nào"),
    ],
)
def test_bad_usage_is_exit_code_2_and_says_why(scans, tmp_path, arguments, words, monkeypatch):
    monkeypatch.setenv("COLUMNS", "500")
    (tmp_path / "nothing").mkdir()
    places = {"scans": scans, "out": tmp_path / "out", "nothing": tmp_path / "nothing"}
    result = run(*(text.format(**places) for text in arguments))
    assert result.exit_code == 2
    assert words in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_person_sees_a_bar_and_the_pipe_beside_it_stays_plain(scans, tmp_path):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "cli.main", "read", str(scans), "--out", str(tmp_path / "out")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        out, _ = process.communicate(timeout=120)
        seen = read_all(ours)
    assert process.returncode == 3
    assert "3/3" in seen
    assert "\x1b" not in out.decode()
    assert len(out.decode().splitlines()) == 4


def read_all(terminal):
    seen = b""
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # how a terminal says that nobody writes to it any more
            chunk = b""
        if not chunk:
            os.close(terminal)
            return seen.decode(errors="replace")
        seen += chunk


def test_stopped_from_outside_it_leaves_no_picture_of_a_page_behind(tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    sheets = [BLANK.resize((2480, 3508))] * 40
    sheets[0].save(tmp_path / "long.pdf", save_all=True, append_images=sheets[1:], resolution=300)
    command = [
        sys.executable,
        "-m",
        "cli.main",
        "read",
        str(tmp_path / "long.pdf"),
        "--out",
        str(tmp_path / "out"),
    ]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, "TMPDIR": str(scratch)}) as process:
        deadline = time.monotonic() + 60
        while not any(scratch.glob("sohoa-*")):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        process.terminate()
        assert process.wait(timeout=60) == 143
    assert not any(scratch.glob("sohoa-*"))
    assert not any((tmp_path / "out").iterdir())


@pytest.mark.ocr
def test_vietnamese_is_read(tmp_path):
    font = ImageFont.truetype(font_file("Tinos-Regular"), 48)
    sheet = Image.new("L", (1654, 600), 255)
    ImageDraw.Draw(sheet).text((150, 200), "GIẤY CHỨNG NHẬN KẾT HÔN", font=font, fill=0)
    sheet.save(tmp_path / "a.png", dpi=(200, 200))
    assert run(tmp_path / "a.png", "--out", tmp_path / "out").exit_code == 0
    page = document(tmp_path / "out", "a.png")["pages"][0]
    assert page["text"].split() == [word["text"] for word in page["words"]]
    assert "KẾT HÔN" in page["text"]
    x, y, w, h = next(word["box"] for word in page["words"] if word["text"] == "HÔN")
    assert 400 < x < x + w < 1654
    assert 190 < y < y + h < 280
    assert (tmp_path / "out" / "a.png.txt").read_text(encoding="utf-8").endswith("\n\f")
