"""Papers of a dossier as parts: which component each is, how sure that is, and why."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from catalogue.model import ComponentType
from pipeline.matching.asked import ANYTHING, Asked
from pipeline.matching.assign import assign
from pipeline.matching.fields.take import take_fields
from pipeline.matching.split import Paper, split
from pipeline.matching.types import UNSURE, Index, candidates, choose, prepare
from pipeline.model import Candidate, PageFacts, PageReading, Part, Remark

EXEMPT: Final = {  # why a paper lies outside digitisation: Thông tư 01/2023/TT-VPCP, Điều 4
    "certified_copy": "Bản sao có chứng thực, không thuộc diện số hóa (Thông tư 01/2023/TT-VPCP, Điều 4).",
    "show_only": "Giấy tờ chỉ xuất trình để đối chiếu, không thuộc diện số hóa.",
}
RESULT: Final = Remark("result", "Là kết quả giải quyết, không phải giấy tờ nộp vào.")


def assemble(
    pages: Sequence[PageReading], types: Sequence[ComponentType], facts: Sequence[PageFacts] = ()
) -> tuple[Part, ...]:
    """Return the papers of a file whose dossier is known: every page that is not blank stands in one."""
    index = prepare(tuple(types))
    return tuple(match(split(pages, index, facts), index))


def match(papers: Sequence[Paper], index: Index, asked: Asked = ANYTHING) -> list[Part]:
    """Return the parts that papers of one dossier are: those types compete that its procedure asks for."""
    numbers = None if asked.types is None else frozenset(index.numbers[code] for code in asked.types)
    ranked = [candidates([sheet.evidence for sheet in paper.sheets], index, numbers) for paper in papers]
    given = assign(ranked, asked.seats)
    chosen = _chosen(ranked, given, asked)
    return [_part(*each, index, asked) for each in zip(papers, ranked, chosen, strict=True)]


def _chosen(
    ranked: Sequence[tuple[Candidate, ...]], given: Sequence[str | None], asked: Asked
) -> Iterator[tuple[str | None, float]]:
    """Yield each paper's type and how sure that is: what its rivals lost to other papers is no rival."""
    taken = Counter(kind for kind in given if kind is not None)
    for papers, kind in zip(ranked, given, strict=True):
        alone = choose(papers)
        if kind is None:
            yield None, min(alone[1], UNSURE)
            continue
        free = [one for one in papers if one.type == kind or taken[one.type] < asked.seats.get(one.type, 1)]
        best, confidence = choose(free)
        yield best, confidence if best == alone[0] else min(confidence, UNSURE)


def _part(
    paper: Paper, ranked: tuple[Candidate, ...], chosen: tuple[str | None, float], index: Index, asked: Asked
) -> Part:
    code, confidence = chosen
    looks = [sheet.look for sheet in paper.sheets]
    kind = index.entries[index.numbers[code]].type if code else None
    copy = any(look.copy_stamp for look in looks)
    return Part(
        pages=paper.pages,
        type=code,
        confidence=round(min(confidence, paper.certainty), 4),
        candidates=ranked,
        fields=take_fields(kind, looks),
        certified_copy=copy,
        region=paper.region,
        remarks=(*paper.remarks, *_remarks(code, asked, copy=copy)),
    )


def _remarks(code: str | None, asked: Asked, *, copy: bool) -> Iterator[Remark]:
    if copy:
        yield Remark("certified_copy", EXEMPT["certified_copy"])
    if code in asked.show_only:
        yield Remark("show_only", EXEMPT["show_only"])
    elif code in asked.results:
        yield RESULT
