"""Phrases and heads that many forms share."""

from datetime import date

from samples.blocks import Header, Recipients, Signature, Signatures
from samples.people import PROVINCE, Case, Person


def day_words(day: date) -> str:
    """Return "ngày 03 tháng 11 năm 2026": days under 10 and months 1 and 2 have two digits."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)  # noqa: PLR2004
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def slashed(day: date) -> str:
    """Return "03/11/2026"."""
    return f"{day:%d/%m/%Y}"


def place_date(case: Case, day: date) -> str:
    """Return "Sơn Thủy, ngày 03 tháng 11 năm 2026"."""
    return f"{case.place}, {day_words(day)}"


def committee(case: Case, number: str, day: date, *, district: bool = False) -> Header:
    """Return the head of a paper that the people's committee issues."""
    body = (
        ("ỦY BAN NHÂN DÂN", case.district.upper()) if district else ("ỦY BAN NHÂN DÂN", case.commune.upper())
    )
    return Header((PROVINCE.upper(), *body), number, place_date(case, day))


def seal_of(case: Case) -> str:
    """Return the words of the people's committee's seal: round the rim, a bar, across."""
    return f"ỦY BAN NHÂN DÂN {case.commune.upper()}|TỈNH\nAN LẠC"


def chairman(case: Case, *, vice: bool = False) -> Signature:
    """Return the signature and seal of the committee's chairman or deputy."""
    role = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH") if not vice else ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    return Signature(role, case.official, seal=seal_of(case))


def issued(case: Case, *lines: str, vice: bool = False) -> Signatures:
    """Return the foot of a decision: recipients at the left, signature and seal at the right."""
    return Signatures(Recipients(lines or ("Như trên;", "Lưu: VT.")), chairman(case, vice=vice))


def asked_by(case: Case, person: Person, role: str = "Người yêu cầu", day: date | None = None) -> Signatures:
    """Return the foot of a form that one person signs by hand."""
    line = f"Làm tại {case.place}, {day_words(day or case.received_on)}"
    return Signatures(
        None, Signature((role,), person.name, note="(Ký, ghi rõ họ tên)", date_line=line, hand=True)
    )


def two_sign(
    left: tuple[str, Person], right: tuple[str, Person], note: str = "(Ký, ghi rõ họ tên)"
) -> Signatures:
    """Return the foot of a paper that two people sign by hand."""
    return Signatures(
        Signature((left[0],), left[1].name, note=note, hand=True),
        Signature((right[0],), right[1].name, note=note, hand=True),
    )
