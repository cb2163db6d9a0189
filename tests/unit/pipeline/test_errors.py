import pickle

import pytest

from pipeline.errors import REASONS, ScanError


@pytest.mark.parametrize("code", REASONS)
def test_a_scan_error_travels_between_processes(code):
    error = pickle.loads(pickle.dumps(ScanError(code, "page 3")))  # noqa: S301 - our own bytes
    assert (error.code, error.message, error.detail) == (code, REASONS[code], "page 3")


def test_only_known_reasons():
    with pytest.raises(KeyError):
        ScanError("bad luck")
