"""The syllables that Vietnamese can write."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.syllables import (
    Syllable,
    Tone,
    canonical,
    is_possible,
    parse,
    placements,
    put_tone,
    shapes,
    spelled,
    tones_of,
)

POSSIBLE = """
ủy ban nhân dân cộng hòa hoà xã hội chủ nghĩa việt nam độc lập tự do hạnh phúc giấy giếng gì gìn giữa quốc
quyết quý quí quỳnh khuỷu khuya nguyễn nghiêm ngoằn thuở huơ yêu yên ý kỹ lý mỹ mĩ sỹ xoong rơ moóc buýt
phuy đoàn hoạch toàn tuấn xuất nguyệt quặng quẳng thưởng rượu hươu bưu ghế nghề ngành kiểm căn cước được uỷ
"""
IMPOSSIBLE = """
cế kà gê ngi qa qốc ghà nghành tổc hàp bách. cắch hòac choắt1 tưn ubnd đắk krông pleiku toanf iên quym
ăâ bb tòan phân_lọai lọai
"""

syllables = st.sampled_from(sorted(spelled()))


@pytest.mark.parametrize("word", POSSIBLE.split())
def test_words_of_state_papers_are_possible(word):
    assert is_possible(word)
    assert is_possible(word.upper())
    assert is_possible(unicodedata.normalize("NFD", word.capitalize()))


@pytest.mark.parametrize("word", IMPOSSIBLE.split())
def test_what_breaks_a_rule_of_spelling_is_not_possible(word):
    assert not is_possible(word)
    assert parse(word) is None
    assert placements(word) == ()


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("giếng", Syllable("gi", "", "iê", "ng", Tone.SAC)),
        ("GÌ", Syllable("gi", "", "i", "", Tone.HUYEN)),
        ("già", Syllable("gi", "", "a", "", Tone.HUYEN)),
        ("quốc", Syllable("q", "u", "ô", "c", Tone.SAC)),
        ("hoà", Syllable("h", "o", "a", "", Tone.HUYEN)),
        ("Nguyễn", Syllable("ng", "u", "yê", "n", Tone.NGA)),
        ("cuộc", Syllable("c", "", "uô", "c", Tone.NANG)),
        ("của", Syllable("c", "", "ua", "", Tone.HOI)),
    ],
)
def test_a_syllable_is_taken_apart(word, parts):
    assert parse(word) == parts


def test_both_placements_of_a_tone_are_one_word_and_y_and_i_are_two():
    assert canonical("Hoà") == canonical("Hòa") == "Hòa"
    assert canonical("UỶ BAN, thuỷ-lợi; khoẻ") == "ỦY BAN, thủy-lợi; khỏe"
    assert canonical("mĩ") != canonical("mỹ")
    assert placements("Thuỷ") == ("Thủy", "Thuỷ")
    assert placements("quý") == ("quý",)


def test_what_is_no_syllable_stays_but_for_its_composition():
    assert canonical("tòan") == "tòan"
    assert canonical(unicodedata.normalize("NFD", "Đắk Lắk 01/TTr")) == "Đắk Lắk 01/TTr"


@pytest.mark.parametrize("word", ["tat", "hoc", "lich", "đap"])
def test_what_ends_in_a_stop_bears_sac_or_nang_only(word):
    place = shapes()[word].older
    assert {tone for tone in Tone if is_possible(put_tone(word, tone, place))} == {Tone.SAC, Tone.NANG}


@given(st.sampled_from(sorted(shapes())), st.sampled_from(Tone))
def test_every_syllable_built_of_parts_is_taken_apart_into_them(written, tone):
    shape = shapes()[written]
    built = put_tone(written, tone, shape.older)
    if tone in tones_of(shape):
        assert parse(built) == Syllable(shape.onset, shape.glide, shape.nucleus, shape.coda, tone)
    else:
        assert parse(built) is None


@given(syllables)
def test_all_placements_mean_the_canonical_word(word):
    ways = placements(word)
    assert ways[0] == word
    assert {canonical(way) for way in ways} == {word}
    assert {parse(way) for way in ways} == {parse(word)}


@given(st.text())
def test_the_canonical_form_of_a_canonical_form_is_itself(text):
    assert canonical(canonical(text)) == canonical(text)
