import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.cleaning.text_strips import RIM, SIDE, STRIDE, strips_along
from pipeline.cleaning.upright import CELLS, DIRECTIONS, MODEL, judge, likely, on_its_head, views_of
from tests.drawn import text_page

LINES = ("Căn cứ Luật Tổ chức chính quyền địa phương", "Người nộp mang theo giấy tiếp nhận")


def strip_of(windows, *, seed=0):
    rng = np.random.default_rng(seed)
    shape = (SIDE + 2 * RIM, SIDE + (windows - 1) * STRIDE + 2 * RIM)
    return rng.integers(0, 256, shape, dtype=np.uint8)


def upside_down(strips):
    return [strip[::-1, ::-1] for strip in strips]


@pytest.mark.parametrize("points", [9, 13, 18])
def test_standing_letters_stand_and_hanging_ones_hang(points):
    strips = strips_along(text_page(LINES, repeat=2, points=points, dpi=150), 400)
    standing, hanging = judge(strips), judge(upside_down(strips))
    assert standing.standing > max(standing.hanging, standing.neither) + 20
    assert hanging.hanging == pytest.approx(standing.standing, abs=0.1)
    assert hanging.standing == pytest.approx(standing.hanging, abs=0.1)


def test_lying_letters_are_no_line():
    page = text_page(repeat=4, dpi=150)
    lying = type(page)(np.ascontiguousarray(np.rot90(page.pixels)), page.dpi)
    evidence = judge(strips_along(lying, 400))
    assert evidence.neither > max(evidence.standing, evidence.hanging)


def test_no_strips_tell_nothing():
    evidence = judge([])
    assert evidence.windows == 0
    assert evidence.standing == evidence.hanging == evidence.neither == 0


@given(counts=st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_every_window_is_viewed(counts):
    views = views_of([strip_of(count, seed=count) for count in counts])
    assert views.shape == (sum(counts), CELLS, CELLS, DIRECTIONS)


def test_strips_beside_one_another_do_not_mix():
    one, other = strip_of(3, seed=1), strip_of(2, seed=2)
    assert np.array_equal(views_of([one, other]), np.concatenate([views_of([one]), views_of([other])]))


def test_a_view_on_its_head_is_the_view_of_the_window_on_its_head():
    strip = strip_of(1)
    assert np.allclose(on_its_head(views_of([strip])), views_of(upside_down([strip])), atol=1e-4)


@given(arrays(np.float32, 6, elements=st.floats(-30, 30, width=32)))
def test_shares_make_one(odds):
    shares = likely(odds, odds[::-1])
    assert np.allclose(shares.sum(axis=1), 1, atol=1e-5)
    assert np.array_equal(shares[:, 0] > shares[:, 2], odds > 0) or np.isclose(odds, 0, atol=1e-5).any()


def test_the_network_is_small():
    assert MODEL.stat().st_size < 300_000
