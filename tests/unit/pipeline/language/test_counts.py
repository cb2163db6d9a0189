"""Probabilities of words and pairs."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.counts import END, NUMBER, START, Counts, load, smooth, tokens
from pipeline.language.syllables import canonical, is_possible, spelled

SMALL = smooth(
    {START: 2, END: 2, "ủy": 3, "ban": 4, NUMBER: 2},
    {START: {"ủy": 2}, "ủy": {"ban": 3}, "ban": {NUMBER: 2, END: 1}, NUMBER: {END: 1}, END: {}},
)
possible = st.sampled_from(sorted(spelled()))
known = st.sampled_from(sorted(load().words))


def test_tokens_are_canonical_small_letters_and_one_token_for_what_holds_digits():
    assert tokens("Uỷ ban, số: 01/TTr-UBND ngày 3 và/hoặc “HOÀ”.") == (
        "ủy", "ban", "số", NUMBER, "ngày", NUMBER, "và", "hoặc", "hòa",
    )  # fmt: skip
    assert tokens("... –") == ()


@pytest.mark.parametrize(
    ("first", "right", "wrong"),
    [
        ("ủy", "ban", "bàn"),
        ("cộng", "hòa", "hoa"),
        ("độc", "lập", "lấp"),
        ("chứng", "nhận", "nhân"),
        ("hạnh", "phúc", "phục"),
        ("đất", "đai", "dai"),
    ],
)
def test_what_state_papers_say_is_likelier(first, right, wrong):
    assert load().bigram(first, right) > load().bigram(first, wrong) + 3


@pytest.mark.parametrize(
    ("real", "misprint"), [("rất", "rẩt"), ("đẩy", "đẫy"), ("đời", "đỡi"), ("tưởng", "tưỡng")]
)
def test_everyday_words_are_likelier_than_misprints(real, misprint):
    assert load().unigram(real) > load().unigram(misprint) + 1


def test_an_unseen_syllable_is_likelier_than_what_is_none():
    unseen = next(word for word in sorted(spelled()) if word not in load().words)
    assert load().unigram("ngxhtr") < load().unigram(unseen) <= min(load().words.values())


@pytest.mark.parametrize("counts", [SMALL, load()])
def test_single_words_take_the_whole_and_no_more(counts: Counts):
    unseen = spelled().difference(counts.words)
    total = sum(math.exp(counts.unigram(word)) for word in [*counts.words, *unseen])
    assert 0.98 < total < 1


@pytest.mark.parametrize("first", ["ủy", START, NUMBER, "của", "nguyễn"])
def test_what_follows_a_word_takes_the_whole_and_no_more(first):
    counts = load()
    unseen = spelled().difference(counts.words)
    total = sum(math.exp(counts.bigram(first, word)) for word in [*counts.words, *unseen])
    assert 0.99 < total < 1


def test_a_pair_seen_more_often_is_likelier_and_an_unseen_one_falls_back_on_its_word():
    assert SMALL.bigram("ủy", "ban") > SMALL.bigram("ban", NUMBER) > SMALL.bigram("ban", END)
    assert SMALL.bigram("ban", "ủy") == pytest.approx(SMALL.left["ban"] + SMALL.unigram("ủy"))
    assert SMALL.bigram("never", "ủy") == SMALL.unigram("ủy")


def test_shares_of_a_pair_are_as_reckoned_by_hand():
    # 3 of 3 less the discount of 0.75; the quarter taken off goes to single words: ban is 3.75 of 11.
    assert math.exp(SMALL.bigram("ủy", "ban")) == pytest.approx(2.25 / 3 + 0.25 * 3.75 / 11)


@given(st.text(max_size=8) | known | possible, st.text(max_size=8) | known | possible)
def test_logs_of_probabilities_are_below_zero(first, second):
    assert load().unigram(second) < 0
    assert load().bigram(first, second) < 0


@given(known)
def test_words_of_the_table_are_tokens(word):
    assert word in {START, END, NUMBER} or (
        word == word.lower() == canonical(word) and tokens(word) == (word,)
    )
    assert is_possible(word) or word not in spelled()


def test_the_shipped_counts_are_read_once():
    assert load() is load()
