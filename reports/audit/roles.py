"""Which cell of form II.06a a count of dossiers fills, told by the words beside it.

The cells and their sums are those of the form II.06a/VPCP/KSTT: received = online + direct or by post +
carried over; resolved = early + on time + late; open = in time + overdue; received = resolved + open.
"""

import re
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """A cell; its value is what the findings call it."""

    TOTAL = "tiếp nhận"
    IN_PERIOD = "tiếp nhận trong kỳ"
    ONLINE = "trực tuyến"
    DIRECT = "trực tiếp"
    POST = "qua bưu chính"
    CARRIED = "kỳ trước chuyển sang"
    RESOLVED = "đã giải quyết"
    EARLY = "trước hạn"
    ON_TIME = "đúng hạn"
    IN_TIME = "trước và đúng hạn"
    LATE = "quá hạn"
    OPEN = "đang giải quyết"
    OPEN_IN_TIME = "đang giải quyết trong hạn"
    OPEN_LATE = "đang giải quyết quá hạn"
    RETURNED = "trả lại, rút"


# What names something else with the same words.
NO_ROLE: Final = re.compile(
    r"lĩnh vực|thanh toán trực tuyến|(?:dịch vụ công|dvc)[^,;:]{0,20}(?:toàn trình|một phần)|số h[oó][áa]"
    r"|phản ánh|kiến nghị|đánh giá|hài lòng|so với|tăng|giảm|cùng kỳ|thành phần hồ sơ|chứng thực|phí"
    r"|chỉ tiêu|tối thiểu|ít nhất|phấn đấu|trung bình|bình quân"
)
# The first that fits wins: what is special stands before what is general.
ROLES: Final = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (
            Role.RETURNED,
            r"trả lại|xin rút|rút hồ sơ|không giải quyết|từ chối|tạm dừng|chờ bổ sung|yêu cầu bổ sung",
        ),
        (
            Role.OPEN,
            r"đang (?:được )?(?:trong quá trình )?(?:giải quyết|xử lý|thụ lý)|chưa (?:được )?giải quyết",
        ),
        (
            Role.IN_TIME,
            r"trước(?: hạn)?(?: và|,|/| hoặc)? ?đúng hạn|đúng(?: hạn)? và trước hạn|đúng và sớm hạn",
        ),
        (Role.EARLY, r"trước (?:thời )?hạn|sớm (?:hạn|hẹn)|sớm hơn"),
        (Role.OPEN_IN_TIME, r"(?:còn|trong|chưa đến|chưa tới) (?:thời )?hạn"),
        (Role.ON_TIME, r"đúng (?:thời )?(?:hạn|hẹn)"),
        (Role.LATE, r"(?:quá|trễ|chậm) (?:thời )?(?:hạn|hẹn)|chậm muộn"),
        (Role.TOTAL, r"tổng số hồ sơ (?:tthc )?(?:đã )?(?:được )?tiếp nhận (?:mới )?trong kỳ"),
        (
            Role.CARRIED,
            r"kỳ trước|năm trước|quý trước|tháng trước|tồn (?:đầu kỳ|chuyển|từ)|chuyển (?:sang|qua|tiếp)",
        ),
        (Role.IN_PERIOD, r"trong kỳ|tiếp nhận mới|mới tiếp nhận"),
        (Role.ONLINE, r"trực tuyến|qua mạng"),
        (Role.DIRECT, r"trực tiếp"),
        (Role.POST, r"bưu chính|bưu điện"),
        (Role.TOTAL, r"(?:phải|cần) giải quyết|tiếp nhận|tổng số hồ sơ(?!.*giải quyết)|nhận được|phát sinh"),
        (Role.RESOLVED, r"giải quyết|đã (?:được )?(?:xử lý|trả)|trả kết quả"),
    )
)
# "Tổng số hồ sơ giải quyết" heads all that follows where "đã giải quyết" comes after it.
ALL_HANDLED: Final = re.compile(r"tổng số hồ sơ (?:tthc )?giải quyết")


def role_of(words: str) -> Role | None:
    """Return the cell that a clause names; None where it names none or something else."""
    lower = words.lower()
    if NO_ROLE.search(lower):
        return None
    return next((role for role, pattern in ROLES if pattern.search(lower)), None)
