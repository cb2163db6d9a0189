from math import inf

from pipeline.weighing.confidence import Decision, confidence, signs
from pipeline.weighing.decoder import Choice
from pipeline.weighing.slots import FIRST, LINES, SECOND, Slot
from tests.unit.pipeline.weighing.written import words


def decision(text, *, margin=inf, **seen):
    return Decision(Slot(0, {name: words(read) for name, read in seen.items()}), Choice(text, margin, -5.0))


def sure(text, *, margin=inf, **seen):
    return confidence(decision(text, margin=margin, **seen))


def test_who_agrees_makes_surer():
    alone = sure("đồng", **{FIRST: "đồng"})
    assert sure("đồng", **{FIRST: "đồng", LINES: "đồng"}) > alone
    assert sure("đồng", **{FIRST: "đồng", LINES: "đòng"}) < sure("đồng", **{FIRST: "đồng", LINES: "đồng"})


def test_a_close_decision_is_less_sure():
    seen = {FIRST: "đông", LINES: "đồng"}
    assert sure("đồng", margin=0.1, **seen) < sure("đồng", margin=8.0, **seen)


def test_the_second_reader_counts():
    seen = {FIRST: "đồng", LINES: "đồng"}
    assert sure("đồng", **seen, **{SECOND: "đông"}) < sure("đồng", **seen, **{SECOND: "đồng"})


def test_a_sign_may_differ_where_the_letters_do_not():
    found = signs(decision("đồng,", **{FIRST: "đồng,", LINES: "đồng"}))
    assert found["lines_differs"] == 0


def test_confidence_is_a_probability():
    assert 0 < sure("#", margin=0, **{FIRST: "|"}) < sure("ban", **{FIRST: "ban", LINES: "ban"}) < 1
