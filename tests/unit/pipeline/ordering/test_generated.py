"""Forms as they are drawn, their rows read from edge to edge, come back in the order of their drawing."""

from itertools import pairwise

import pytest

from pipeline.model import Box, Word
from pipeline.ordering import in_reading_order
from samples.generate import make_page
from samples.sheet import TrueWord

PER_MM = 8
KINDS = ("giay_xntthn", "quyet_dinh_tro_cap", "giay_khai_sinh", "gcn_ket_hon", "giay_bao_tu", "gcn_ho_ngheo")


def middle(word: TrueWord) -> float:
    return word.box[1] + word.box[3] / 2


def across(words: tuple[TrueWord, ...]) -> list[Word]:
    """Read the words of a page row by row, whatever columns they stand in."""
    rows: list[list[TrueWord]] = []
    for word in sorted(words, key=middle):
        if rows and middle(word) - middle(rows[-1][0]) < word.box[3] / 2:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [
        Word(word.text, Box(*(round(length * PER_MM) for length in word.box)), 0.9, line)
        for line, row in enumerate(rows)
        for word in sorted(row, key=lambda each: each.box[0])
    ]


def kept(drawn: list[str], read: list[str]) -> float:
    """Return the share of neighbours that are neighbours still."""
    neighbours = set(pairwise(read))
    return sum(pair in neighbours for pair in pairwise(drawn)) / (len(drawn) - 1)


@pytest.mark.parametrize("kind", KINDS)
def test_columns_are_read_as_they_were_drawn(kind):
    truth = make_page(kind, seed=11)[1]
    drawn, rows = [word.text for word in truth.words], across(truth.words)
    ordered = [word.text for word in in_reading_order(rows)]
    before, after = kept(drawn, [word.text for word in rows]), kept(drawn, ordered)
    assert sorted(ordered) == sorted(drawn)
    assert after > before
    assert after >= 0.93


@pytest.mark.parametrize("kind", ["to_khai_khai_sinh", "van_ban_lam_chung", "hop_dong_chuyen_nhuong"])
def test_forms_of_one_column_stay_as_they_are(kind):
    rows = across(make_page(kind, seed=11)[1].words)
    assert [word.text for word in in_reading_order(rows)] == [word.text for word in rows]
