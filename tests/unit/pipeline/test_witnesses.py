from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cleaning.unread import FRAME
from pipeline.deadline import page_within
from pipeline.errors import ScanError
from pipeline.model import Box, Word
from pipeline.profiles import PROFILES, Profile
from pipeline.stopwatch import Stopwatch
from pipeline.strip import Strip
from pipeline.witnesses import decided
from tests.drawn import white_page
from tests.unit.pipeline.test_strip import LETTERS
from tests.unit.pipeline.weighing.written import texts, words

PAGE = white_page()


class GivesUp:
    """A reader that is there, and fails."""

    def __init__(self, text):
        self.text = text

    def is_installed(self):
        return True

    def read(self, page):
        raise ScanError("timeout", "60 s")

    def read_lines(self, page, lines):
        raise ScanError("timeout", "60 s")


class Says:
    """A reader that finds the same words in whatever it is given, and remembers how large that was."""

    def __init__(self, text, *, installed=True, left=0):
        self.words = words(text, left=left)
        self.installed = installed
        self.asked = []

    def is_installed(self):
        return self.installed

    def read(self, page):
        self.asked.append((page.width, page.height))
        return self.words

    def read_lines(self, page, lines):
        self.asked += lines
        return tuple(
            Strip(np.log(np.full((4, 7), 1 / 7, np.float32)), LETTERS, line.x, line.w / 4) for line in lines
        )


def read(text, **others):
    first = Says(text)
    return texts(decided(PAGE, first.words, Profile((), first, **others), Stopwatch()))


def test_without_others_vietnamese_alone_decides():
    assert read("giám đóc sở") == ["giám", "đốc", "sở"]


def test_the_second_reader_is_weighed():
    second = Says("ông Nguyễn Vàn Bình", left=FRAME)  # it is shown the line with white about it
    assert read("ông Nguyễn Vản Bính", second=second)[-1] == "Bình"


def test_the_second_reader_reads_what_is_doubtful_alone():
    first = (*words("công việc trong tỉnh", sure=0.96), *words("giám đóc", 1, sure=0.6))
    second = Says("giám đốc", left=FRAME)
    found = decided(PAGE, first, Profile((), Says(""), second=second), Stopwatch())
    assert texts(found)[-1] == "đốc"
    ((width, height),) = second.asked
    assert 80 <= width <= 80 + 2 * FRAME
    assert height < 60


def test_lines_read_surely_are_not_looked_at():
    lines = Says("")
    first = words("công việc trong tỉnh", sure=0.96)
    decided(PAGE, first, Profile((), Says(""), lines=lines), Stopwatch())
    assert lines.asked == []


@pytest.mark.ocr
def test_what_no_time_is_left_for_is_not_asked():
    unsure = Word("12", Box(100, 100, 40, 20), 0.4)
    with page_within(0):
        found = decided(PAGE, (unsure,), PROFILES["best"], Stopwatch())
    assert texts(found) == ["12"]


@pytest.mark.parametrize("role", ["blocks", "second", "lines", "numbers"])
def test_readers_that_are_not_installed_are_not_asked(role):
    absent = Says("khác 12", installed=False)
    assert read("ngày 12", **{role: absent}) == ["ngày", "12"]
    assert absent.asked == []


def test_numbers_read_surely_get_no_second_look():
    again = Says("13")
    assert read("ngày 12", numbers=again) == ["ngày", "12"]
    assert again.asked == []


def test_a_number_that_is_not_sure_is_looked_at_alone():
    unsure = Word("§h30", Box(100, 100, 40, 20), 0.4)
    again = Says("8h30")
    found = decided(PAGE, (unsure,), Profile((), Says(""), numbers=again), Stopwatch())
    assert texts(found) == ["8h30"]
    assert found[0].as_read == "§h30"
    (size,) = again.asked
    assert 40 < size[0] < 100
    assert 20 < size[1] < 60


@pytest.mark.parametrize("role", ["blocks", "second", "lines", "numbers"])
def test_a_further_reader_that_gives_up_costs_no_page(role):
    unsure = Word("12", Box(100, 100, 40, 20), 0.4)
    others: dict[str, Any] = {role: GivesUp("")}
    found = decided(PAGE, (unsure,), Profile((), Says(""), **others), Stopwatch())
    assert texts(found) == ["12"]


@given(
    st.lists(
        st.sampled_from(["1.", "I.", "II.", "11.", "l.", "21,", "12/2017.", "số"]), min_size=1, max_size=6
    )
)
def test_no_number_is_made_or_lost(printed):
    found = read(" ".join(printed))
    digits = [letter for letter in "".join(printed) if letter.isdigit()]
    assert [letter for letter in "".join(found) if letter.isdigit()] == digits


@pytest.mark.parametrize("name", ["Microsoft", "Anna", "Phu", "go", "the"])
def test_plain_latin_words_read_surely_stay(name):
    first = Says(f"xã {name} huyện")
    sure = tuple(replace(word, confidence=0.96) for word in first.words)
    assert texts(decided(PAGE, sure, Profile((), first), Stopwatch()))[1] == name


def test_what_was_mended_keeps_what_was_read():
    (word, *_) = decided(PAGE, words("«12/5 Số:7"), Profile((), Says("")), Stopwatch())
    assert (word.text, word.as_read) == ("“12/5", "«12/5")


def test_each_line_is_looked_at():
    lines = Says("")
    read("Ủy ban nhân dân", lines=lines)
    assert len(lines.asked) == 1


def test_a_page_without_words_stays_so():
    assert read("") == []


def test_time_is_told_by_stage():
    watch = Stopwatch()
    decided(PAGE, words("giám đóc"), Profile((), Says("")), watch)
    assert set(watch.stages) == {"read", "decide"}
    assert watch.total == pytest.approx(sum(watch.stages.values()))
