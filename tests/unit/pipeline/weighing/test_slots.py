from dataclasses import replace

from pipeline.model import Box, Word
from pipeline.weighing.slots import FIRST, SECOND, around, lines_of, slots_of
from tests.unit.pipeline.weighing.written import texts, words


def side_by_side(first, second):
    (line,) = lines_of(words(first))
    line.others[SECOND] = [*words(second)]
    return [(slot.text(FIRST), slot.text(SECOND)) for slot in slots_of(line)]


def test_words_at_the_same_place_share_a_slot():
    assert side_by_side("Ủy ban nhân", "Ủy han nhân") == [("Ủy", "Ủy"), ("ban", "han"), ("nhân", "nhân")]


def test_a_word_that_one_reader_tears_apart_is_one_slot():
    assert side_by_side("1743/QĐ-UB ngày", "1743/ Đ-UB ngày") == [
        ("1743/QĐ-UB", "1743/ Đ-UB"),
        ("ngày", "ngày"),
    ]


def test_as_many_words_as_there_are_words_are_slots_of_their_own():
    wide = [Word("ban", Box(0, 0, 45, 20), 0.9), Word("nhân", Box(36, 0, 40, 20), 0.9)]
    (line,) = lines_of(wide)
    line.others[SECOND] = [*wide]
    assert [slot.text(SECOND) for slot in slots_of(line)] == ["ban", "nhân"]


def test_what_only_the_second_read_has_a_slot_too():
    (line,) = lines_of((*words("Hà"), *words("Nội", left=100)))
    line.others[SECOND] = [*words("và", left=50)]
    assert [slot.text(SECOND) for slot in slots_of(line)] == ["", "và", ""]


def test_the_words_of_a_line_run_from_left_to_right():
    (line,) = lines_of(words("một hai ba")[::-1])
    assert texts(line.words) == ["một", "hai", "ba"]


def test_a_slot_lies_where_the_first_reader_saw_it():
    (line,) = lines_of(words("ban"))
    line.others[SECOND] = [*[replace(words("ban")[0], box=Box(2, 1, 31, 22))]]
    (slot,) = slots_of(line)
    assert slot.box == Box(0, 0, 30, 20)


def test_a_slot_is_as_sure_as_its_least_sure_word():
    (line,) = lines_of((*words("1743/", sure=0.9), *words("QĐ", sure=0.4, left=52)))
    line.others[SECOND] = [*words("1743/QĐ")]
    (slot,) = slots_of(line)
    assert slot.confidence(FIRST) == 0.4
    assert slot.confidence("another") == 0


def test_a_box_around_words():
    assert around(words("một hai")) == Box(0, 0, 70, 20)
