from hypothesis import given
from hypothesis import strategies as st

from pipeline.weighing.order import inserted, usual_height
from tests.unit.pipeline.weighing.written import texts, words

PAGE = (*words("đầu trang", 2), *words("một", 4), *words("hai", 5), *words("cuối", 9))


def test_what_stands_above_comes_first():
    assert texts(inserted(PAGE, words("trên", 0)))[0] == "trên"


def test_what_stands_between_paragraphs_comes_between_them():
    read = inserted(PAGE, words("giữa", 7))
    assert texts(read) == ["đầu", "trang", "một", "hai", "giữa", "cuối"]
    assert [word.line for word in read] == [0, 0, 2, 3, 5, 7]


def test_what_stands_below_comes_last():
    assert texts(inserted(PAGE, words("dưới", 12)))[-1] == "dưới"


def test_nothing_found_changes_nothing_but_numbers():
    assert texts(inserted(PAGE, ())) == texts(PAGE)


def test_the_usual_height_of_words():
    assert usual_height(PAGE) == 20
    assert usual_height(words("a - b")) == 0


@given(st.lists(st.integers(0, 30), max_size=4))
def test_every_word_is_kept_and_lines_are_in_order(lines):
    read = inserted(PAGE, [word for line in sorted(set(lines)) for word in words("mới", line)])
    assert sorted(texts(read)) == sorted([*texts(PAGE), *["mới"] * len(set(lines))])
    assert [word.line for word in read] == sorted(word.line for word in read)
