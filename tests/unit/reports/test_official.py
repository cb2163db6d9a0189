"""The Word document, read back and held against Nghị định 30/2020/NĐ-CP, Phụ lục I: see docs/nd30.md."""

import io
import re
from datetime import date
from itertools import pairwise

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Pt

from reports import digitisation
from reports.formats import FORMATS, official
from reports.formats.as_docx import LEFT_MM, RIGHT_MM
from reports.letterhead import letterhead
from reports.model import Column, Kind, Line, Period, Question, Table

from .world import busy, world

MM = 36_000


@pytest.fixture(scope="module")
def table():
    period = Period(date(2026, 10, 1), date(2026, 10, 31))
    asked = Question(period, "H99.101", world(), today=date(2026, 2, 3))
    return digitisation.build(busy(["H99.101", "H99.102"]), asked)


@pytest.fixture(scope="module")
def document(table):
    return docx.Document(io.BytesIO(FORMATS["docx"].render(table)))


@pytest.fixture(scope="module")
def head(document):
    """The four cells of the head: body, state; number, place and day."""
    return [cell for row in (document.tables[0].rows[0], document.tables[1].rows[0]) for cell in row.cells]


def sizes(paragraph):
    return {run.font.size.pt for run in paragraph.runs}


def look(paragraph):
    """Size, bold, italic of a paragraph that is of one kind."""
    ((size, bold, italic),) = {(run.font.size.pt, run.bold, run.italic) for run in paragraph.runs}
    return size, bold, italic


def find(paragraphs, text):
    return next(paragraph for paragraph in paragraphs if paragraph.text.startswith(text))


def rule_mm(paragraph, room_mm):
    assert paragraph._p.pPr.find(qn("w:pBdr")).find(qn("w:top")).get(qn("w:val")) == "single"
    shape = paragraph.paragraph_format
    assert shape.left_indent == shape.right_indent
    return room_mm - 2 * shape.left_indent / MM


def test_paper_and_margins(document):
    for section, across in zip(document.sections, (False, True), strict=True):
        sides = sorted((section.page_width, section.page_height))
        assert [side / MM for side in sides] == pytest.approx([210, 297], abs=0.1)
        assert (section.orientation == WD_ORIENT.LANDSCAPE) == across
        assert 20 <= section.top_margin / MM <= 25.1
        assert 20 <= section.bottom_margin / MM <= 25.1
        assert 30 <= section.left_margin / MM <= 35.1
        assert 15 <= section.right_margin / MM <= 20.1


def test_the_typeface_is_times_new_roman_and_black(document):
    assert document.styles["Normal"].font.name == "Times New Roman"
    fonts = re.findall(r'w:ascii="([^"]+)"', document.element.xml)
    assert set(fonts) == {"Times New Roman"}
    assert not re.search(r'<w:color w:val="(?!000000|auto)', document.element.xml)


def test_pages_are_numbered_above_but_for_the_first_and_the_annex_begins_anew(document):
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert not section.first_page_header.paragraphs[0].text
        (number,) = section.header.paragraphs
        assert number.alignment == ALIGN.CENTER
        assert "PAGE" in number._p.xml
        assert sizes(number) == {14}
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_state_and_motto(head):
    state, motto, rule = head[1].paragraphs
    assert state.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert motto.text == "Độc lập - Tự do - Hạnh phúc"
    assert look(state) == (12, True, False)
    assert look(motto) == (13, True, False)
    assert rule_mm(rule, RIGHT_MM) == pytest.approx(12.224 * 13 * 25.4 / 72, rel=0.02)  # as long as the line


def test_issuing_body_and_its_rule(head):
    *lines, rule = head[0].paragraphs
    assert [line.text for line in lines] == ["ỦY BAN NHÂN DÂN", "XÃ SƠN THỦY"]
    assert {look(line) for line in lines} == {(12, True, False)}
    length = official.text_width_mm(lines[0].text, 12)
    assert length / 3 <= rule_mm(rule, LEFT_MM) <= length / 2


def test_number_place_and_day_stand_level(head):
    (number,), (place,) = head[2].paragraphs, head[3].paragraphs
    assert re.fullmatch(r"Số: +/BC-UBND", number.text)
    assert place.text == "Sơn Thủy, ngày …… tháng 02 năm 2026"  # February has its nought
    assert look(number) == (13, False, False)
    assert look(place) == (13, False, True)
    assert number.alignment == place.alignment == ALIGN.CENTER


def test_kind_and_subject(document, table):
    kind = find(document.paragraphs, "BÁO CÁO")
    place = [paragraph.text for paragraph in document.paragraphs].index("BÁO CÁO")
    subject, period, rule = document.paragraphs[place + 1 : place + 4]
    assert subject.text == table.title
    assert period.text == "(từ ngày 01/10/2026 đến ngày 31/10/2026)"
    assert {look(line) for line in (kind, subject, period)} == {(14, True, False)}
    assert {line.alignment for line in (kind, subject, period)} == {ALIGN.CENTER}
    length = min(official.text_width_mm(subject.text, 14), official.TEXT_WIDTH_MM)
    assert length / 3 <= rule_mm(rule, official.TEXT_WIDTH_MM) <= length / 2


def test_whom_it_is_for(document):
    to = find(document.paragraphs, "Kính gửi: ")
    assert to.text == "Kính gửi: Ủy ban nhân dân tỉnh An Lạc"
    assert look(to) == (14, False, False)


def test_contents(document, table):
    wanted = {paragraph.removeprefix("# "): paragraph.startswith("# ") for paragraph in table.text}
    found = [paragraph for paragraph in document.paragraphs if paragraph.text in wanted]
    assert len(found) == len(wanted)
    for paragraph in found:
        assert look(paragraph) == (14, wanted[paragraph.text], False)
        shape = paragraph.paragraph_format
        assert shape.alignment == ALIGN.JUSTIFY
        assert shape.first_line_indent / MM == pytest.approx(12.7, abs=0.1)
        assert shape.space_after.pt >= 6
        assert 1 <= shape.line_spacing <= 1.5


def test_the_text_points_to_the_annex_and_ends_with_its_sign(document):
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "(Chi tiết tại Phụ lục kèm theo)" in texts
    assert any(text.endswith("./.") for text in texts)


def test_recipients_and_signature(document):
    left, right = document.tables[2].rows[0].cells
    first, *others = left.paragraphs
    assert first.text == "Nơi nhận:"
    assert look(first) == (12, True, True)
    assert [line.text for line in others] == ["- Như trên;", "- Lưu: VT."]
    assert {look(line) for line in others} == {(11, False, False)}
    titles = right.paragraphs[:2]
    assert [line.text for line in titles] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert {look(line) for line in (*titles, right.paragraphs[-1])} == {(14, True, False)}


def test_annex(document, table):
    place = [paragraph.text for paragraph in document.paragraphs].index("Phụ lục")
    word, name, origin, *_ = document.paragraphs[place:]
    assert look(word) == look(name) == (14, True, False)
    assert name.text == table.title.upper()
    assert origin.text == (
        "(Kèm theo Báo cáo số        /BC-UBND ngày …… tháng 02 năm 2026 của Ủy ban nhân dân xã Sơn Thủy)"
    )
    assert look(origin) == (13, False, True)
    assert {line.alignment for line in (word, name, origin)} == {ALIGN.CENTER}


def test_the_heads_of_the_table_are_repeated_and_its_columns_fill_the_width(document, table):
    grid = document.tables[-1]
    heads = [row for row in grid.rows if row._tr.trPr.find(qn("w:tblHeader")) is not None]
    assert len(heads) == 3
    assert [cell.text for cell in heads[2].cells] == [f"({n})" for n in range(1, len(table.columns) + 1)]
    widths = [int(column.get(qn("w:w"))) for column in grid._tbl.tblGrid]
    assert sum(widths) * 25.4 / 1440 == pytest.approx(251, abs=1)
    assert all(width > 400 for width in widths)


def test_the_break_before_the_annex_makes_no_page_of_its_own(document):
    (end,) = [
        each for each in document.paragraphs if each._p.pPr is not None and each._p.pPr.sectPr is not None
    ]
    assert (end.text, end.paragraph_format.line_spacing) == ("", Pt(1))


def test_the_signature_is_kept_whole(document):
    foot = next(table for table in document.tables if "Nơi nhận:" in table.rows[0].cells[0].text)
    assert foot.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None


def test_a_long_text_gets_more_room_than_short_ones_of_long_words():
    long = "Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan có thẩm quyền cấp"
    columns = (Column("dossier", "Mã hồ sơ"), Column("name", "Thủ tục"), Column("n", "Số", Kind.COUNT))
    rows = (Line(("H99.101-261005-0001", long, 1)),)
    day = date(2026, 10, 31)
    asked = Question(Period(day, day), "H99.101", world())
    made = Table("ratio", "Danh sách", asked, columns, rows)
    grid = docx.Document(io.BytesIO(FORMATS["docx"].render(made))).tables[-1]
    code, name, number = (int(column.get(qn("w:w"))) for column in grid._tbl.tblGrid)
    assert name > 2 * code > 4 * number


@pytest.mark.parametrize(
    ("unit", "body", "place", "addressee"),
    [
        ("H99.101", ("Ủy ban nhân dân", "xã Sơn Thủy"), "Sơn Thủy", "Ủy ban nhân dân tỉnh An Lạc"),
        ("H99", ("Ủy ban nhân dân", "tỉnh An Lạc"), "An Lạc", "Văn phòng Chính phủ"),
    ],
)
def test_the_letterhead_is_that_of_the_unit(unit, body, place, addressee):
    day = date(2026, 10, 31)
    found = letterhead(Question(Period(day, day), unit, world()))
    assert (found.body, found.place, found.addressee) == (body, place, addressee)


def test_without_a_unit_the_letterhead_is_left_open(table):
    day = date(2026, 10, 31)
    asked = Question(Period(day, day), None, world())
    document = docx.Document(io.BytesIO(FORMATS["docx"].render(digitisation.build(busy([]), asked))))
    assert letterhead(asked).body[0].startswith("…")
    assert not any(one == two == "" for one, two in pairwise([p.text for p in document.paragraphs[-6:]]))
