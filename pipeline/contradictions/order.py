"""Days that cannot follow one another so: issued before birth, registered before death, after today."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from pipeline.contradictions.dossier import Contradiction, Paper, Papers, contradiction, day_of


class Order(NamedTuple):
    """The field that must not lie before the other one, with the words for both."""

    early: str
    late: str
    early_words: str
    late_words: str


ORDERS: Final = (
    Order("ngay_sinh", "ngay_dang_ky", "ngày sinh", "ngày đăng ký"),
    Order("ngay_sinh", "ngay_ban_hanh", "ngày sinh", "ngày ban hành"),
    Order("ngay_sinh", "ngay_chet", "ngày sinh", "ngày chết"),
    Order("ngay_sinh", "ngay_cap", "ngày sinh", "ngày cấp"),
    Order("ngay_chet", "ngay_ban_hanh", "ngày chết", "ngày ban hành"),
    Order("ngay_cap", "co_gia_tri_den", "ngày cấp", "ngày hết hạn"),
    Order("ngay_nhan", "ngay_hen_tra", "ngày nhận hồ sơ", "ngày hẹn trả"),
)


def dates_in_wrong_order(papers: Papers) -> Iterator[Contradiction]:
    """Yield papers whose own days are in an order that cannot be, or that bear a day yet to come."""
    for number, paper in enumerate(papers.papers):
        for order in ORDERS:
            early, late = day_of(paper.sure(order.early)), day_of(paper.sure(order.late))
            if early is not None and late is not None and late < early:
                days = f"{order.late_words} {late:%d/%m/%Y} trước {order.early_words} {early:%d/%m/%Y}"
                words = f"{paper.name}: {days}."
                yield contradiction("order", words, papers, number)
        born = _birth_to_come(paper, papers.on)
        if born is not None:
            words = f"{paper.name}: ngày sinh {born:%d/%m/%Y} sau ngày nhận hồ sơ {papers.on:%d/%m/%Y}."
            yield contradiction("order", words, papers, number)


def _birth_to_come(paper: Paper, on: date) -> date | None:
    days = (day_of(paper.sure(spec.name)) for spec in paper.specs("birth_date"))
    return next((day for day in days if day is not None and day > on), None)
