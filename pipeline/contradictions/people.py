"""People on the papers of one dossier: somebody else's paper among them, one person under two numbers."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz

from pipeline.contradictions.dossier import Contradiction, Paper, Papers, Person, contradiction
from pipeline.matching.fold import fold

_ALIKE: Final = 90.0  # of a hundred: the same name, a letter misread
_MISREAD: Final = 80.0  # the same where names were not read surely
_APPLYING: Final = frozenset({"nguoi_yeu_cau", "nguoi_de_nghi"})  # parts that who handed in plays
_LEAST_OTHERS: Final = 2  # other papers that name people, before one may be a stranger's
_LEAST_NAME: Final = 6  # letters

_Named = list[tuple[int, tuple[Person, ...]]]  # papers by their numbers, and who is named on each


def other_numbers(papers: Papers) -> Iterator[Contradiction]:
    """Yield people with one name and birthday and two personal numbers, or one number and two birthdays."""
    known = [
        (number, person)
        for number, paper in enumerate(papers.papers)
        for person in paper.people
        if person.number
    ]
    told: set[tuple[int, int, str]] = set()
    for (first, one), (second, other) in combinations(known, 2):
        words = _disagreement(one, other) if first != second else None
        key = (first, second, words or "")
        if words and key not in told:
            told.add(key)
            text = f"{papers.papers[first].name} và {papers.papers[second].name}: {words}."
            yield contradiction("other_number", text, papers, first, second)


def _disagreement(one: Person, other: Person) -> str | None:
    """Say what two papers say otherwise of one person; of one digit only where it was surely read."""
    if not one.born or not other.born:
        return None
    if _nearly(one.born, other.born) or _nearly(one.number or "", other.number or ""):
        return _told(one, other) if one.trusted and other.trusted else None
    return _told(one, other)


def _nearly(one: str, other: str) -> bool:
    """Tell whether a single digit differs, as a misreading makes it."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _told(one: Person, other: Person) -> str | None:
    if one.number == other.number:
        same_name = not one.name or not other.name or _same_name(one.name, other.name)
        return (
            f"ngày sinh của {one.called} khác nhau: {one.born} và {other.born}"
            if one.born != other.born and same_name
            else None
        )
    if one.born == other.born and one.name and other.name and fold(one.name) == fold(other.name):
        return f"số định danh của {one.name} khác nhau ({_difference(one.number or '', other.number or '')})"
    return None


def _difference(one: str, other: str) -> str:
    """Tell two numbers apart without showing them whole."""
    if one[-4:] != other[-4:]:
        return f"kết thúc bằng {one[-4:]} và {other[-4:]}"
    first = next(at for at, (a, b) in enumerate(zip(one, other, strict=False), 1) if a != b)
    return f"từ chữ số thứ {first}"


def strangers(papers: Papers) -> Iterator[Contradiction]:
    """Yield papers whose people stand on no other paper of the dossier, where the others belong together.

    A name that a hand wrote may be anybody's: where nobody known plays that part, nothing is said.
    """
    named = [(number, paper.people) for number, paper in enumerate(papers.papers) if paper.people]
    for number, people in named:
        others = [(at, some) for at, some in named if at != number]
        if any(not person.name or _stands_elsewhere(person, number, papers) for person in people):
            continue
        shared = _shared(others, papers)
        if shared is None or _names_some(number, others, papers) or _by_hand(number, others, papers):
            continue
        called = ", ".join(person.called for person in people[:2])
        words = (
            f"{papers.papers[number].name} mang tên {called}; không giấy nào khác của hồ sơ có tên này, "
            f"trong khi {papers.papers[shared[0]].name} mang tên {shared[1].called}. Giấy của người khác?"
        )
        yield contradiction("stranger", words, papers, number, shared[0])


def _shared(others: _Named, papers: Papers) -> tuple[int, Person] | None:
    """Return somebody who stands on two other papers, or is who applies, and a paper that names them."""
    for number, people in others:
        for person in people:
            if _is_applicant(person, papers) or (
                len(others) >= _LEAST_OTHERS and _stands_elsewhere(person, number, papers)
            ):
                return number, person
    return None


def _names_some(number: int, others: _Named, papers: Papers) -> bool:
    """Tell whether somebody of the other papers stands in a paper's text: then it belongs to them."""
    return any(_in_text(person, papers.papers[number]) for _, people in others for person in people)


def _by_hand(number: int, others: _Named, papers: Papers) -> bool:
    """Tell whether a hand may have written the names of a paper on another one."""
    known = {
        person.role for at, people in others for person in people if _stands_elsewhere(person, at, papers)
    }
    known |= _APPLYING if papers.applicant else set()
    return any(paper.may_name_anybody(known) for at, paper in enumerate(papers.papers) if at != number)


def _is_applicant(person: Person, papers: Papers) -> bool:
    by_number = bool(person.number) and person.number == papers.applicant_number
    return by_number or bool(person.name and papers.applicant and _same_name(person.name, papers.applicant))


def _stands_elsewhere(person: Person, number: int, papers: Papers) -> bool:
    """Tell whether the name or number of a person stands on another paper, in a field or in its text."""
    others = [paper for at, paper in enumerate(papers.papers) if at != number]
    return _is_applicant(person, papers) or any(
        _in_text(person, paper) or any(_is_same(person, some) for some in paper.people) for paper in others
    )


def _in_text(person: Person, paper: Paper) -> bool:
    """Tell whether the name or number of a person stands in a paper's text: misread where names are."""
    if person.number and person.number in "".join(paper.folded.split()):
        return True
    name = fold(person.name or "")
    alike = _ALIKE if paper.is_read else _MISREAD
    return len(name) >= _LEAST_NAME and fuzz.partial_ratio(name, paper.folded, score_cutoff=alike) > 0


def _is_same(one: Person, other: Person) -> bool:
    return bool(one.name and other.name and _same_name(one.name, other.name))


def _same_name(one: str, other: str) -> bool:
    return fuzz.ratio(fold(one), fold(other)) >= _ALIKE
