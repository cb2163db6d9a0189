import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.model import Urgency
from workers.stations import dossier_code_of, shown_name, unit_of, urgency_of

CODE = "H99.101-261103-0001"
codes = st.builds(
    "H{:02}{}-{:06}-{:04}".format,
    st.integers(1, 99),
    st.sampled_from(["", ".9", ".101", ".15.01"]),
    st.integers(0, 999_999),
    st.integers(0, 999_999),
)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (f"{CODE}/trang 1.pdf", CODE),
        (f"{CODE}_to khai.pdf", CODE),
        (f"sáng/{CODE}/a.jpg", CODE),
        (f"{CODE}/H99.102-261103-0009.pdf", "H99.102-261103-0009"),
        ("h99.101-261103-0001.PDF", CODE),
        ("000.00.19.H99-261103-0001/x.tif", "000.00.19.H99-261103-0001"),
        ("quet0001.pdf", None),
        ("261103-0001.pdf", None),
    ],
)
def test_dossier_code_comes_from_the_file_or_else_the_nearest_folder(path, code):
    assert dossier_code_of(path) == code


@given(codes, st.sampled_from(["", "_tờ khai", " (2)", "~2"]))
def test_any_code_is_found_whatever_words_follow(code, words):
    assert dossier_code_of(f"thư mục/{code}{words}.pdf") == code


@pytest.mark.parametrize(
    ("station", "urgency"),
    [
        ("tram-101", Urgency.COUNTER),
        ("tram-kho", Urgency.BACKLOG),
        ("KHO", Urgency.BACKLOG),
        (".", Urgency.COUNTER),
    ],
)
def test_urgency_is_the_stations(station, urgency):
    assert urgency_of(station) is urgency


def test_turns_are_the_units_or_else_the_stations():
    assert unit_of(CODE, "tram-102") == "H99.101"
    assert unit_of(None, "tram-102") == "tram-102"


def test_names_are_shown_composed_and_printable():
    assert shown_name(unicodedata.normalize("NFD", "hồ sơ/tờ khai.pdf")) == "tờ khai.pdf"
    assert shown_name(b"\xff\xfe.pdf".decode("utf-8", "surrogateescape")) == "��.pdf"
