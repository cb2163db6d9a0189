"""Counting words: what makes a sentence, what makes the table."""

import lzma
from collections import Counter, defaultdict

from bench.count_words.__main__ import MOST_REPEATS, count, pack
from bench.count_words.texts import SOURCES, joined
from pipeline.language.counts import END, NUMBER, START


def test_words_and_what_follows_them_are_counted_by_sentence():
    words, pairs = count(["Uỷ ban nhân dân. Số 12, ngày 3"], whole=True)
    assert words == {
        START: 2, "ủy": 1, "ban": 1, "nhân": 1, "dân": 1, END: 2, "số": 1, NUMBER: 2, "ngày": 1,
    }  # fmt: skip
    assert pairs["dân"] == {END: 1}
    assert pairs[START] == {"ủy": 1, "số": 1}


def test_a_part_of_a_sentence_begins_and_ends_none():
    words, pairs = count(["Phường Ba Đình"], whole=False)
    assert START not in words
    assert set(pairs) == {"phường", "ba"}


def test_a_line_on_every_form_counts_so_often_at_most():
    words, _ = count(["Lệ phí"] * (MOST_REPEATS + 5), whole=True)
    assert words["phí"] == MOST_REPEATS


def test_addresses_of_web_pages_are_not_words():
    words, _ = count(["tại dichvucong.gov.vn hoặc https://x.vn/a"], whole=True)
    assert set(words) == {START, "tại", "hoặc", END}


def test_a_line_that_goes_on_in_small_letters_is_joined():
    assert joined("đơn \nđề nghị\nCăn cứ \n1. Mã") == "đơn đề nghị\nCăn cứ \n1. Mã"


def test_the_table_leaves_rare_pairs_out_and_is_the_same_in_any_order():
    words = Counter({"ban": 2, "ủy": 3})
    pairs = defaultdict(Counter, {"ủy": Counter({"ban": 2, "viên": 1})})
    packed = pack(words, pairs, 2)
    assert lzma.decompress(packed).decode() == "ủy\t3\tban 2\nban\t2\t\n"
    assert packed == pack(Counter(dict(reversed(words.items()))), pairs, 2)


def test_names_and_everyday_words_need_no_data(tmp_path):
    assert "Nguyễn Văn" in set(SOURCES["persons"](tmp_path))
    assert "kinh tế" in {line.strip() for line in SOURCES["common"](tmp_path)}
