"""Pages and parts survive the way into rows, through JSON, and back."""

import json

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box, Candidate, FieldValue, PageReading, Part, Word
from storage.codec import page_from_row, page_to_row, part_from_row, part_to_row

TEXT = st.text(max_size=12)
SURE = st.floats(0, 1)
PIXELS = st.integers(0, 20_000)
BOXES = st.builds(Box, PIXELS, PIXELS, PIXELS, PIXELS)
WORDS = st.builds(Word, TEXT, BOXES, SURE, st.integers(0, 200))
PAGES = st.builds(
    PageReading,
    number=st.integers(1, 500),
    width=PIXELS,
    height=PIXELS,
    dpi=st.integers(1, 1200),
    rotation=st.sampled_from([0, 90, 180, 270]),
    skew=st.floats(-15, 15),
    blank=st.booleans(),
    text=TEXT,
    words=st.lists(WORDS, max_size=5).map(tuple),
    cpu_seconds=st.floats(0, 100),
    flaws=st.lists(TEXT, max_size=3).map(tuple),
    text_layer=st.booleans(),
    hand=st.lists(BOXES, max_size=3).map(tuple),
)
VALUES = st.builds(
    FieldValue,
    TEXT,
    SURE,
    st.integers(0, 500),
    st.none() | BOXES,
    st.sampled_from(["print", "code", "hand"]),
    TEXT,
)
PARTS = st.builds(
    Part,
    pages=st.lists(st.integers(1, 500), min_size=1, max_size=4).map(tuple),
    type=st.none() | TEXT,
    confidence=SURE,
    candidates=st.lists(st.builds(Candidate, TEXT, SURE, TEXT), max_size=3).map(tuple),
    fields=st.dictionaries(TEXT, VALUES, max_size=3),
    certified_copy=st.booleans(),
)


def through_json(row):
    return json.loads(json.dumps(row))


@given(PAGES)
def test_a_page_comes_back_as_it_was(page):
    row = page_to_row(7, page)
    assert row["scan_id"] == 7
    found = page_from_row(through_json(row))
    assert found == page
    assert all(type(word.box) is Box for word in found.words)


@given(PARTS)
def test_a_part_comes_back_as_it_was(part):
    row = part_to_row(7, 3, part)
    assert (row["scan_id"], row["ordinal"]) == (7, 3)
    assert part_from_row(through_json(row)) == part
