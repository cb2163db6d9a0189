"""Changing the catalogue, for pages, API and command: looked at first, then taken as a new version."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from catalogue.amendments import Amendment, Raw, entries_of, from_day
from catalogue.difference import Difference, differences
from catalogue.errors import CatalogueError, Place
from catalogue.grid import OUTER
from catalogue.model import Catalogue
from catalogue.told import told
from catalogue.touched import Touched, lost, touched
from catalogue.written import Section, Written
from storage import tasks
from storage.access import Act, Actor
from storage.audit_log import AuditAction, Deed, note
from storage.catalogue_in_force import CatalogueInForce, InForce, version_of
from storage.catalogue_versions import (
    CatalogueVersion,
    Proposal,
    StaleCatalogueError,
    add_version,
    back_to,
    drop_proposal,
    find_proposal,
    newest_version,
    propose,
)
from storage.database import reading, writing
from storage.dossiers import await_counting, count_of
from storage.lists_in_force import keep_lists
from storage.model import ScanState, Stage
from storage.recount import note_change, recount_waiting
from storage.tables import scans

NOT_EVERYWHERE: Final = "Danh mục dùng chung cho toàn hệ thống: chỉ quản trị viên toàn hệ thống được sửa."
NOTHING: Final = "Không có gì thay đổi so với danh mục hiện hành."
NO_VERSION: Final = "Không có bản này."
IN_USE: Final = (
    "còn {} hồ sơ nhận vào những ngày mà thủ tục này không còn bản nào; "
    "hãy giữ bản đang dùng và đặt “Đến ngày”, hoặc cho bản khác hiệu lực trong những ngày đó"
)
# What papers are recognised by, and what a dossier asks for: scans that wait for a clerk are looked at again.
RECOGNISED_BY: Final = frozenset({Section.TYPES, Section.PROCEDURES})
NAMED_IN_LOG: Final = 50
MOST_TOLD: Final = 20  # problems in the words of an error


class NotEverywhereError(Exception):
    """Who does not reach everything cannot change what holds everywhere."""

    def __init__(self) -> None:
        super().__init__(NOT_EVERYWHERE)


class CatalogueRefusedError(Exception):
    """A change is not taken; `problems` says why, each with its place."""

    def __init__(self, problems: Sequence[CatalogueError]) -> None:
        super().__init__("; ".join(map(told, problems[:MOST_TOLD])))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a change would do: its differences, what is wrong with it, how many dossiers are counted anew."""

    base: int
    differences: tuple[Difference, ...]
    problems: tuple[CatalogueError, ...]
    dossiers: int


@dataclass(frozen=True, slots=True)
class Edit:
    """Amendments made to a version of the catalogue, and why."""

    base: int
    amendments: tuple[Amendment, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A change that holds: its version, how many dossiers are counted anew."""

    version: CatalogueVersion
    dossiers: int


def may_edit(actor: Actor) -> bool:
    """Tell whether somebody may change the catalogue: it holds for everybody."""
    return actor.may(Act.EDIT_CATALOGUE) and actor.reach.everywhere


def need_to_edit(actor: Actor) -> None:
    """Raise NotEverywhereError where somebody may not change the catalogue."""
    if not may_edit(actor):
        raise NotEverywhereError


def look(c: Connection, before: InForce, amendments: Sequence[Amendment]) -> Looked:
    """Return what a change to a version would do."""
    after = before.files.with_amendments((*before.amendments, *amendments))
    problems = before.files.problems(after) or tuple(_still_used(c, before, amendments))
    codes = {(each.section, each.code) for each in amendments}
    found = differences(before.sections, after, codes)
    count = 0 if problems else count_of(c, _touched(before, amendments))
    return Looked(before.version, found, problems, count)


def keep_proposal(in_force: CatalogueInForce, actor: Actor, edit: Edit, file_name: str, now: datetime) -> int:
    """Keep a change to be looked at; return its number. Raises StaleCatalogueError, CatalogueRefusedError."""
    need_to_edit(actor)
    with writing(in_force.engine) as c:
        _checked(c, in_force.renewed(c), edit)
        return propose(c, edit.base, edit.amendments, (actor.name, file_name), now)


def look_at(in_force: CatalogueInForce, actor: Actor, number: int) -> tuple[Proposal, Looked] | None:
    """Return proposed changes with what they would do now; None where there are none of that number."""
    need_to_edit(actor)
    with reading(in_force.engine) as c:
        found = find_proposal(c, number)
        return None if found is None else (found, look(c, in_force.renewed(c), found.amendments))


def take_proposal(
    in_force: CatalogueInForce, actor: Actor, number: int, note_said: str, now: datetime
) -> Taken:
    """Take proposed changes. Raises LookupError, StaleCatalogueError, CatalogueRefusedError."""
    need_to_edit(actor)
    with writing(in_force.engine) as c:
        found = find_proposal(c, number)
        if found is None:
            raise LookupError(number)
        edit = Edit(found.base, found.amendments, note_said or found.file_name)
        taken = _take(c, in_force, actor, edit, now)
        drop_proposal(c, number)
    in_force.ask_again()
    return taken


def leave_proposal(in_force: CatalogueInForce, actor: Actor, number: int) -> None:
    """Forget proposed changes. Raises LookupError."""
    need_to_edit(actor)
    with writing(in_force.engine) as c:
        if find_proposal(c, number) is None:
            raise LookupError(number)
        drop_proposal(c, number)


def take(in_force: CatalogueInForce, actor: Actor, edit: Edit, now: datetime) -> Taken:
    """Let a change hold from now on, as a version. Raises StaleCatalogueError, CatalogueRefusedError."""
    need_to_edit(actor)
    with writing(in_force.engine) as c:
        taken = _take(c, in_force, actor, edit, now)
    in_force.ask_again()
    return taken


def going_back(in_force: CatalogueInForce, actor: Actor, version: int) -> Edit:
    """Return the change that makes the catalogue what it was at a version. Raises LookupError."""
    need_to_edit(actor)
    with reading(in_force.engine) as c:
        now = in_force.renewed(c)
        if not 0 <= version < now.version:
            raise LookupError(NO_VERSION)
        return Edit(now.version, back_to(c, version), f"Quay lại bản {version}")


def led_out(in_force: CatalogueInForce, actor: Actor, version: int, now: datetime) -> CatalogueVersion:
    """Go back although the version in force cannot be read: the files no longer fit to what was changed.

    Every dossier is counted anew. Raises LookupError; CatalogueError where that cannot be read either.
    """
    need_to_edit(actor)
    with writing(in_force.engine) as c:
        newest = newest_version(c)
        if not 0 <= version < newest:
            raise LookupError(NO_VERSION)
        version_of(c, in_force.files, version)
        new = CatalogueVersion(newest + 1, actor.name, now, f"Quay lại bản {version}")
        made = add_version(c, newest, back_to(c, version), new)
        await_counting(c)
        note(c, now, actor, Deed(AuditAction.CATALOGUE_CHANGED, f"catalogue:{made.version}"))
    in_force.ask_again()
    return made


def version_from(before: InForce, section: Section, code: str, first: date | None) -> Written | None:
    """Return the version of a code that began on a day (None: open); None where there is none."""
    found = entries_of(before.sections, section, code)
    return next((each for each in found if each.raw.get("valid_from") == first), None)


def corrected(before: InForce, section: Section, new: Written, replaced: Written | None) -> Amendment:
    """Return the amendment that puts an entry in the place of another, or beside the others of its code."""
    old = entries_of(before.sections, section, new.code)
    raws = [*(each.raw for each in old if each is not replaced), new.raw]
    return _amendment(section, new, sorted(raws, key=lambda raw: raw.get("valid_from") or date.min))


def dated(before: InForce, section: Section, new: Written, on: date) -> Amendment:
    """Return the amendment by which `new` holds from a day on; dossiers received before keep the old one."""
    old = [each.raw for each in entries_of(before.sections, section, new.code)]
    return _amendment(section, new, from_day(old, new.raw, on))


def without(before: InForce, section: Section, gone: Written) -> Amendment:
    """Return the amendment that takes out one version of a code."""
    old = entries_of(before.sections, section, gone.code)
    return Amendment(section, gone.code, tuple(each for each in old if each is not gone))


def _amendment(section: Section, new: Written, raws: Iterable[Raw]) -> Amendment:
    return Amendment(section, new.code, tuple(Written(new.place, new.code, raw) for raw in raws))


def _take(c: Connection, in_force: CatalogueInForce, actor: Actor, edit: Edit, now: datetime) -> Taken:
    before = in_force.renewed(c)
    _checked(c, before, edit)
    found = _touched(before, edit.amendments)
    version = add_version(
        c, edit.base, edit.amendments, CatalogueVersion(edit.base + 1, actor.name, now, edit.note)
    )
    after = version_of(c, before.files, version.version)
    waiting = note_change(c, before.catalogue, after.catalogue, found)
    recount_waiting(c, after.catalogue, now)  # what is more than a few is left to the scheduler
    if RECOGNISED_BY & {each.section for each in edit.amendments}:
        _finish_again(c, now)
    keep_lists(c, after.catalogue)
    named = [f"{each.section}:{each.code}" for each in edit.amendments]
    detail: dict[str, Any] = {"muc": named[:NAMED_IN_LOG], "so_muc": len(named), "ho_so": waiting}
    note(c, now, actor, Deed(AuditAction.CATALOGUE_CHANGED, f"catalogue:{version.version}", None, detail))
    return Taken(version, waiting)


def _checked(c: Connection, before: InForce, edit: Edit) -> None:
    if before.version != edit.base:
        raise StaleCatalogueError
    found = look(c, before, edit.amendments)
    if found.problems:
        raise CatalogueRefusedError(found.problems)
    if not found.differences:
        raise CatalogueRefusedError([Place("Danh mục").error(NOTHING)])


def _touched(before: InForce, amendments: Sequence[Amendment]) -> tuple[Touched, ...]:
    return touched(before.catalogue, _after(before, amendments), _procedures(amendments))


def _after(before: InForce, amendments: Sequence[Amendment]) -> Catalogue:
    return before.files.catalogue((*before.amendments, *amendments))


def _procedures(amendments: Iterable[Amendment]) -> list[str]:
    return [each.code for each in amendments if each.section is Section.PROCEDURES]


def _still_used(c: Connection, before: InForce, amendments: Sequence[Amendment]) -> Iterator[CatalogueError]:
    """Yield an error for each procedure that leaves dossiers without a version on the day they came."""
    codes = _procedures(amendments)
    gone = lost(before.catalogue, _after(before, amendments), codes) if codes else ()
    for code in codes:
        if count := count_of(c, [each for each in gone if each.code == code]):
            place = Place(OUTER[Section.PROCEDURES].title, f"thủ tục {code}")
            yield place.error(IN_USE.format(count))


def _finish_again(c: Connection, now: datetime) -> None:
    waiting = select(scans.c.id).where(scans.c.state == ScanState.REVIEW).order_by(scans.c.id)
    tasks.reopen_all(c, c.scalars(waiting).all(), Stage.FINISH, now)
