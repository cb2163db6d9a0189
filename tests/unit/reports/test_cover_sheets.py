import pytest

from pipeline.codes import find_codes
from pipeline.finding.cover import Cover, read_cover
from pipeline.intake.page import load_page
from pipeline.intake.poppler import plain_text
from pipeline.model import Limits
from reports.cover_sheets import cover_sheets

COVERS = (Cover("H99.101-261103-0001", 12), Cover("000.00.19.H99-240920-0001"))


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    path = tmp_path_factory.mktemp("covers") / "to bia.pdf"
    path.write_bytes(cover_sheets(COVERS))
    return path


@pytest.mark.parametrize("number", [1, 2])
def test_each_sheet_bears_its_code_twice(printed, number):
    codes = find_codes(load_page(printed, number, Limits()))
    assert [read_cover(code.text) for code in codes] == [COVERS[number - 1]] * 2


def test_a_sheet_says_the_same_in_words(printed):
    text = plain_text(printed, 60.0)
    for words in (
        "TỜ BÌA HỒ SƠ",
        COVERS[0].dossier,
        "12 tờ giấy",
        "mười hai tờ",
        f"Mã kiểm tra: {COVERS[0].check}",
    ):
        assert words in text
