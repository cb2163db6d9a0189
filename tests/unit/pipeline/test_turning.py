from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box, PageReading, Word
from pipeline.turning import carried, turned_box

WIDTH, HEIGHT = 400, 600
QUARTERS = st.sampled_from([0, 90, 180, 270])
BOXES = st.builds(Box, st.integers(0, 300), st.integers(0, 500), st.integers(1, 100), st.integers(1, 100))


def page_of(*boxes, width=WIDTH, height=HEIGHT):
    words = tuple(Word(f"chữ{place}", box, 0.9) for place, box in enumerate(boxes))
    return PageReading(1, width, height, 200, 0, 0.0, blank=False, text="", words=words)


def size_after(turn):
    return (WIDTH, HEIGHT) if turn in {0, 180} else (HEIGHT, WIDTH)


def test_the_top_left_corner_goes_to_the_top_right():
    assert turned_box(Box(0, 0, 30, 10), 90, WIDTH, HEIGHT) == Box(HEIGHT - 10, 0, 10, 30)


@given(BOXES, QUARTERS)
def test_a_turned_box_lies_on_the_turned_page_and_comes_back(box, turn):
    there = turned_box(box, turn, WIDTH, HEIGHT)
    width, height = size_after(turn)
    assert 0 <= there.x <= there.x + there.w <= width
    assert 0 <= there.y <= there.y + there.h <= height
    assert turned_box(there, -turn % 360, width, height) == box


@given(QUARTERS)
def test_words_are_found_again_whatever_their_order(turn):
    boxes = [Box(10, 10, 60, 20), Box(80, 10, 60, 20), Box(10, 50, 60, 20)]
    width, height = size_after(turn)
    moved = [turned_box(box, turn, WIDTH, HEIGHT) for box in reversed(boxes)]
    after = page_of(*moved, width=width, height=height)
    assert carried(page_of(*boxes), after, turn, [0, 2, 7]) == {0: 2, 2: 0}


def test_a_word_that_is_not_there_any_more_is_left_out():
    assert carried(page_of(Box(10, 10, 60, 20)), page_of(Box(60, 10, 60, 20)), 0, [0]) == {}
    assert carried(page_of(Box(10, 10, 60, 20)), page_of(), 180, [0]) == {}
