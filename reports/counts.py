"""What every count of a report means: its words, and which dossiers are counted.

The same test counts a dossier and lists it when somebody opens the number, so that the two always agree.
Whoever counts by other means (SQL) must arrive at the same: `reports.tallying` is the yardstick.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from catalogue.dossier import Timing
from reports import course
from reports.model import Figure, Period

Test = Callable[[Figure, Period], bool]


@dataclass(frozen=True, slots=True)
class Count:
    """A count: its title, its definition, and whether a dossier belongs to it in a period."""

    title: str
    meaning: str
    test: Test


def _of_received(what: Callable[[Figure], bool]) -> Test:
    return lambda figure, period: course.received(figure, period) and what(figure)


def _of_resolved(what: Callable[[Figure], bool]) -> Test:
    return lambda figure, period: course.resolved(figure, period) and what(figure)


def _ended(timing: Timing) -> Test:
    return lambda figure, period: course.ended_as(figure, period, timing)


def _total(figure: Figure, period: Period) -> bool:
    return course.received(figure, period) or course.carried(figure, period)


COUNTS: Final[dict[str, Count]] = {
    "received": Count(
        "Tiếp nhận trong kỳ",
        "Hồ sơ có ngày tiếp nhận trong kỳ; không gồm hồ sơ kỳ trước chuyển sang.",
        course.received,
    ),
    "online": Count(
        "Trực tuyến", "Hồ sơ tiếp nhận trong kỳ qua dịch vụ công trực tuyến.", _of_received(course.online)
    ),
    "direct": Count(
        "Trực tiếp, dịch vụ bưu chính",
        "Hồ sơ tiếp nhận trong kỳ tại quầy hoặc qua dịch vụ bưu chính công ích.",
        _of_received(lambda figure: not course.online(figure)),
    ),
    "carried": Count(
        "Từ kỳ trước",
        "Hồ sơ tiếp nhận trước ngày đầu kỳ, đến ngày đầu kỳ chưa kết thúc.",
        course.carried,
    ),
    "total": Count("Tổng số tiếp nhận", "Tiếp nhận trong kỳ cộng kỳ trước chuyển sang.", _total),
    "early": Count("Trước hạn", "Hồ sơ trả kết quả trong kỳ, trước ngày hẹn trả.", _ended(Timing.EARLY)),
    "on_time": Count(
        "Đúng hạn",
        "Hồ sơ kết thúc trong kỳ đúng ngày hẹn trả hoặc không có ngày hẹn; gồm cả hồ sơ rút, trả lại "
        "trong hạn.",
        _ended(Timing.ON_TIME),
    ),
    "late": Count(
        "Quá hạn",
        "Hồ sơ kết thúc trong kỳ, sau ngày hẹn trả.",
        _ended(Timing.LATE),
    ),
    "ended": Count("Đã giải quyết", "Hồ sơ kết thúc trong kỳ: trước hạn, đúng hạn và quá hạn.", course.ended),
    "open_in_time": Count(
        "Trong hạn",
        "Hồ sơ chưa kết thúc vào ngày cuối kỳ và chưa qua ngày hẹn trả.",
        lambda figure, period: course.is_open(figure, period) and not course.is_late(figure, period.last),
    ),
    "open_late": Count(
        "Quá hạn (đang giải quyết)",
        "Hồ sơ chưa kết thúc vào ngày cuối kỳ và đã qua ngày hẹn trả.",
        lambda figure, period: course.is_open(figure, period) and course.is_late(figure, period.last),
    ),
    "open": Count("Đang giải quyết", "Hồ sơ chưa kết thúc vào ngày cuối kỳ.", course.is_open),
    "suspended": Count(
        "Tạm dừng, chờ bổ sung",
        "Hồ sơ chưa kết thúc vào ngày cuối kỳ, đang chờ bổ sung; tính là trong hạn.",
        lambda figure, period: course.is_open(figure, period) and course.is_suspended(figure, period.last),
    ),
    "withdrawn": Count("Xin rút", "Hồ sơ kết thúc trong kỳ do người nộp xin rút.", course.withdrawn),
    "returned": Count("Trả lại", "Hồ sơ kết thúc trong kỳ do bị trả lại.", course.returned),
    "complete": Count(
        "Có số hóa thành phần hồ sơ",
        "Hồ sơ tiếp nhận trong kỳ đã số hóa đủ các thành phần phải số hóa.",
        _of_received(lambda figure: figure.complete),
    ),
    "incomplete": Count(
        "Chưa số hóa thành phần hồ sơ",
        "Hồ sơ tiếp nhận trong kỳ còn thiếu ít nhất một thành phần phải số hóa.",
        _of_received(lambda figure: not figure.complete),
    ),
    "begun": Count(
        "Đã bắt đầu số hóa",
        "Hồ sơ tiếp nhận trong kỳ đã số hóa ít nhất một thành phần.",
        _of_received(lambda figure: bool(figure.digitised)),
    ),
    "reused": Count(
        "Có tái sử dụng thành phần",
        "Hồ sơ tiếp nhận trong kỳ có thành phần lấy lại từ hồ sơ trước hoặc kho dữ liệu.",
        _of_received(lambda figure: bool(figure.reused)),
    ),
    "reused_national": Count(
        "Có tái sử dụng thành phần từ Cổng DVC quốc gia",
        "Hồ sơ tiếp nhận trong kỳ có thành phần lấy lại từ Cổng Dịch vụ công quốc gia.",
        _of_received(lambda figure: bool(figure.reused_national)),
    ),
    "resolved": Count(
        "Đã giải quyết (có kết quả)",
        "Hồ sơ trả kết quả trong kỳ, không kể ngày tiếp nhận; không gồm hồ sơ rút, trả lại.",
        course.resolved,
    ),
    "results": Count(
        "Đã số hóa kết quả",
        "Hồ sơ trả kết quả trong kỳ có kết quả giải quyết đã số hóa.",
        _of_resolved(lambda figure: figure.result_digitised),
    ),
    "lacking": Count(
        "Còn thiếu giấy tờ số hóa",
        "Hồ sơ tiếp nhận trong kỳ còn thiếu thành phần, hoặc trả kết quả trong kỳ chưa số hóa kết quả.",
        lambda figure, period: (
            (course.received(figure, period) and not figure.complete)
            or (course.resolved(figure, period) and not figure.result_digitised)
        ),
    ),
    "overdue": Count(
        "Quá hạn",
        "Hồ sơ kết thúc quá hạn trong kỳ, hoặc đang giải quyết và đã qua ngày hẹn trả vào ngày cuối kỳ.",
        lambda figure, period: (
            course.ended_as(figure, period, Timing.LATE)
            or (course.is_open(figure, period) and course.is_late(figure, period.last))
        ),
    ),
    "open_with_result": Count(
        "Đã số hóa kết quả nhưng chưa kết thúc",
        "Hồ sơ chưa kết thúc vào ngày cuối kỳ mà kết quả giải quyết đã được số hóa.",
        lambda figure, period: course.is_open(figure, period) and figure.result_digitised,
    ),
    "campaign": Count(
        "Phải số hóa", "Hồ sơ tiếp nhận trong kỳ, đã giải quyết.", _of_received(course.has_result)
    ),
    "campaign_done": Count(
        "Đã số hóa",
        "Hồ sơ tiếp nhận trong kỳ, đã giải quyết, đủ thành phần và có kết quả số hóa.",
        _of_received(lambda figure: course.has_result(figure) and course.is_digitised(figure)),
    ),
    "campaign_left": Count(
        "Còn lại",
        "Hồ sơ tiếp nhận trong kỳ, đã giải quyết, còn thiếu thành phần hoặc kết quả số hóa.",
        _of_received(lambda figure: course.has_result(figure) and not course.is_digitised(figure)),
    ),
    "without_result": Count(
        "Chưa số hóa kết quả",
        "Hồ sơ trả kết quả trong kỳ chưa có kết quả giải quyết được số hóa.",
        _of_resolved(lambda figure: not figure.result_digitised),
    ),
}
