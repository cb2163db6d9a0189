"""Review without HTTP: a scan taken in hand, what is decided about it, that none writes over another."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from catalogue.dossier import DOSSIER_CODE
from pipeline.corrections import corrected
from pipeline.model import PageReading, Part
from pipeline.verdict import SURE
from storage import dossiers, scans, tasks
from storage.access import Actor
from storage.audit_log import AuditAction, Deed, note
from storage.database import reading, writing
from storage.decisions import (
    FRAMED,
    Decision,
    Kind,
    NewDecision,
    decide,
    history,
    in_force,
    last_of,
    reading_name,
    undo,
    words_said,
)
from storage.leases import ReviewLease, held_scans, release_scan, take_scan, version_of
from storage.model import RegionState, Scan, ScanState
from storage.overview import is_worked
from storage.regions import region_within
from storage.turns import read_again
from web.asking import Ask, Seen, asks_of, leads, places_of
from web.holding import WrongDecisionError, in_hand
from web.site import Site
from workers.sealing import seal
from workers.settling import settle
from workers.workshop import Workshop

CODES: Final = re.compile(r"H\d{2}[\w.]*-\d{6}-\d{4,}")
LONGEST: Final = 300
RETURN_REASONS: Final[dict[str, str]] = {
    "mo": "Bản quét mờ, không đọc được. Hãy lau mặt kính và quét lại.",
    "thieu": "Thiếu trang. Hãy quét lại đủ các trang, theo thứ tự.",
    "nham": "Nhầm hồ sơ: giấy không thuộc hồ sơ này. Hãy kiểm tra và quét vào đúng hồ sơ.",
    "nguoi-khac": "Giấy của người khác lẫn vào. Hãy tách ra và quét lại.",
    "ban-sao": "Bản sao không cần số hóa. Hãy quét bản chính nếu có.",
}
MARKED: Final = "mat"
MARKED_REASON: Final = "Công chức thấy dấu chỉ độ mật."
NO_SUCH_TYPE: Final = "Không có loại giấy tờ này trong danh mục. Hãy chọn trong danh sách."
NO_SUCH_DOSSIER: Final = "Mã hồ sơ này chưa có trong sổ theo dõi. Hãy kiểm tra lại mã."
NOTHING_TO_UNDO: Final = "Không còn gì để hoàn tác ở giấy này."
UNKNOWN: Final = "Trang đã mở quá lâu. Hãy tải lại trang."
EMPTY: Final = "Hãy nhập nội dung trước khi lưu."


@dataclass(frozen=True, slots=True)
class Review:
    """A scan as it lies before a clerk; `mine`: who looks at it has it in hand."""

    scan: Scan
    unit: str | None
    version: int
    lease: ReviewLease | None
    mine: bool
    parts: tuple[Part, ...]
    pages: tuple[PageReading, ...]
    held: tuple[Decision, ...]
    asks: tuple[Ask, ...]
    remarks: tuple[str, ...]
    reading: tuple[int, ...]  # pages that are to be read again as they are turned now
    worked: bool  # somebody is there who reads them

    @property
    def checked(self) -> bool:
        return last_of(self.held, Kind.ACCEPTED) is not None


@dataclass(frozen=True, slots=True)
class Said:
    """What a clerk says: a decision about a page or paper of a scan, as it was at a version."""

    scan_id: int
    version: int
    kind: Kind | None
    value: Any
    page: int = 0
    place: int = 0
    name: str = ""
    region: int = 0  # the place that was read again to say so


def open_review(site: Site, actor: Actor, scan_id: int, now: datetime) -> Review | None:
    """Take a scan in hand, if nobody else has it, and return it; None where it is out of reach."""
    with writing(site.engine) as c:
        if scans.scan_within(c, scan_id, actor.reach) is None:
            return None
        take_scan(c, scan_id, actor.name, actor.full_name, now)
        deed = Deed(AuditAction.PAPER_SEEN, f"scan:{scan_id}", scans.unit_of(c, scan_id))
        note(c, now, actor, deed)
    return look(site, actor, scan_id, now)


def look(site: Site, actor: Actor, scan_id: int, now: datetime) -> Review | None:
    """Return a scan as it is now, in whoever's hands it may be."""
    with reading(site.engine) as c:
        scan = scans.scan_within(c, scan_id, actor.reach)
        if scan is None:
            return None
        held = in_force(c, scan_id)
        lease = held_scans(c, [scan_id], now).get(scan_id)
        seen = _seen(c, scan, held)
        told = [*scans.remarks_of(c, scan_id), *(remark for part in seen.parts for remark in part.remarks)]
        return Review(
            scan=scan,
            unit=scans.unit_of(c, scan_id),
            version=version_of(c, scan_id),
            lease=lease,
            mine=lease is not None and lease.holder == actor.name,
            parts=tuple(seen.parts),
            pages=tuple(seen.pages),
            held=held,
            asks=asks_of(site.catalogue, seen),
            remarks=tuple(dict.fromkeys(remark.text for remark in told)),
            reading=tasks.pages_to_read(c, scan_id),
            worked=is_worked(c, now),
        )


def _seen(c: Connection, scan: Scan, held: tuple[Decision, ...]) -> Seen:
    said = words_said(held)
    pages = tuple(corrected(page, said.get(page.number, {})) for page in scans.pages_of(c, scan.id))
    parts = scans.parts_of(c, scan.id)
    named = {code for part in parts if (code := part.dossier)} | ({scan.dossier_code} - {None})
    told = " ".join(remark.text for remark in scans.remarks_of(c, scan.id))
    guessed = dict.fromkeys([*sorted(filter(None, named)), *CODES.findall(told)])
    known = dossiers.known_among(c, guessed)
    return Seen(parts, pages, said, known, tuple(code for code in guessed if code in known))


def say(site: Site, actor: Actor, said: Said, now: datetime) -> None:
    """Keep a decision and finish the scan again. Raises ConflictError, WrongDecisionError."""
    with writing(site.engine) as c:
        scan = in_hand(c, actor, said.scan_id, said.version, now)
        if said.kind is None:
            raise WrongDecisionError(UNKNOWN)
        value = _checked(site, c, actor, said)
        name = reading_name(in_force(c, scan.id), said.page) if said.kind is Kind.WORD else said.name
        machine = _with_region(c, actor, said, _machine(c, scan.id, said))
        if last_of(in_force(c, scan.id), Kind.BEGUN) is None:
            decide(
                c, NewDecision(scan.id, Kind.BEGUN, value=True, who=actor.name, machine=scan.reason_code), now
            )
        new = NewDecision(scan.id, said.kind, value, actor.name, said.page, said.place, name, machine)
        decide(c, new, now)
        if said.kind is Kind.TURN:
            read_again(c, scan.id, said.page, now)
        _note(c, actor, scan.id, said.kind, now)
    settle(_shop(site), said.scan_id, now)


def accept(site: Site, actor: Actor, scan_id: int, version: int, now: datetime) -> None:
    """Take a scan as it is, unsure types confirmed. Raises ConflictError, WrongDecisionError."""
    with writing(site.engine) as c:
        scan = in_hand(c, actor, scan_id, version, now)
        parts = scans.parts_of(c, scan_id)
        counted = [(part, place) for part, place in places_of(parts) if not leads(site.catalogue, part)]
        _refuse_open(c, counted)
        _refuse_turning(c, scan_id)
        for part, place in counted:
            if part.confidence < SURE:
                new = NewDecision(
                    scan_id, Kind.TYPE, part.type, actor.name, part.pages[0], place, "", part.type
                )
                decide(c, new, now)
        decide(
            c, NewDecision(scan_id, Kind.ACCEPTED, value=True, who=actor.name, machine=scan.reason_code), now
        )
        _note(c, actor, scan_id, Kind.ACCEPTED, now)
        release_scan(c, scan_id, actor.name)
    settle(_shop(site), scan_id, now)


def send_back(site: Site, actor: Actor, scan_id: int, version: int, why: str, now: datetime) -> None:
    """Send a scan back to its station, or seal it as secret. Raises ConflictError, WrongDecisionError."""
    with writing(site.engine) as c:
        scan = in_hand(c, actor, scan_id, version, now)
        if why != MARKED and why not in RETURN_REASONS:
            raise WrongDecisionError(UNKNOWN)
        if why == MARKED:
            _seal(site, c, actor, scan, now)
        else:
            machine = scan.reason_code
            new = NewDecision(scan_id, Kind.RETURNED, RETURN_REASONS[why], actor.name, machine=machine)
            decide(c, new, now)
        _note(c, actor, scan_id, Kind.RETURNED, now)
        release_scan(c, scan_id, actor.name)
    settle(_shop(site), scan_id, now)


def take_back(site: Site, actor: Actor, scan_id: int, version: int, now: datetime) -> None:
    """Undo the last thing that somebody decided about a scan. Raises ConflictError, WrongDecisionError."""
    with writing(site.engine) as c:
        in_hand(c, actor, scan_id, version, now, ended=True)
        rows = history(c, scan_id)
        undone = {row.undoes for row in rows}
        # Who joins stands at a scanner and reviews nothing: a clerk takes it back for them.
        mine = [
            row
            for row in rows
            if (row.who == actor.name or row.kind is Kind.JOINED)
            and row.kind not in _FINAL
            and row.id not in undone
        ]
        if not mine:
            raise WrongDecisionError(NOTHING_TO_UNDO)
        if mine[-1].kind in {Kind.RETURNED, Kind.JOINED}:
            scans.set_state(c, scan_id, ScanState.PROCESSING, None, None, now)
        undo(c, mine[-1].id, actor.name, now)
        if mine[-1].kind is Kind.TURN:
            read_again(c, scan_id, mine[-1].page, now)
        _note(c, actor, scan_id, Kind.UNDO, now)
    settle(_shop(site), scan_id, now)


_FINAL: Final = frozenset({Kind.UNDO, Kind.BEGUN, Kind.CLEARED, Kind.SEALED, Kind.DESTROYED, Kind.REREAD})


def _checked(site: Site, c: Connection, actor: Actor, said: Said) -> Any:  # noqa: ANN401 - as its kind says
    check = _CHECKS.get(said.kind) if said.kind else None
    return said.value if check is None else check(site, c, actor, said)


def _type(site: Site, _c: Connection, _actor: Actor, said: Said) -> str:
    wanted = str(said.value).strip()
    if wanted in site.catalogue.types:
        return wanted
    named = [kind.code for kind in site.catalogue.types.values() if kind.name.lower() == wanted.lower()]
    if not named:
        raise WrongDecisionError(NO_SUCH_TYPE)
    return named[0]


def _dossier(_site: Site, c: Connection, actor: Actor, said: Said) -> str:
    code = str(said.value).strip().upper()
    dossier = dossiers.get_dossier(c, code) if DOSSIER_CODE.fullmatch(code) else None
    if dossier is None or not actor.reach.holds(dossier.unit):
        raise WrongDecisionError(NO_SUCH_DOSSIER)
    return code


def _text(_site: Site, _c: Connection, _actor: Actor, said: Said) -> str:
    text = " ".join(str(said.value).split())[:LONGEST]
    if not text:
        raise WrongDecisionError(EMPTY)
    return text


_CHECKS: Final[Mapping[Kind, Callable[[Site, Connection, Actor, Said], str]]] = {
    Kind.TYPE: _type,
    Kind.DOSSIER: _dossier,
    Kind.FIELD: _text,
    Kind.WORD: _text,
    Kind.EXEMPT: _text,
}


def _machine(c: Connection, scan_id: int, said: Said) -> Any:  # noqa: ANN401 - as its kind says
    """Return what the machine, or who decided before, had thought."""
    if said.kind is Kind.WORD:
        page = next((page for page in scans.pages_of(c, scan_id) if page.number == said.page), None)
        return page.words[said.place].text if page and said.place < len(page.words) else None
    papers = {(part.pages[0], place): part for part, place in places_of(scans.parts_of(c, scan_id))}
    part = papers.get((said.page, said.place))
    if said.kind is Kind.STARTS:
        return (said.page, 0) in papers
    if part is None:
        return None
    field = part.fields.get(said.name)
    if said.kind is Kind.FIELD:
        return field.value if field else None
    return {Kind.TYPE: part.type, Kind.DOSSIER: part.dossier}.get(said.kind or Kind.UNDO)


def _with_region(c: Connection, actor: Actor, said: Said, machine: Any) -> Any:  # noqa: ANN401 - as above
    """Return what the machine had thought together with what it then read at the place a clerk framed."""
    region = region_within(c, actor.reach, said.scan_id, said.region) if said.region else None
    if region is None or region.state is not RegionState.READ:
        return machine
    return {"read": machine, FRAMED: region.text, "page": region.page, "box": list(region.box)}


def _refuse_open(c: Connection, counted: list[tuple[Part, int]]) -> None:
    known = dossiers.known_among(c, {part.dossier for part, _ in counted if part.dossier})
    for part, _ in counted:
        if part.type is None:
            raise WrongDecisionError(f"Trang {part.pages[0]} chưa có loại giấy tờ. Hãy chọn loại trước.")
        if part.dossier not in known:
            raise WrongDecisionError(f"Trang {part.pages[0]} chưa rõ hồ sơ. Hãy nhập mã hồ sơ trước.")


def _refuse_turning(c: Connection, scan_id: int) -> None:
    for page in tasks.pages_to_read(c, scan_id):
        raise WrongDecisionError(
            f"Trang {page} đang được đọc lại theo chiều mới. Hãy đợi đọc xong rồi nhận, hoặc để sau (n)."
        )


def _seal(site: Site, c: Connection, actor: Actor, scan: Scan, now: datetime) -> None:
    decide(c, NewDecision(scan.id, Kind.SEALED, MARKED_REASON, actor.name, machine=scan.reason_code), now)
    seal(_shop(site), scan, c, now)


def _note(c: Connection, actor: Actor, scan_id: int, kind: Kind, now: datetime) -> None:
    detail = {"kind": kind.value}
    deed = Deed(AuditAction.PAPER_CHANGED, f"scan:{scan_id}", scans.unit_of(c, scan_id), detail)
    note(c, now, actor, deed)


def _shop(site: Site) -> Workshop:
    return Workshop(site.settings, site.engine, site.objects(), site.catalogue)
