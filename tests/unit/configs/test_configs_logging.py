import io
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configs.logging import FORMAT, MASK, CarefulFormatter, add_place, mask, on_scan


@pytest.fixture
def log():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(CarefulFormatter(FORMAT))
    handler.addFilter(add_place)
    logger = logging.getLogger("test-of-logging")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, stream
    logger.removeHandler(handler)


def test_scan_and_page_stand_on_each_line_inside_and_on_none_after(log):
    logger, stream = log
    with on_scan(7, 3):
        logger.warning("inside")
    with on_scan(8):
        logger.warning("whole scan")
    logger.warning("after")
    inside, whole, after = stream.getvalue().splitlines()
    assert "[scan 7 page 3]: inside" in inside
    assert "[scan 8]: whole scan" in whole
    assert "scan" not in after


def test_a_personal_number_is_hidden_in_the_message_its_arguments_and_its_traceback(log):
    logger, stream = log
    try:
        int("read 001099012345")
    except ValueError:
        logger.exception("field %s", "012345678")
    assert "001099012345" not in stream.getvalue()
    assert "012345678" not in stream.getvalue()
    assert "read ***" in stream.getvalue()


@pytest.mark.parametrize(
    "name", ["cccd_079201001234.pdf", "CMND123456789b.jpg", "079-201-001-234_mat truoc.png"]
)
def test_a_personal_number_is_hidden_in_a_file_name(name):
    assert MASK in mask(name)
    assert "201" not in mask(name)
    assert "456" not in mask(name)


def test_a_file_name_cannot_write_a_line_or_command_the_terminal(log):
    logger, stream = log
    logger.warning("taken: %s", "a\n2026-11-22 ERROR forged\x1b[2J.pdf")
    assert len(stream.getvalue().splitlines()) == 1
    assert "\x1b" not in stream.getvalue()


@given(st.integers(0, 10**12 - 1), st.sampled_from(["", " ", ".", "-", "_"]))
def test_every_twelve_digit_number_is_hidden(number, between):
    digits = f"{number:012}"
    written = between.join(digits[start : start + 3] for start in range(0, 12, 3))
    assert written not in mask(f"số {written}, cấp ngày")


@pytest.mark.parametrize(
    "kept", ["H99.101-261103-0001", "21/11/2026", "84 trang", "a" * 20 + "123456789" + "b" * 35]
)
def test_what_is_no_personal_number_stays(kept):
    assert mask(f"xong {kept} rồi") == f"xong {kept} rồi"
