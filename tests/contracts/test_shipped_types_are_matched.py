"""Every component type that is shipped is told from all others by its title and anchors."""

import random
from pathlib import Path

import pytest

from catalogue.load import load_catalogue
from pipeline.matching.parts import assemble
from pipeline.verdict import SURE
from tests.unit.pipeline.page_builder import damaged, form

TYPES = tuple(load_catalogue(Path(__file__).parents[2] / "configs" / "catalogue").types.values())
TITLES = [pytest.param(kind, at, id=f"{kind.code}-{at}") for kind in TYPES for at in range(len(kind.titles))]


@pytest.mark.parametrize(("kind", "title"), TITLES)
def test_a_title_and_two_anchors_name_the_type_among_all(kind, title):
    (part,) = assemble([form(kind, title=title)], TYPES)
    assert part.type == kind.code
    assert part.confidence >= SURE


@pytest.mark.parametrize(("kind", "title"), TITLES)
@pytest.mark.parametrize("rate", [0.05, 0.1])
def test_misread_it_is_named_rightly_or_not_at_all(kind, title, rate):
    rng = random.Random(f"{kind.code} {title} {rate}")  # noqa: S311 - reproducible
    (part,) = assemble([damaged(form(kind, title=title), rate, rng)], TYPES)
    assert part.type in {kind.code, None}


@pytest.mark.parametrize("rate", [0.05, 0.1])
def test_misread_most_are_still_named(rate):
    rng = random.Random(7)  # noqa: S311 - reproducible
    pages = [damaged(form(kind), rate, rng) for kind in TYPES]
    named = [assemble([page], TYPES)[0].type for page in pages]
    right = sum(name == kind.code for name, kind in zip(named, TYPES, strict=True))
    assert right >= (0.97 if rate < 0.1 else 0.9) * len(TYPES)


@pytest.mark.parametrize(("kind", "title"), TITLES)
def test_a_type_that_does_not_compete_is_mistaken_for_no_other(kind, title):
    others = tuple(other for other in TYPES if other is not kind)
    (part,) = assemble([form(kind, title=title, anchors=len(kind.anchors))], others)
    assert part.type is None
