"""Seals and signatures."""

import numpy as np

from samples import ink


def test_a_seal_is_round_and_of_a_real_seals_size():
    mask = ink.seal(("ỦY BAN NHÂN DÂN XÃ THỬ", "TỈNH\nTHỬ"), 100, np.random.default_rng(2))
    assert abs(mask.shape[0] / 100 * 25.4 - ink.SEAL_MM) < 3
    rows, columns = np.nonzero(mask > 40)
    assert abs(np.ptp(rows) - np.ptp(columns)) <= 4
    assert mask[:8, :8].max() == 0


def test_no_two_seals_are_inked_alike():
    rng = np.random.default_rng(2)
    one, other = (ink.seal(("TRƯỜNG THỬ", "THỬ"), 100, rng) for _ in range(2))
    assert not np.array_equal(one, other)


def test_signatures_differ_and_are_thin():
    masks = [ink.signature(100, np.random.default_rng(seed)) for seed in (1, 2)]
    assert not np.array_equal(masks[0], masks[1])
    assert all(0.01 < (mask > 0).mean() < 0.25 for mask in masks)
