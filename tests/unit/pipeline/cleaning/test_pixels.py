import numpy as np
import pytest

from pipeline.cleaning.pixels import shrunk


@pytest.mark.parametrize("scale", [0.9, 0.5, 0.375, 0.25, 0.11])
@pytest.mark.parametrize("size", [(233, 165), (234, 166), (141, 133), (233, 165, 3)])
def test_a_shrunk_page_is_as_light_as_it_was(scale, size):
    ramp = np.linspace(0, 250, size[0])[:, None] * np.ones(size[1])
    grey = ramp.astype(np.uint8) if len(size) == 2 else np.dstack([ramp.astype(np.uint8)] * 3)
    small = shrunk(grey, scale)
    assert small.shape[:2] == (round(size[0] * scale), round(size[1] * scale))
    assert float(small.mean()) == pytest.approx(float(grey.mean()), abs=5)  # odd rows are left out
    assert np.all(np.diff(small.reshape(*small.shape[:2], -1)[:, 0, 0].astype(int)) >= 0)


def test_what_is_no_smaller_stays():
    grey = np.zeros((5, 5), np.uint8)
    assert shrunk(grey, 1.0) is grey
    assert shrunk(np.zeros((1, 900), np.uint8), 0.1).shape == (1, 90)
