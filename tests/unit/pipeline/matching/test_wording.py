import pytest

from pipeline.matching.wording import Difference, difference, letters_of, wording


def test_wording_keeps_letters_and_lengths_of_words():
    prepared = wording("giay khai sinh, (so 2)")
    assert prepared.letters == "giaykhaisinhso2"
    assert prepared.words == (4, 4, 4, 2, 1)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("giay khai sinh", Difference(word_lost=False, added=0)),
        ("giaykha1 sjnh", Difference(word_lost=False, added=0)),
        ("giay khai tu", Difference(word_lost=True, added=0)),
        ("giay chung sinh", Difference(word_lost=True, added=1)),
        ("giay dang ky khai sinh", Difference(word_lost=False, added=6)),
        ("", Difference(word_lost=True, added=0)),
    ],
)
def test_difference(read, expected):
    assert difference(wording("giay khai sinh"), letters_of(read)) == expected


def test_a_long_wording_may_lose_one_short_word():
    title = wording("don dang ky bien dong dat dai, tai san gan lien voi dat")
    assert not difference(
        title, letters_of("don dang xx bien dong dat dai, tai san gan lien voi dat")
    ).word_lost
    assert difference(title, letters_of("don dang xx bien dong dat dai, xxx san gan lien voi dat")).word_lost
    assert difference(title, letters_of("don dang ky xxxx dong dat dai, tai san gan lien voi dat")).word_lost
