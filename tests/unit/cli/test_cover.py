from pipeline.codes import find_codes
from pipeline.finding.cover import Cover, read_cover
from pipeline.intake.inspect import inspect
from pipeline.intake.page import load_page
from pipeline.model import Limits

ONE, TWO = "H99.101-261103-0001", "H99.101-261103-0002"


def test_one_sheet_a_dossier_is_written_even_before_there_is_a_system(sohoa, places):
    target = places / "bìa.pdf"
    result = sohoa("cover", ONE, TWO.lower(), ONE, "--sheets", "7", "--out", target)
    assert result.exit_code == 0
    assert "2 tờ bìa" in result.output
    assert inspect(target, Limits()).page_count == 2
    codes = [find_codes(load_page(target, number, Limits()))[0].text for number in (1, 2)]
    assert [read_cover(text) for text in codes] == [Cover(ONE, 7), Cover(TWO, 7)]
    assert not (places / "data").exists()


def test_what_is_no_dossier_code_is_refused_before_anything_is_written(sohoa, places):
    target = places / "bia.pdf"
    result = sohoa("cover", ONE, "H99.101-261399-0001", "--out", target)
    assert result.exit_code == 2
    assert "H99.101-261399-0001" in result.stderr
    assert not target.exists()


def test_codes_that_nobody_registered_are_told(sohoa, filled, places):
    result = sohoa("cover", "H99.101-991231-9999", "--out", places / "bia.pdf")
    assert result.exit_code == 0
    assert "chưa có trong sổ theo dõi: H99.101-991231-9999" in result.stderr
