"""How well the pages of each station could be read, and what is wrong with those that could not."""

import math
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from catalogue.work import PageWork
from reports import prose
from reports.lines import TOTAL
from reports.model import (
    ANY,
    Behind,
    Cell,
    Chart,
    ChartKind,
    Column,
    Kind,
    Line,
    Question,
    Series,
    Source,
    Table,
)
from reports.stations import shown, station_where

TITLE: Final = "Chất lượng quét và đọc"
FLAWS: Final = {  # the codes of pipeline.cleaning.quality
    "too_dark": "quá tối",
    "faded": "mờ nhạt",
    "blurred": "nhòe",
    "too_small": "chữ quá nhỏ",
    "cut_off": "bị cắt mép",
}


def _count(key: str, title: str, meaning: str = "") -> Column:
    return Column(key, title, Kind.COUNT, meaning=meaning, opens=f"file_with_{key}")


COLUMNS: Final = (
    Column("station", "Trạm"),
    _count("pages", "Trang", "Trang của tệp nhận trong kỳ, đã đọc xong."),
    _count("blank", "Trang trắng"),
    _count("text_layer", "Không phải quét", "Trang có sẵn chữ, không phải nhận dạng."),
    _count("flawed", "Nên quét lại", "Trang quá tối, mờ, nhòe, quá nhỏ hoặc bị cắt."),
    Column("flawed_ratio", "Tỷ lệ nên quét lại", Kind.RATIO, parts=("flawed", "pages")),
    _count("papers", "Giấy tờ"),
    _count("unknown", "Chưa rõ loại"),
    Column("known_ratio", "Tỷ lệ nhận dạng", Kind.RATIO, meaning="Giấy tờ đã rõ loại / giấy tờ."),
    Column("confidence", "Độ tin cậy", Kind.RATIO, meaning="Trung bình của giấy tờ đã rõ loại."),
    Column("cpu", "Giây máy/trang", Kind.MEASURE, meaning="Thời gian xử lý trung bình của một trang."),
    Column("flaws", "Lỗi thường gặp", Kind.LIST),
)


def build(source: Source, question: Question) -> Table:
    """Return a line for each station whose pages were read in the period, by name."""
    works = sorted(source.pages(question.period), key=lambda work: work.station)
    lines = tuple(Line(_cells(question, work), station_where(question, work.station)) for work in works)
    return Table(
        name="quality",
        title=TITLE,
        question=question,
        columns=COLUMNS,
        lines=lines,
        sum=Line(_cells(question, _together(works)), station_where(question, ANY), strong=True),
        notes=(prose.PERIOD_NOTE, prose.rule_note(question).replace("hồ sơ", "trang")),
        text=(_text(_together(works)),),
        charts=(
            Chart(
                "Tỷ lệ trang nên quét lại theo trạm",
                ChartKind.BARS,
                tuple(shown(work.station) for work in works),
                (Series("Nên quét lại", tuple(question.percent(work.flawed, work.pages) for work in works)),),
                "%",
                tuple(Behind(station_where(question, work.station), "file_with_flawed") for work in works),
            ),
        ),
    )


def _cells(question: Question, work: PageWork) -> tuple[Cell, ...]:
    known = work.papers - work.unknown
    return (
        *(shown(work.station), work.pages, work.blank, work.text_layer, work.flawed),
        question.percent(work.flawed, work.pages),
        *(work.papers, work.unknown, question.percent(known, work.papers)),
        question.percent(math.floor(work.confidence * 10_000 + 0.5), 10_000) if known else None,
        _seconds(work),
        tuple(f"{FLAWS.get(flaw, flaw)}: {count}" for flaw, count in Counter(work.flaws).most_common()),
    )


def _seconds(work: PageWork) -> Decimal | None:
    if not work.pages:
        return None
    return Decimal(work.cpu_seconds / work.pages).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _together(works: list[PageWork]) -> PageWork:
    names = ("pages", "blank", "text_layer", "flawed", "papers", "unknown")
    known = sum(work.papers - work.unknown for work in works)
    trust = sum(work.confidence * (work.papers - work.unknown) for work in works)
    flaws: Counter[str] = Counter()
    for work in works:
        flaws.update(work.flaws)
    return PageWork(
        TOTAL,
        **{name: sum(getattr(work, name) for work in works) for name in names},
        confidence=trust / known if known else 0.0,
        cpu_seconds=sum(work.cpu_seconds for work in works),
        flaws=flaws,
    )


def _text(whole: PageWork) -> str:
    known = whole.papers - whole.unknown
    return (
        f"Trong kỳ đã đọc {prose.many(whole.pages, 'trang')}, trong đó "
        f"{prose.many(whole.flawed, 'trang')} nên quét "
        f"lại; nhận dạng được {prose.many(known, 'giấy tờ')} trên tổng số "
        f"{prose.many(whole.papers, 'giấy tờ')}."
    )
