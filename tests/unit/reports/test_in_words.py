import pytest

from reports.in_words import in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (25, "hai mươi lăm"),
        (40, "bốn mươi"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (2026, "hai nghìn không trăm hai mươi sáu"),
        (120_300, "một trăm hai mươi nghìn ba trăm"),
    ],
)
def test_numbers_are_written_as_officials_write_them(number, words):
    assert in_words(number) == words


@pytest.mark.parametrize("number", [-1, 1_000_000])
def test_other_numbers_are_refused(number):
    with pytest.raises(ValueError, match=str(number)):
        in_words(number)
