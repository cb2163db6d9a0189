import sys

import pytest

from bench import reading
from bench.reading import normal, row, score, transcribed


def test_text_is_compared_in_one_form():
    assert normal(" tiê\u0301ng  \n “Việt” – nam ") == 'tiếng "Việt" - nam'


def test_words_count_once_whatever_their_order():
    result = score("một hai hai ba", "ba hai hai hai bốn", 1.5)
    assert (result.found, result.true) == (3 / 4, 3 / 5)


def test_character_error_is_the_edit_distance():
    result = score("tổng số", "tông sô", 0)
    assert (result.errors, result.length) == (2, 7)


def test_nothing_read_is_nothing_true():
    result = score("một", "", 0)
    assert (result.found, result.true, result.errors) == (0, 0, 3)


def test_a_row_averages_over_pages():
    line = row("x", [score("a b", "a b", 1), score("a b", "a c", 3)])
    assert line.split() == ["x", "75.00", "75.00", "16.67", "2.00"]


def test_only_transcribed_pictures_are_read(tmp_path):
    for name in ("a.jpg", "a.gt.txt", "b.png", "c.gt.txt"):
        (tmp_path / name).touch()
    assert [page.name for page in transcribed(tmp_path)] == ["a.jpg"]


def test_an_absent_folder_is_skipped_in_words(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["reading", str(tmp_path / "none")])
    assert reading.main() == 0
    assert "Skipped" in capsys.readouterr().err


@pytest.mark.data
@pytest.mark.ocr
@pytest.mark.skipif(not reading.DEFAULT.is_dir(), reason=f"no transcribed pages in {reading.DEFAULT}")
def test_real_pages_are_read_as_well_as_promised():
    scores = [reading.measured(reading.ours("balanced"), page) for page in transcribed(reading.DEFAULT)]
    assert sum(each.found for each in scores) / len(scores) >= 0.93
    assert sum(each.true for each in scores) / len(scores) >= 0.93
