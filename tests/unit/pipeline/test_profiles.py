import numpy as np
import pytest

from pipeline.image import IN_PLACE, PageImage
from pipeline.profiles import PROFILES, ProfileError, build
from tests.drawn import in_colour, text_page


@pytest.mark.parametrize(
    ("recipe", "reader", "words"),
    [
        ([("deskw", {})], "tesseract", "profile test: no step 'deskw'"),
        ([("deskew", {"angel": 3})], "tesseract", "profile test, step deskew: .*'angel'"),
        ([], "tesserakt", "profile test: no reader 'tesserakt'"),
    ],
)
def test_a_mistake_is_one_clear_error(recipe, reader, words):
    with pytest.raises(ProfileError, match=words):
        build("test", recipe, reader=reader)


def test_the_shipped_profiles_are_the_ones_users_may_name():
    assert set(PROFILES) == {"fast", "balanced", "best"}


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_a_cleaned_page_is_grey_and_knows_its_way_home(name):
    page = in_colour(text_page(dpi=400, repeat=2))
    cleaned = PROFILES[name].clean(page)
    assert cleaned.pixels.ndim == 2
    assert cleaned.home != IN_PLACE
    corner = np.array(cleaned.home) @ [cleaned.width, cleaned.height, 1]
    assert corner[:2] == pytest.approx([page.width, page.height], rel=0.02)


def test_an_empty_recipe_changes_nothing():
    page = PageImage(np.zeros((2, 2), np.uint8), 72)
    assert build("test", [], reader="tesseract").clean(page) is page
