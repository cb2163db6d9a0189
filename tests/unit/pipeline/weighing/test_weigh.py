from dataclasses import replace

import numpy as np

from pipeline.model import Box
from pipeline.strip import Strip
from pipeline.weighing.slots import SECOND, Look
from pipeline.weighing.weigh import doubtful_stretches, lines_to_weigh, pieces, unsure_pieces, weigh
from tests.unit.pipeline.test_strip import LETTERS
from tests.unit.pipeline.weighing.written import texts, words


def decided(first, second):
    lines = lines_to_weigh(words(first))
    if lines:
        lines[0].others[SECOND] = [*words(second)]
    return weigh(lines)


def test_a_tone_that_one_reader_lost_is_found():
    (*_, word) = decided("giám đóc", "giám đốc")
    assert (word.text, word.as_read) == ("đốc", "đóc")


def test_what_was_not_changed_has_no_other_form():
    assert [word.as_read for word in decided("giám đốc", "giám đốc")] == ["", ""]


def test_agreement_is_surer_than_a_decision():
    (*_, agreed), (*_, decision) = decided("giám đốc", "giám đốc"), decided("giám đóc", "giám đốc")
    assert agreed.confidence > decision.confidence


def test_strokes_are_left_out_and_signs_and_ditto_marks_stay():
    assert texts(decided("Sáng ^ “ - ‹", "Sáng ‹ “ - ˆ")) == ["Sáng", "“", "-"]


def test_digits_are_never_made_up():
    assert texts(decided("số 275 ngày 12/5/2025", "số 276 ngày 12/5/2025"))[1] in {"275", "276"}


def test_words_keep_their_boxes_and_lines():
    read = decided("Ủy ban", "Ủy ban")
    assert [word.box for word in read] == [word.box for word in words("Ủy ban")]


def test_words_set_apart_share_their_box():
    read = weigh(lines_to_weigh(words("UBNDTỈNHPHÚTHỌ")))
    assert texts(read) == ["UBND", "TỈNH", "PHÚ", "THỌ"]
    assert read[0].box == Box(0, 0, 40, 20)
    assert read[-1].as_read == "UBNDTỈNHPHÚTHỌ"


def test_what_an_unsure_second_reader_alone_saw_is_left_out():
    lines = lines_to_weigh(words("Ủy ban"))
    lines[0].others[SECOND] = [*words("x", sure=0.3, left=90)]
    assert texts(weigh(lines)) == ["Ủy", "ban"]


def test_nothing_gives_nothing():
    assert weigh(lines_to_weigh(())) == ()


def test_long_lines_are_looked_at_in_pieces_of_one_height():
    (line,) = lines_to_weigh(words("một hai ba bốn năm sáu bảy tám chín mười " * 3))
    cut = pieces(line)
    assert len(cut) > 1
    assert [word for piece in cut for word in piece.words] == list(line.words)
    assert {piece.box.h for piece in cut} == {26}
    assert all(piece.box.y < 0 and piece.box.y + piece.box.h > 20 for piece in cut)


def test_what_was_read_surely_and_is_usual_needs_no_look():
    (sure,) = lines_to_weigh(words("công việc trong tỉnh", sure=0.96))
    (unsure,) = lines_to_weigh(words("công việc trong tỉnh", sure=0.94))
    (unusual,) = lines_to_weigh(words("công viếc trong tỉnh", sure=0.96))
    assert (unsure_pieces(sure), doubtful_stretches(sure)) == ([], [])
    assert unsure_pieces(unsure) == pieces(unsure)
    assert unsure_pieces(unusual) == pieces(unusual)


def test_neighbouring_pieces_in_doubt_are_one_stretch():
    first, last = words("của " * 15, sure=0.96), words("ban " * 20, sure=0.5, left=1000)
    (line,) = lines_to_weigh((*first, *last))
    (stretch,) = doubtful_stretches(line)
    assert 500 < stretch.x <= 1000
    assert stretch.x + stretch.w == last[-1].box.x + last[-1].box.w


def test_where_both_agree_nobody_else_is_asked():
    (line,) = lines_to_weigh(words("ủy ban", sure=0.9))
    strip = Strip(np.zeros((1, 7), np.float32), LETTERS, 0.0, 1.0)
    line.looks = {place: Look(word.text, 0.9, strip, 0, 1) for place, word in enumerate(line.words)}
    assert doubtful_stretches(line) == []
    line.looks[1] = replace(line.looks[1], text="bàn")
    assert len(doubtful_stretches(line)) == 1
