"""What the network of seals is taught with."""

import numpy as np
import pytest

from bench.teach_seals.draw import pairs
from pipeline.cleaning.seal_strokes import SIDE, darkness, print_in

UNSEEN = 990_123


@pytest.fixture(scope="module")
def pieces():
    return pairs(UNSEEN, 4)


def test_a_piece_bears_a_seal_and_is_otherwise_the_same(pieces):
    for sealed, bare in pieces:
        assert sealed.shape == bare.shape == (SIDE, SIDE)
        more = darkness(sealed) > darkness(bare) + 0.3
        assert 0.02 < more.mean() < 0.3
        assert np.mean(np.abs(sealed.astype(int) - bare)[~more] < 60) > 0.99


def test_the_same_seed_draws_the_same(pieces):
    for one, other in zip(pieces, pairs(UNSEEN, 4), strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_the_network_tells_print_from_seals_it_never_saw(pieces):
    kept, gone = [], []
    for sealed, bare in pieces:
        ink, is_print, told = darkness(sealed) > 0.3, darkness(bare) > 0.5, print_in(sealed)
        kept.append(told[ink & is_print])
        gone.append(~told[ink & ~is_print])
    assert np.concatenate(kept).mean() > 0.93
    assert np.concatenate(gone).mean() > 0.85
