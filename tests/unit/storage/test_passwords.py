import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.passwords import WeakPasswordError, hash_password, verify_password

GOOD = "bốn mùa xuân hạ"


def test_a_password_is_known_again_and_no_other_one():
    kept = hash_password(GOOD, "lan")
    assert kept.startswith("$argon2id$")
    assert verify_password(kept, GOOD)
    assert not verify_password(kept, GOOD + " ")
    assert not verify_password(kept, "")
    assert hash_password(GOOD, "lan") != kept


def test_marks_typed_after_their_letter_are_the_same_letter():
    kept = hash_password(unicodedata.normalize("NFD", GOOD), "lan")
    assert verify_password(kept, unicodedata.normalize("NFC", GOOD))


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA"])
def test_what_is_no_hash_fits_no_password(kept):
    assert not verify_password(kept, GOOD)


@given(st.text(max_size=9))
@settings(max_examples=20)
def test_a_short_password_is_never_kept(password):
    with pytest.raises(WeakPasswordError):
        hash_password(password, "lan")


def test_a_very_long_one_costs_no_more_than_a_long_one():
    kept = hash_password("x1y2z3" * 33, "lan")
    assert verify_password(kept, "x1y2z3" * 33)
    assert not verify_password(kept, "x1y2z3" * 100_000)
