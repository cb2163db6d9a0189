import numpy as np
import pytest

from bench.teach_upright import HIDDEN, faxed, newborn, slopes_of, teach
from pipeline.cleaning.upright import CELLS, DIRECTIONS, likely, odds, on_its_head
from tests.drawn import text_page

SHAPE = (CELLS, CELLS, DIRECTIONS)


def lessons(count, *, seed=0):
    """Return windows that stand (more falls down than up in their upper half), and windows of no line."""
    rng = np.random.default_rng(seed)
    views = rng.random((count, *SHAPE)).astype(np.float32)
    truths = np.where(np.arange(count) % 3 == 0, 2, 0)
    views[truths == 0, :4, :, 2] += 1
    return views, truths


def test_slopes_are_those_of_the_loss():
    views, truths = lessons(12)
    learner = newborn(np.random.default_rng(1), int(np.prod(SHAPE)))
    slopes, _ = slopes_of(learner.layers, views, truths)
    for place, slope in enumerate(slopes):
        index = np.unravel_index(int(np.argmax(np.abs(slope))), slope.shape)
        losses = []
        for step in (-1e-2, 1e-2):
            changed = [each.copy() for each in learner.weights]
            changed[place][index] += step
            layers = tuple(zip(changed[::2], changed[1::2], strict=True))
            losses.append(slopes_of(layers, views, truths)[1])
        assert (losses[1] - losses[0]) / 2e-2 == pytest.approx(float(slope[index]), rel=0.05, abs=1e-4)


def test_what_was_taught_is_known():
    views, truths = lessons(3072)
    learner = teach(views.astype(np.float16), truths, 4, seed=2)
    others, expected = lessons(300, seed=9)
    shares = likely(odds(learner.layers, others), odds(learner.layers, on_its_head(others)))
    assert (shares.argmax(axis=1) == expected).mean() > 0.95
    turned = likely(odds(learner.layers, on_its_head(others)), odds(learner.layers, others))
    assert (turned.argmax(axis=1)[expected == 0] == 1).mean() > 0.95


def test_the_same_lessons_give_the_same_network():
    views, truths = lessons(1024)
    one, other = (teach(views.astype(np.float16), truths, 1, seed=4) for _ in range(2))
    assert len(one.weights) == 2 * (len(HIDDEN) + 1)
    assert all(np.array_equal(*pair) for pair in zip(one.weights, other.weights, strict=True))


def test_a_fax_is_black_and_white():
    assert set(np.unique(faxed(text_page(repeat=1), 0.75).pixels)) == {0, 255}
