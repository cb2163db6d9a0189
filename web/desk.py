"""How a scan under review is shown: pages in order with cuts between papers, papers with their fields."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from catalogue.model import Catalogue
from pipeline.model import Box, FieldValue, PageReading, Part
from pipeline.verdict import SURE
from storage.decisions import Decision, Kind
from web.asking import Ask, crop, kind_of, leads, places_of, type_choices
from web.reviewing import RETURN_REASONS, Review
from web.turned import turn_of

MAYBE: Final = 0.4
CIRCLE: Final = 360
EXEMPT_REASONS: Final = (
    "Bản sao không thuộc diện số hóa",
    "Giấy chỉ xuất trình để đối chiếu",
    "Đã có trong kho dữ liệu dùng chung",
)


Papers = tuple[set[int], dict[int, int]]  # pages that begin one; the paper of each page


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page; `place`: where it stands, `cut`: a paper begins.

    `said`: what a clerk turned it by; `turn`: how much of that its picture and words do not know yet;
    `reading`: they are being made. `version` is added to the addresses of its pictures, which browsers keep.
    """

    number: int
    width: int
    height: int
    place: float
    said: int
    turn: int
    reading: bool
    blank: bool
    cut: bool
    paper: int | None
    version: str


@dataclass(frozen=True, slots=True)
class ShownField:
    """A value of a paper; `crop`: x, y, width, height on page `page`, None where its place is unknown."""

    name: str
    title: str
    value: str
    source: str
    sure: bool
    remark: str
    page: int
    crop: tuple[int, int, int, int] | None
    hand: bool


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper of the stack; `page` and `place` are its key in decisions."""

    number: int
    page: int
    place: int
    pages: tuple[int, ...]
    type: str
    type_name: str
    certainty: str
    reasons: tuple[tuple[str, str, str, str], ...]  # code, name, certainty, why
    dossier: str
    fields: tuple[ShownField, ...]
    exempt: str
    cover: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the page shows."""

    review: Review
    pages: tuple[ShownPage, ...]
    papers: tuple[ShownPaper, ...]
    asks: tuple[Ask, ...]
    crops: dict[str, tuple[int, int, int, int]]
    sizes: dict[int, tuple[int, int]]
    versions: dict[int, str]
    types: tuple[tuple[str, str], ...]
    return_reasons: dict[str, str]
    exempt_reasons: tuple[str, ...]
    state: dict[str, Any]


def desk_of(catalogue: Catalogue, review: Review) -> Desk:
    """Return how a scan under review is shown."""
    read = {page.number: page for page in review.pages}
    pages = _pages(review)
    crops = {ask.id: crop(read[ask.at], ask.box) for ask in review.asks if ask.box and ask.at in read}
    return Desk(
        review=review,
        pages=pages,
        papers=tuple(
            _paper(catalogue, review, number, part, place)
            for number, (part, place) in enumerate(places_of(review.parts))
        ),
        asks=review.asks,
        crops=crops,
        sizes={page.number: (page.width, page.height) for page in review.pages},
        versions={page.number: page.version for page in pages},
        types=tuple((kind.code, kind.name) for kind in catalogue.types.values()),
        return_reasons=RETURN_REASONS,
        exempt_reasons=EXEMPT_REASONS,
        state=_state(review, pages),
    )


def certainty(confidence: float, code: str | None) -> str:
    """Return how sure a type is, in words."""
    if not code or confidence < MAYBE:
        return "chưa rõ"
    return "chắc" if confidence >= SURE else "có thể"


def _pages(review: Review) -> tuple[ShownPage, ...]:
    said = {(one.kind, one.page): one.value for one in review.held}
    first = {part.pages[0] for part in review.parts if part.pages}
    paper = {number: at for at, part in enumerate(review.parts) for number in part.pages}
    shown = [_page(page, said, review.reading, (first, paper)) for page in review.pages]
    return tuple(sorted(shown, key=lambda page: (page.place, page.number)))


def _page(
    page: PageReading, said: dict[tuple[Kind, int], Any], reading: Collection[int], papers: Papers
) -> ShownPage:
    number = page.number
    first, paper = papers
    turned = int(said.get((Kind.TURN, number), 0))
    return ShownPage(
        number=number,
        width=page.width,
        height=page.height,
        place=float(said.get((Kind.PLACE, number), number)),
        said=turned,
        turn=(turned - int(said.get((Kind.REREAD, number), 0))) % CIRCLE,
        reading=number in reading,
        blank=bool(said.get((Kind.BLANK, number), page.blank)),
        cut=number in first,
        paper=paper.get(number),
        version=turn_of(page.rotation),
    )


def _paper(catalogue: Catalogue, review: Review, number: int, part: Part, place: int) -> ShownPaper:
    kind = kind_of(catalogue, part)
    why = {one.type: (certainty(one.score, one.type), one.reason) for one in part.candidates}
    reasons = tuple((code, name, *why.get(code, ("", ""))) for code, name in type_choices(catalogue, part))
    titles = {spec.name: spec.title for spec in kind.fields} if kind else {}
    names = dict.fromkeys([*titles, *part.fields])
    read = {page.number: page for page in review.pages}
    return ShownPaper(
        number=number,
        page=part.pages[0],
        place=place,
        pages=part.pages,
        type=part.type or "",
        type_name=kind.name if kind else "Chưa rõ loại giấy tờ",
        certainty=certainty(part.confidence, part.type),
        reasons=reasons,
        dossier=part.dossier or "",
        fields=tuple(_field(name, titles.get(name, name), part.fields.get(name), read) for name in names),
        exempt=_exempt(review.held, part.pages[0], place),
        cover=leads(catalogue, part),
    )


def _exempt(held: tuple[Decision, ...], page: int, place: int) -> str:
    mine = (one for one in held if one.kind is Kind.EXEMPT and (one.page, one.place) == (page, place))
    return next((one.value for one in mine), "")


def _field(name: str, title: str, field: FieldValue | None, read: dict[int, PageReading]) -> ShownField:
    page = read.get(field.page) if field else None
    box: Box | None = field.box if field else None
    return ShownField(
        name=name,
        title=title,
        value=field.value if field else "",
        source=field.source if field else "",
        sure=field is not None and bool(field.value) and field.confidence >= SURE,
        remark=field.remark if field else "",
        page=field.page if field else 0,
        crop=crop(page, box) if page and box else None,
        hand=field is not None and field.source == "hand",
    )


def _state(review: Review, pages: tuple[ShownPage, ...]) -> dict[str, Any]:
    """Return what the page's script knows of the scan."""
    return {
        "scan": review.scan.id,
        "version": review.version,
        "mine": review.mine,
        "checked": review.checked,
        "pages": [_page_state(page) for page in pages],
        "asks": [_ask_state(ask) for ask in review.asks],
    }


def _page_state(page: ShownPage) -> dict[str, Any]:
    numbers = {"n": page.number, "w": page.width, "h": page.height, "place": page.place}
    turning = {"turn": page.turn, "said": page.said, "reading": page.reading, "version": page.version}
    return {**numbers, **turning, "blank": page.blank, "cut": page.cut}


def _ask_state(ask: Ask) -> dict[str, Any]:
    key = {"id": ask.id, "kind": ask.kind, "page": ask.page, "place": ask.place, "name": ask.name}
    key |= {"field": ask.field}
    box = list(ask.box) if ask.box else None
    return {**key, "at": ask.at, "box": box, "choices": [value for value, _ in ask.choices]}
