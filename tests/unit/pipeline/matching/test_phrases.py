import pytest

from pipeline.matching.fold import fold
from pipeline.matching.phrases import found, phrase, searchable


def stands(wanted: str, text: str) -> bool:
    return found(phrase(wanted), searchable(fold(text)))


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("Dự định đặt tên con là", "Số con: 1. Dự định đặt tên con là: NGUYỄN VĂN AN"),
        ("Dự định đặt tên con là", "Dự đinh đăt tèn ccn là: ........"),
        ("Quan hệ với người được khai sinh", "Quan hê vớl ngưòi đựơc khai sjnh: cha"),
        ("Bên nữ", "1. Bên nữ:"),
        ("/GCN-HN.HCN", "Số: 12/GCN-HN.HCN"),
        ("Mẫu số 15", "(Mẫu số 15)"),
    ],
)
def test_finds_what_stands_there_misread_or_not(wanted, text):
    assert stands(wanted, text)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("Mẫu số 15", "Mẫu số 18"),
        ("Mẫu số 1", "Mẫu số 15"),
        ("Bên nam", "Bên nữ"),
        ("Quan hệ với người đã chết", "Quan hệ với người được khai sinh"),
        ("Dự định đặt tên con là", "Dự"),
        ("Người đỡ đẻ", ""),
        ("", "Người đỡ đẻ"),
    ],
)
def test_does_not_find_what_only_resembles(wanted, text):
    assert not stands(wanted, text)
