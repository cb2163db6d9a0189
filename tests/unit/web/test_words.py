from datetime import UTC, datetime

import pytest

from storage.access import Act, UserRole
from storage.audit_log import AuditAction
from storage.model import ArrivalState, ScanState
from web import words


def test_every_state_has_its_words():
    assert set(words.ROLE_WORDS) == set(words.ROLE_HELP) == set(UserRole)
    assert set(words.ACT_WORDS) == set(Act)
    assert set(words.ACTION_WORDS) == set(AuditAction)
    assert words.action_words("from_a_later_version") == "from_a_later_version"
    assert set(words.SCAN_WORDS) == set(ScanState)
    assert set(words.ARRIVAL_WORDS) == set(ArrivalState)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (-3, "0 giây trước"),
        (59.9, "59 giây trước"),
        (60, "1 phút trước"),
        (7_199, "1 giờ trước"),
        (172_800, "2 ngày trước"),
    ],
)
def test_how_long_ago(seconds, told):
    assert words.ago(seconds) == told


def test_times_are_those_of_vietnam():
    evening = datetime(2026, 11, 19, 18, 5, tzinfo=UTC)
    assert words.local(evening) == "01:05 20/11/2026"
    assert words.clock_time(evening, datetime(2026, 11, 20, 2, 0, tzinfo=UTC)) == "01:05"
    assert words.clock_time(evening, datetime(2026, 11, 21, 2, 0, tzinfo=UTC)) == "01:05 20/11/2026"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("cccd_038201001234.jpg", "cccd_038…34.jpg"),
        ("038 201 001 234", "038…34"),
        ("thẻ079-201-001-234", "thẻ079…34"),
        ("a\nb\x1b[2J.pdf", r"a\nb\x1b[2J.pdf"),
        ("CMND 123456789", "CMND 123…89"),
        ("H99.101-261103-0001 quet.pdf", "H99.101-261103-0001 quet.pdf"),
        ("20261103102030.pdf", "20261103102030.pdf"),
    ],
)
def test_personal_numbers_are_masked_and_nothing_else(text, shown):
    assert words.masked(text) == shown


def test_a_process_is_named_by_what_it_does():
    assert words.process_words("worker-pc1-4711") == "Đọc giấy tờ"
    assert words.process_words("lạ") == "lạ"
