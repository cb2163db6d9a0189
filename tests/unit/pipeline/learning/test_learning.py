from dataclasses import replace

import pytest

from catalogue.load import load_catalogue
from configs.settings import Settings
from pipeline.learning.evaluate import evaluate, held_back, learn
from pipeline.learning.file import to_bytes
from pipeline.learning.guess import ask, is_trusted, suggest
from pipeline.learning.join import joined
from pipeline.learning.model import OTHER, Measured
from pipeline.learning.train import primers, train
from pipeline.model import Candidate, Part
from pipeline.verdict import SURE
from tests.unit.pipeline.learning.papers import FORMS, decisions, paper

KINDS = [label for label in FORMS if label != OTHER]


@pytest.fixture(scope="module")
def known():
    return primers(load_catalogue(Settings().catalogue_dir).types.values())


@pytest.fixture(scope="module")
def model(known):
    learned, _ = learn(decisions(8), known)
    assert learned
    return learned


@pytest.mark.parametrize("label", KINDS)
def test_papers_never_seen_are_named(model, label):
    guesses = [suggest(model, paper(label, seed)) for seed in range(100, 120)]
    assert [guess.label for guess in guesses if guess] == [label] * len([guess for guess in guesses if guess])
    assert sum(guess is not None for guess in guesses) >= 18


def test_what_clerks_called_something_else_is_not_named(model):
    assert not any(ask(model, paper(OTHER, seed)) for seed in range(100, 120))


@pytest.mark.parametrize(
    "text", ["", "123", "Biên bản kiểm kê tài sản của trường tiểu học", "GIẤY KHAI SINH Họ, chữ đệm, tên"]
)
def test_what_is_like_nothing_learned_is_not_named(model, text):
    assert ask(model, text) is None


def test_the_words_that_spoke_are_told_as_they_were_read(model):
    text = paper("phieu_ao_ca", 7, misread=0)
    guess = ask(model, text)
    assert guess
    assert guess.words
    assert all(words in text for words in guess.words)
    assert any("ao" in words.lower() for words in guess.words)


def test_the_order_of_decisions_changes_nothing(known):
    made = decisions(4)
    first, second = train(made, known), train(made[::-1], known)
    assert first
    assert second
    assert to_bytes(first) == to_bytes(second)


@pytest.mark.parametrize("count", [0, 1])
def test_of_nothing_nothing_is_learned_and_of_one_paper_nothing_is_said(known, count):
    model, evaluation = learn(decisions(1, "phieu_ao_ca")[:count], known)
    assert not evaluation.trusted
    assert model is None or suggest(model, paper("phieu_ao_ca", 0)) is None


def test_decisions_without_a_catalogue():
    assert train(decisions(3, "phieu_ao_ca")) is None
    assert train(decisions(4)) is not None


def test_held_back_papers_are_judged_by_a_matcher_that_never_saw_them(known):
    made = decisions(6)
    odd = replace(made[0], label="de_nghi_dien", text=made[0].text + " ghi nhầm loại")
    assert held_back([*made, odd], known)[-1] != "de_nghi_dien"
    assert held_back([*made, made[0]], known)[0] == held_back([*made, made[0]], known)[-1]


def test_where_the_rules_are_right_nothing_learned_is_trusted(known):
    evaluation = evaluate(decisions(6, *KINDS, ruled=True), known)
    assert evaluation.ruled_right == evaluation.joined_right == evaluation.decisions == 12
    assert not evaluation.trusted


def test_where_the_rules_know_nothing_what_is_learned_is_trusted(known):
    evaluation = evaluate(decisions(8), known)
    assert evaluation.trusted == tuple(sorted(KINDS))
    assert evaluation.ruled_right == 8  # those that are nothing known, and were called so
    assert evaluation.joined_right >= 22
    assert evaluation.wrong == 0


def test_where_the_rules_were_sure_nothing_learned_is_counted(known):
    sure = [replace(one, sure=True) for one in decisions(6)]
    assert not evaluate(sure, known).labels


@pytest.mark.parametrize(
    ("measured", "trusted"),
    [
        (None, False),
        (Measured(2, 2, 0), False),  # too few
        (Measured(10, 8, 0), False),  # too often wrong
        (Measured(10, 10, 10), False),  # no better than the rules
        (Measured(10, 10, 9), True),
        (Measured(3, 3, 0), True),
    ],
)
def test_trust(measured, trusted):
    assert is_trusted(measured) is trusted


UNKNOWN = Part((1,), None, 0.3, (Candidate("cccd", 0.3, "Có từ “căn cước”"),))


def test_what_was_learned_is_a_suggestion_with_its_reasons(model):
    part = joined(UNKNOWN, paper("phieu_ao_ca", 300), model, {"phieu_ao_ca", "cccd"})
    assert part.type == "phieu_ao_ca"
    assert part.confidence < SURE
    assert part.candidates[1:] == UNKNOWN.candidates
    assert part.candidates[0].reason.startswith(
        "Học từ 24 giấy tờ mà công chức đã chọn loại; các từ gợi ý: “"
    )
    assert "thử lại đúng" in part.candidates[0].reason


@pytest.mark.parametrize(
    ("part", "competing"),
    [
        (UNKNOWN, {"cccd"}),  # it is asked for by nobody
        (Part((1,), "cccd", SURE), {"phieu_ao_ca", "cccd"}),  # the rules are sure
    ],
)
def test_where_it_may_not_speak(model, part, competing):
    assert joined(part, paper("phieu_ao_ca", 300), model, competing) is part
