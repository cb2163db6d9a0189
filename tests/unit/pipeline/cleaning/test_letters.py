import numpy as np

from pipeline.cleaning.letters import letters_of

DPI = 150


def test_rules_and_frames_are_no_letters():
    mask = np.zeros((300, 300), np.uint8)
    mask[20:280, 20:23] = mask[150:153, 20:280] = 255  # a frame's two sides
    mask[200:212, 200:208] = 255  # a letter
    kept = letters_of(mask, DPI)
    assert kept[200:212, 200:208].all()
    assert kept.sum() == 255 * 12 * 8


def test_a_letter_inside_a_frame_is_kept():
    mask = np.zeros((400, 400), np.uint8)
    mask[50:350, 50:53] = mask[50:350, 347:350] = mask[50:53, 50:350] = mask[347:350, 50:350] = 255
    mask[200:212, 200:208] = 255
    before = mask.copy()
    kept = letters_of(mask, DPI)
    assert kept[200:212, 200:208].all()
    assert kept.sum() == 255 * 12 * 8
    assert np.array_equal(mask, before)
