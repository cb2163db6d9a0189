from hypothesis import given, settings
from hypothesis import strategies as st

from bench.reading.text import bare, lines, normal


def test_text_is_compared_in_one_form():
    assert normal(" tiê\u0301ng  \n “Việt” – nam ") == 'tiếng "Việt" - nam'


def test_all_curly_quotes_and_long_dashes_are_one():
    assert normal("“a” „b‟ ‘c’ ‚d‛ – — ― -") == '"a" "b" "c" "d" - - - -'


def test_bare_letters_have_no_marks():
    assert (
        bare("Đường số 5, Ủy ban nhân dân thị trấn Mỹ Đức") == "Duong so 5, Uy ban nhan dan thi tran My Duc"
    )


def test_lines_and_cells_stand_alone():
    assert lines("Số TT\tTên  loại\n\n  1\tGiấy\n") == ["Số TT", "Tên loại", "1", "Giấy"]


@settings(deadline=None)
@given(st.text())
def test_normal_form_stays_as_it_is(text):
    assert normal(normal(text)) == normal(text)


@settings(deadline=None)
@given(st.text(alphabet="aăâbcđeêghioôơuưy áàảãạ ếềểễệ ứừửữự \n“”–"))
def test_marks_go_and_letters_stay(text):
    assert len(bare(normal(text))) == len(normal(text))
    assert bare(bare(text)) == bare(text)


@settings(deadline=None)
@given(st.text(alphabet="ab \t\n"))
def test_lines_are_the_text(text):
    assert " ".join(lines(text)) == normal(text)
