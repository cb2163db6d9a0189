from hypothesis import given
from hypothesis import strategies as st

from pipeline.matching.assign import assign
from pipeline.model import Candidate


def ranked(*papers):
    return [
        tuple(Candidate(kind, score, "") for kind, score in sorted(paper.items(), key=lambda each: -each[1]))
        for paper in papers
    ]


def test_each_paper_gets_what_it_fits_best():
    assert assign(ranked({"a": 0.9, "b": 0.4}, {"b": 0.9}), {}) == ["a", "b"]


def test_a_paper_leaves_its_type_to_one_that_fits_it_better():
    assert assign(ranked({"a": 0.8, "b": 0.78}, {"a": 0.95}), {}) == ["b", "a"]


def test_a_second_paper_of_a_type_keeps_it_where_nothing_else_fits():
    twice = ranked({"a": 0.95}, {"a": 0.95})
    assert assign(twice, {}) == ["a", "a"]
    assert assign(ranked({"a": 0.95}, {"a": 0.65}), {}) == ["a", None]
    assert assign(ranked({"a": 0.95}, {"a": 0.65}), {"a": 2}) == ["a", "a"]


def test_what_fits_nothing_stays_unknown():
    assert assign(ranked({"a": 0.3}, {}), {}) == [None, None]
    assert assign([], {}) == []


SCORES = st.dictionaries(st.sampled_from("abcd"), st.floats(0, 1), max_size=4)


@given(st.lists(SCORES, max_size=5))
def test_types_come_from_the_papers_own_candidates(papers):
    given_types = assign(ranked(*papers), {})
    assert len(given_types) == len(papers)
    assert all(kind is None or kind in paper for kind, paper in zip(given_types, papers, strict=True))
