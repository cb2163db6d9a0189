"""The last stage of a scan: papers are made of its pages and put into their dossiers, which are counted anew.

It reads nothing but the records, so that it is done again whenever what it depends on has changed: the
register, or what a clerk decided.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from typing import Final

from sqlalchemy import Connection

from catalogue.dossier import Dossier
from catalogue.model import Catalogue, ComponentType, Procedure, Role
from pipeline.contradictions import contradictions
from pipeline.contradictions.dossier import Paper, Papers, applicant_of
from pipeline.corrections import corrected
from pipeline.doubts import DoubtfulWord, doubtful_words
from pipeline.finding.formats import formats_of
from pipeline.finding.labels import Finder
from pipeline.matching.parts import EXEMPT as EXEMPTIONS
from pipeline.model import PageReading, Part, PartFacts, Remark, Stack
from pipeline.stack import Learned, Rules, assemble
from pipeline.verdict import ACCEPTED, SURE, Verdict, judge, with_alarms, with_flaws
from storage import dossiers, scans, tasks
from storage.database import reading
from storage.decisions import Decision, Kind, in_force, last_of, page_facts, part_facts, words_said
from storage.doubts import save_doubts
from storage.guesses import dossiers_of_numbers
from storage.model import JOINED, RETURNED, UNASSIGNED, Component, Scan, ScanState, Stage, Task
from storage.papers import DossierPaper, contents_of, papers_in_dossier
from storage.recount import recount
from workers.learned import learned
from workers.workshop import Workshop, Write

DUPLICATE: Final = "duplicate"
MEND_CODE: Final = "Hãy nhập sổ theo dõi mới nhất, hoặc sửa mã hồ sơ."
BEGUN: Final = Verdict("review", "begun", "Đang rà soát dở. Hãy xem phần còn lại rồi nhận.")
TAKEN_AS_SEEN: Final = frozenset({None, "no_content"})
# Codes of the remarks that say why a paper is exempt: a clerk's decision first, then what matching saw.
EXEMPT: Final = ("exempt", *EXEMPTIONS)
NUMBER: Final = 12  # digits of a personal number


@dataclass(frozen=True, slots=True)
class Finding:
    """What the pages of a scan come to; `dossiers` are those its papers name, None where not registered.

    `whole` is the one dossier that all of the scan belongs to by what stands on it, if it is one.
    """

    stack: Stack
    dossiers: Mapping[str, Dossier | None]
    verdict: Verdict
    whole: str | None = None
    doubts: tuple[DoubtfulWord, ...] = ()

    @property
    def registered(self) -> frozenset[str]:
        return frozenset(code for code, dossier in self.dossiers.items() if dossier)


@dataclass(frozen=True)
class Desk:
    """What lies on the desk when a scan is finished. Not slotted: what is looked up is kept."""

    shop: Workshop
    scan: Scan
    c: Connection

    @cached_property
    def held(self) -> tuple[Decision, ...]:
        return in_force(self.c, self.scan.id)

    @cached_property
    def pages(self) -> tuple[PageReading, ...]:
        said = words_said(self.held)
        read = scans.pages_of(self.c, self.scan.id)
        return tuple(corrected(page, said.get(page.number, {})) for page in read)

    @cached_property
    def part_facts(self) -> tuple[PartFacts, ...]:
        return part_facts(self.held)

    @cached_property
    def _found(self) -> dict[str, Dossier | None]:
        return {}

    def dossier(self, code: str) -> Dossier | None:
        if code not in self._found:
            self._found[code] = dossiers.get_dossier(self.c, code)
        return self._found[code]

    def procedure(self, code: str | None) -> Procedure | None:
        dossier = self.dossier(code) if code else None
        return self.shop.catalogue.procedure(dossier.procedure, dossier.received_on) if dossier else None

    def types_for(self, code: str | None) -> tuple[ComponentType, ...]:
        return self.shop.catalogue.types_of(self.procedure(code))

    def assembled(self, learned: Learned | None = None) -> Stack:
        """Make papers of the scan's pages, as clerks decided; `learned` speaks where the rules are unsure."""
        return self._assembled(self.part_facts, learned)

    def as_ruled(self) -> Stack:
        """Make papers of the scan's pages, their types by the rules alone."""
        return self._assembled([replace(fact, type=None) for fact in self.part_facts], None)

    def _assembled(self, part_facts: Sequence[PartFacts], learned: Learned | None) -> Stack:
        formats = formats_of(self.shop.settings.dossier_codes)
        finder = Finder(self.scan.dossier_code, formats, partial(dossiers.known_among, self.c))
        facts = page_facts(self.held)
        known = self.shop.catalogue.types  # a type may have left the catalogue since a clerk chose it
        part_facts = [fact if fact.type in known else replace(fact, type=None) for fact in part_facts]
        return assemble(self.pages, self.types_for, facts, Rules(finder, self.procedure, part_facts, learned))


def finish(shop: Workshop, scan: Scan, _task: Task) -> Write:
    """Make papers of a scan's pages, put them into their dossiers, count those anew."""
    with reading(shop.engine) as c:
        desk = Desk(shop, scan, c)
        found = _examined(desk, desk.assembled(learned(shop, c)))
    return partial(_write_finding, shop.catalogue, scan, found)


def _examined(desk: Desk, stack: Stack) -> Finding:
    catalogue = desk.shop.catalogue
    if joined := last_of(desk.held, Kind.JOINED):
        return Finding(Stack(()), {}, Verdict("accepted", JOINED, joined.value))
    counted = papers_to_count(catalogue, stack.parts)
    known = {code: desk.dossier(code) for code in sorted({part.dossier for part in counted if part.dossier})}
    parts = _with_contradictions(desk, stack.parts, known)
    stack = Stack(parts, (*stack.remarks, *_guesses(desk, counted)))
    counted = papers_to_count(catalogue, parts)
    verdict = _as_decided(desk, _verdict(counted, known), stack)
    doubts = tuple(doubt for part in counted for doubt in doubtful_words(part, desk.pages))
    return Finding(stack, known, verdict, _whole(desk, counted), doubts)


def _as_decided(desk: Desk, verdict: Verdict, stack: Stack) -> Verdict:
    """Return the verdict with alarms and flaws, unless a clerk has seen them and takes the scan, or does not.

    What nobody could place is never taken; what a clerk has begun waits until it is.
    """
    if back := last_of(desk.held, Kind.RETURNED):
        return Verdict("rejected", RETURNED, back.value)
    if verdict.reason_code in TAKEN_AS_SEEN and last_of(desk.held, Kind.ACCEPTED):
        return ACCEPTED
    if verdict.reason_code is None and last_of(desk.held, Kind.BEGUN):
        verdict = BEGUN
    return with_flaws(with_alarms(verdict, stack), desk.pages)


def papers_to_count(catalogue: Catalogue, parts: Sequence[Part]) -> list[Part]:
    """Return the papers of a stack without what only leads: covers, receipts, separators."""
    return [part for part in parts if part.type is None or _counts(catalogue, part.type)]


def _whole(desk: Desk, counted: Sequence[Part]) -> str | None:
    """Return the dossier of all papers; none where a clerk decided it: that can be undone."""
    codes = {part.dossier for part in counted}
    return codes.pop() if len(codes) == 1 and not any(fact.dossier for fact in desk.part_facts) else None


def _verdict(counted: Sequence[Part], known: Mapping[str, Dossier | None]) -> Verdict:
    """Judge the papers; those whose dossier nobody registered wait for it, named by their codes."""
    loose = [part for part in counted if part.dossier is None or known[part.dossier] is None]
    verdict = judge(counted, unassigned=loose)
    codes = sorted({part.dossier for part in loose if part.dossier})
    if verdict.reason_code == UNASSIGNED and codes:
        words = f"Mã hồ sơ {', '.join(codes)} chưa có trong sổ theo dõi. {MEND_CODE}"
        nameless = [part for part in loose if part.dossier is None]
        also = judge(counted, unassigned=nameless).reason if nameless else None
        return replace(verdict, reason=f"{words} {also}" if also else words)
    return verdict


def _with_contradictions(
    desk: Desk, parts: Sequence[Part], known: Mapping[str, Dossier | None]
) -> tuple[Part, ...]:
    """Let papers of a dossier that contradict each other say so, those of its other scans among them."""
    said = list(parts)
    for code, dossier in known.items():
        if dossier is None:
            continue
        own = [at for at, part in enumerate(parts) if part.dossier == code and not _leads(desk, part)]
        others = [each for each in papers_in_dossier(desk.c, code) if _lies_beside(each, desk.scan)]
        papers = [*(_paper(desk, parts[at]) for at in own), *_elsewhere(desk, others)]
        named = applicant_of([*(part for part in parts if part.dossier == code), *(o.part for o in others)])
        for remark, numbers in contradictions(Papers(tuple(papers), dossier.received_on, named)):
            mine = [own[number] for number in numbers if number < len(own)]
            for at in mine[:1]:
                told = replace(remark, pages=parts[at].pages)  # those of another file mean nothing here
                said[at] = replace(said[at], remarks=(*said[at].remarks, told))
    return tuple(said)


def _lies_beside(paper: DossierPaper, scan: Scan) -> bool:
    """Tell whether a paper is of another scan; one that was sent back comes again and contradicts nothing."""
    return paper.scan_id != scan.id and paper.state is not ScanState.REJECTED


def _leads(desk: Desk, part: Part) -> bool:
    return part.type is not None and not _counts(desk.shop.catalogue, part.type)


def _paper(desk: Desk, part: Part) -> Paper:
    mine = [page for page in desk.pages if page.number in part.pages]
    text = "\n".join(page.text for page in mine)
    kind = desk.shop.catalogue.types.get(part.type or "")
    return Paper(part, kind, text, by_hand=any(page.hand for page in mine))


def _elsewhere(desk: Desk, others: Sequence[DossierPaper]) -> Iterator[Paper]:
    """Yield the papers that lie in other scans, whole, without what only leads."""
    contents = contents_of(desk.c, {each.scan_id for each in others})
    for each in others:
        if not _leads(desk, each.part):
            mine = [contents[key] for key in each.keys if key in contents]
            text = "\n".join(content.text for content in mine)
            kind = desk.shop.catalogue.types.get(each.part.type or "")
            yield Paper(each.part, kind, text, each.file_name, any(content.by_hand for content in mine))


def _guesses(desk: Desk, counted: Sequence[Part]) -> Iterator[Remark]:
    """Tell which dossiers hold papers of the same people as papers that nobody can place."""
    for part in counted:
        numbers = {field.value for field in part.fields.values() if _is_number(field.value)}
        if part.dossier is None and numbers:
            codes = dossiers_of_numbers(desk.c, numbers, but=desk.scan.id)
            if codes:
                words = f"Có thể thuộc hồ sơ {', '.join(codes)}: giấy ở đó có cùng số định danh."
                yield Remark("dossier_guess", words, part.pages)


def _is_number(text: str) -> bool:
    return len(text) == NUMBER and text.isdigit()


def _write_finding(catalogue: Catalogue, scan: Scan, found: Finding, c: Connection, now: datetime) -> None:
    if _register_has_changed(c, found):
        tasks.reopen(c, scan.id, Stage.FINISH, now)
        return
    before = dossiers.dossiers_of_scan(c, scan.id)
    elsewhere = _counted_elsewhere(c, scan, found)  # gives the scan to its dossier, under which it is indexed
    scans.save_parts(c, scan.id, found.stack.parts)
    scans.save_remarks(c, scan.id, found.stack.remarks)
    save_doubts(c, scan.id, found.doubts)
    returned = found.verdict.reason_code == RETURNED
    counting = frozenset() if returned else found.registered - elsewhere
    components = components_of(catalogue, scan.id, found.stack.parts, counting)
    dossiers.save_components(c, scan.id, components)
    if elsewhere and elsewhere == found.registered and not returned:
        reason = f"Trùng với tệp đã có của hồ sơ {', '.join(sorted(elsewhere))}: không tính hai lần."
        scans.set_state(c, scan.id, ScanState.ACCEPTED, DUPLICATE, reason, now)
    else:
        verdict = found.verdict
        scans.set_state(c, scan.id, ScanState(verdict.state), verdict.reason_code, verdict.reason, now)
    for code in sorted({*before, *found.registered}):
        recount(c, catalogue, code, now)


def _register_has_changed(c: Connection, found: Finding) -> bool:
    """Tell whether a dossier is no longer what it was when the papers were made."""
    return any(
        dossiers.get_dossier(c, code, hold=True) != dossier
        for code, dossier in sorted(found.dossiers.items())
    )


def _counted_elsewhere(c: Connection, scan: Scan, found: Finding) -> frozenset[str]:
    """Return the dossiers that have this content already, as another scan: no paper is counted twice."""
    whole = found.whole if found.whole in found.registered else None
    mine = whole is None or scan.dossier_code == whole or scans.assign(c, scan.id, whole)
    twins = {code for code in found.registered if scans.has_twin_in(c, scan, code)}
    return frozenset(twins if mine else {*twins, *filter(None, [whole])})


def components_of(
    catalogue: Catalogue, scan_id: int, parts: Sequence[Part], registered: Collection[str]
) -> list[Component]:
    """Return the papers that count for their dossiers: those whose type is sure, covers left out."""
    return [
        Component(scan_id, ordinal, part.dossier, part.type, _exempt(part))
        for ordinal, part in enumerate(parts)
        if part.type and part.confidence >= SURE and _counts(catalogue, part.type)
        if part.dossier in registered and part.dossier
    ]


def _exempt(part: Part) -> str | None:
    said = {remark.code: remark.text for remark in part.remarks}
    return next((said[code] for code in EXEMPT if code in said), None)


def _counts(catalogue: Catalogue, code: str) -> bool:
    return bool({Role.COMPONENT, Role.RESULT} & set(catalogue.types[code].roles))
