from hypothesis import given, settings
from hypothesis import strategies as st

from bench.reading.reliability import Judged, curve, judged, trust
from pipeline.model import TRUSTED, Box, Word


def word(text, confidence):
    return Word(text, Box(0, 0, 10, 10), confidence)


def of(confidence, *, right=True):
    return Judged(confidence, confidence >= TRUSTED, right)


def test_words_are_judged_by_the_truth():
    words = [word("tổng", 0.99), word("sô", 0.4), word("hồ sơ", 0.995)]
    assert judged("tổng số\nhồ sơ", words) == [
        Judged(0.99, trusted=True, right=True),
        Judged(0.4, trusted=False, right=False),
        Judged(0.995, trusted=True, right=True),
        Judged(0.995, trusted=True, right=True),
    ]


def test_quotes_are_no_errors():
    assert [each.right for each in judged("“một”", [word('"một"', 0.5)])] == [True]


def test_trust_is_shared_out():
    assert trust([of(0.999), of(0.992, right=False), of(0.5), of(0.1, right=False)]) == (0.5, 0.5)
    assert trust([]) == (0, 0)


def test_a_curve_tells_confidence_and_truth():
    bins = {each.low: each for each in curve([of(0.96), of(0.97, right=False)])}
    assert (bins[0.95].words, bins[0.95].right, round(bins[0.95].confidence, 3)) == (2, 0.5, 0.965)
    assert bins[0.0].words == 0


@settings(deadline=None)
@given(st.lists(st.floats(0, 1)))
def test_each_word_is_in_one_bin(confidences):
    bins = curve([of(each) for each in confidences])
    assert sum(each.words for each in bins) == len(confidences)
    assert all(each.low - 1e-9 <= each.confidence <= each.high + 1e-9 for each in bins if each.words)
