"""What the cells of a register say in words."""

import pytest

from catalogue.dossier import Channel, LateReason, Timing
from catalogue.wording import Standing, Status, channel_of, late_reason_of, status_of, timing_of


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        ("Nộp trực tuyến", Channel.ONLINE),
        ("Trực tuyến qua Cổng DVC quốc gia", Channel.ONLINE),
        ("online", Channel.ONLINE),
        ("Tiếp nhận trực tiếp", Channel.DIRECT),
        ("Trực tiếp tại bộ phận một cửa", Channel.DIRECT),
        ("Qua dịch vụ bưu chính công ích", Channel.POST),
        ("BCCI", Channel.POST),
        ("email", None),
        ("", None),
        ("không trực tuyến", None),
    ],
)
def test_how_a_dossier_came(words, channel):
    assert channel_of(words) is channel


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Đã trả kết quả", Status(Standing.ENDED, None)),
        ("Đã trả kết quả đúng hạn", Status(Standing.ENDED, Timing.ON_TIME)),
        ("Đã trả lại kết quả", Status(Standing.ENDED, None)),
        ("Hồ sơ đã hoàn thành", Status(Standing.ENDED, None)),
        ("Hoàn thành", Status(Standing.ENDED, None)),
        ("Đã giải quyết, chờ trả kết quả", Status(None, None)),
        ("Đã hoàn thành số hóa", Status(None, None)),
        ("Chưa hoàn thành", Status(None, None)),
        ("Đang giải quyết", Status(None, None)),
        ("Đang xử lý (quá hạn)", Status(None, Timing.LATE)),
        ("Công dân xin rút hồ sơ", Status(Standing.WITHDRAWN, None)),
        ("Trả lại hồ sơ", Status(Standing.RETURNED, None)),
        ("Từ chối tiếp nhận", Status(Standing.RETURNED, None)),
        ("Chờ bổ sung", Status(Standing.SUSPENDED, None)),
        ("Tạm dừng giải quyết", Status(Standing.SUSPENDED, None)),
        ("", Status(None, None)),
    ],
)
def test_how_a_dossier_stands(words, status):
    assert status_of(words) == status


@pytest.mark.parametrize(
    ("words", "timing"),
    [
        ("Trước hạn", Timing.EARLY),
        ("sớm hạn 2 ngày", Timing.EARLY),
        ("Đúng hạn", Timing.ON_TIME),
        ("trong hạn", Timing.ON_TIME),
        ("Quá hạn", Timing.LATE),
        ("trễ hạn 3 ngày", Timing.LATE),
        ("không đúng hạn", Timing.LATE),
        ("chưa đúng hạn", Timing.LATE),
        ("khác", None),
    ],
)
def test_early_on_time_or_late(words, timing):
    assert timing_of(words) is timing


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("do bị mất điện", LateReason.POWER),
        ("Lỗi phần mềm liên thông", LateReason.SOFTWARE),
        ("đường truyền chập chờn", LateReason.NETWORK),
        ("quá tải, cán bộ kiêm nhiệm", LateReason.STAFF),
        ("Chờ cơ quan thuế phối hợp", LateReason.OTHER_BODY),
        ("công dân chưa nộp nghĩa vụ tài chính", LateReason.CITIZEN),
        ("lũ lụt", LateReason.OTHER),
        ("", None),
        (" - ", None),
    ],
)
def test_why_a_dossier_is_late(words, reason):
    assert late_reason_of(words) is reason


@pytest.mark.parametrize("reason", LateReason)
def test_our_own_words_for_a_reason_are_understood(reason):
    assert late_reason_of(reason.words) is reason
