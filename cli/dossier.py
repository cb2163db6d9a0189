"""`sohoa dossier`: one dossier, its papers, what a clerk says of it."""

from datetime import UTC, datetime
from typing import Annotated, Any, Final

import typer
from sqlalchemy import Connection

from catalogue.completeness import SlotState, SlotStatus, completeness
from catalogue.dossier import Dossier
from catalogue.model import Catalogue
from cli.database import existing
from cli.in_force import catalogue_of
from cli.operator import operator
from configs.settings import Settings
from storage.audit_log import AuditAction, Deed, note
from storage.database import reading, writing
from storage.dossiers import get_dossier
from storage.facts import in_force, state_fact, stated_facts, take_back_fact
from storage.model import Origin, Reuse, StatedFact
from storage.recount import recount
from storage.reuses import ReuseRefused, papers_of, reuse, reuses_of, take_back_reuse

STATE_WORDS: Final = {
    SlotStatus.DIGITISED: "đã số hóa",
    SlotStatus.REUSED: "tái sử dụng",
    SlotStatus.EXEMPT: "không thuộc diện số hóa",
    SlotStatus.SHOW_ONLY: "chỉ xuất trình",
    SlotStatus.MISSING: "còn thiếu",
    SlotStatus.NOT_REQUIRED: "không áp dụng",
}

app: Final = typer.Typer(help="Xem và bổ sung một hồ sơ.", no_args_is_help=True, add_completion=False)

Code = Annotated[str, typer.Argument(metavar="MÃ HỒ SƠ", help="Mã hồ sơ trong sổ theo dõi.")]
Condition = Annotated[str, typer.Argument(metavar="ĐIỀU KIỆN", help="Mã điều kiện, như co_uy_quyen.")]
Kind = Annotated[str, typer.Argument(metavar="LOẠI GIẤY TỜ", help="Mã loại giấy tờ trong danh mục.")]
Who = Annotated[str, typer.Option("--by", metavar="TÊN", help="Người ghi nhận.")]
Undo = Annotated[bool, typer.Option("--undo", help="Bỏ ghi nhận trước đó.")]


@app.command("show")
def show(code: Code) -> None:
    """Cho xem thành phần của một hồ sơ: đã số hóa, còn thiếu, không thuộc diện số hóa."""
    settings = Settings().resolved()
    catalogue = catalogue_of(settings)
    with reading(existing(settings)) as connection:
        dossier = _known(connection, code)
        said = stated_facts(connection, [code]).get(code, [])
        typer.echo(f"{code}: thủ tục {dossier.procedure}, đơn vị {dossier.unit}")
        for each in said:
            sign = "có" if each.stated else "không"
            typer.echo(f"  {catalogue.conditions.get(each.fact, each.fact)}: {sign} ({each.set_by} ghi)")
        for slot in slots(connection, catalogue, dossier):
            typer.echo(f"  {slot.title}: {slot_words(slot)}")
        for paper in reuses_of(connection, code):
            whence = paper.earlier_code or "Cổng Dịch vụ công quốc gia"
            typer.echo(f"  {paper.type} lấy từ {whence} ({paper.set_by} ghi)")


def slots(connection: Connection, catalogue: Catalogue, dossier: Dossier) -> tuple[SlotState, ...]:
    """Return the slots of a dossier as they stand; none where its procedure is unknown."""
    procedure = catalogue.procedure(dossier.procedure, dossier.received_on)
    if procedure is None:
        return ()
    said = stated_facts(connection, [dossier.code]).get(dossier.code, ())
    present = papers_of(connection, [dossier.code]).get(dossier.code, ())
    return completeness(procedure, in_force(dossier.facts, said), present).slots


def slot_words(slot: SlotState) -> str:
    """Return what became of a slot, with the reason where there is one."""
    words = STATE_WORDS[slot.state]
    return f"{words} ({slot.reason})" if slot.reason else words


@app.command("fact")
def fact(
    code: Code,
    condition: Condition,
    by: Who,
    *,
    no: Annotated[bool, typer.Option("--no", help="Hồ sơ không có điều kiện này.")] = False,
    undo: Undo = False,
) -> None:
    """Ghi một điều kiện của hồ sơ; lần nhập sổ sau không xóa mất."""
    settings = Settings().resolved()
    catalogue = catalogue_of(settings)
    if condition not in catalogue.conditions:
        raise typer.BadParameter(f"danh mục không có điều kiện “{condition}”")
    now = datetime.now(UTC)
    with writing(existing(settings)) as connection:
        dossier = _known(connection, code)
        if undo:
            take_back_fact(connection, code, condition)
        else:
            state_fact(connection, StatedFact(code, condition, not no, by, now))
        recount(connection, catalogue, code, now)
        stated = None if undo else not no
        _note(connection, now, dossier, {"fact": condition, "stated": stated, "by": by})
    show(code)


@app.command("reuse")
def reuse_paper(
    code: Code,
    kind: Kind,
    by: Who,
    *,
    earlier: Annotated[
        str | None,
        typer.Option("--from", metavar="MÃ", help="Hồ sơ trước có giấy tờ này; bỏ trống: Cổng DVC quốc gia."),
    ] = None,
    undo: Undo = False,
) -> None:
    """Ghi một giấy tờ được tái sử dụng từ hồ sơ trước hoặc từ Cổng Dịch vụ công quốc gia."""
    settings = Settings().resolved()
    catalogue = catalogue_of(settings)
    now = datetime.now(UTC)
    origin = Origin.EARLIER if earlier else Origin.NATIONAL
    try:
        with writing(existing(settings)) as connection:
            dossier = _known(connection, code)
            if undo:
                take_back_reuse(connection, code, kind)
            else:
                reuse(connection, catalogue, Reuse(code, kind, origin, earlier, by, now))
            recount(connection, catalogue, code, now)
            whence = None if undo else earlier or origin.value
            _note(connection, now, dossier, {"reused": kind, "from": whence, "by": by})
    except ReuseRefused as error:
        typer.echo(f"Không ghi được: {error}", err=True)
        raise typer.Exit(1) from error
    show(code)


def _note(connection: Connection, now: datetime, dossier: Dossier, detail: dict[str, Any]) -> None:
    deed = Deed(AuditAction.DOSSIER_CHANGED, f"dossier:{dossier.code}", dossier.unit, detail)
    note(connection, now, operator(), deed)


def _known(connection: Connection, code: str) -> Dossier:
    dossier = get_dossier(connection, code)
    if dossier is None:
        raise typer.BadParameter(f"sổ theo dõi không có hồ sơ “{code}”")
    return dossier
