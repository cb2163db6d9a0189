"""Makes registers of any length, spread over units and five years; the same length gives the same rows."""

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from catalogue.dossier import Channel, Dossier, LateReason
from catalogue.model import Catalogue, Unit, UnitLevel

FIRST: Final = date(2021, 11, 1)
DAYS: Final = 5 * 365
PROVINCE: Final = "H99"
COLUMNS: Final = (
    *("STT", "Mã hồ sơ", "Mã thủ tục", "Đơn vị tiếp nhận", "Ngày tiếp nhận", "Hình thức nộp"),
    *("Ngày hẹn trả", "Ngày trả kết quả", "Ngày rút", "Lý do quá hạn", "Điều kiện"),
)
CHANNEL_WORDS: Final = {
    Channel.ONLINE: "Trực tuyến",
    Channel.DIRECT: "Trực tiếp",
    Channel.POST: "Bưu chính công ích",
}


def unit_codes(count: int) -> list[str]:
    """Return the codes of that many communes of one province."""
    return [f"{PROVINCE}.{101 + number}" for number in range(count)]


def with_units(catalogue: Catalogue, codes: Sequence[str]) -> Catalogue:
    """Return a catalogue with these communes in place of its own; its procedures hold on every day."""
    communes = (Unit(code, f"xã số {code}", UnitLevel.COMMUNE, PROVINCE) for code in codes)
    always = (replace(each, valid_from=None) for each in catalogue.procedures if each.valid_to is None)
    units = (Unit(PROVINCE, "tỉnh An Lạc", UnitLevel.PROVINCE), *communes)
    return replace(catalogue, units=units, procedures=tuple(always))


def dossiers(catalogue: Catalogue, units: Sequence[str], count: int) -> Iterator[Dossier]:
    """Yield that many dossiers by day of receipt: nine in ten resolved, one in thirty of them late."""
    lot = random.Random(count)  # noqa: S311 no secret
    procedures = [each.code for each in catalogue.procedures]
    for number in range(count):
        received = FIRST + timedelta(days=number * DAYS // count)
        unit = lot.choice(units)
        due = received + timedelta(days=lot.choice((1, 3, 5, 15, 30)))
        late = lot.random() < 1 / 30
        ended = (
            due + timedelta(days=lot.randint(1, 9)) if late else received + (due - received) * lot.random()
        )
        is_open, withdrawn = lot.random() < 0.03, lot.random() < 0.02  # noqa: PLR2004 of a hundred
        yield Dossier(
            code=f"{unit}-{received:%y%m%d}-{number % 1_000_000:06}",
            procedure=lot.choice(procedures),
            unit=unit,
            received_on=received,
            channel=lot.choices(tuple(Channel), (80, 18, 2))[0],
            due_on=due,
            resolved_on=None if is_open or withdrawn else ended,
            withdrawn_on=ended if withdrawn and not is_open else None,
            facts=frozenset({"co_uy_quyen"}) if number % 10 == 0 else frozenset(),
            late_reason=lot.choice(tuple(LateReason)) if late else None,
        )


def write_csv(rows: Iterator[Dossier], into: Path) -> None:
    """Write a register as a provincial system exports it."""
    with into.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number, row in enumerate(rows, 1):
            days = (row.received_on, row.due_on, row.resolved_on, row.withdrawn_on)
            received, due, resolved, withdrawn = (f"{day:%d/%m/%Y}" if day else "" for day in days)
            reason = row.late_reason.words if row.late_reason else ""
            writer.writerow(
                (
                    *(number, row.code, row.procedure, row.unit, received, CHANNEL_WORDS[row.channel]),
                    *(due, resolved, withdrawn, reason, ";".join(sorted(row.facts))),
                )
            )
