"""Makes the sample inbox with its truth and register, as `samples.plan` says: `python -m samples.inbox`.

Nothing in it is drawn by lot: the same code makes the same bytes.
"""

import argparse
import csv
import json
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any, Final

import numpy as np

from samples import files, plan
from samples.dossiers import DOSSIERS
from samples.forms import FORMS
from samples.generate import PRINT_DPI, Page, PageTruth, Scanning, make_blank, make_paper
from samples.people import UNITS, Case, make_case
from samples.plan import DUPLICATES, JUNK, Dropped, Piece, Planned
from samples.typeset import typeset

HERE: Final = Path(__file__).parent
PERIOD: Final = (date(2026, 10, 1), date(2026, 11, 30))


@dataclass(frozen=True, slots=True)
class Made:
    """A file of the inbox with what is true of it: an entry of truth.json."""

    path: str
    content: bytes
    state: str = "accepted"
    reason: str | None = None
    dossier: str | None = None
    duplicate_of: str | None = None
    slow: bool = False
    pages: list[dict[str, Any]] = field(default_factory=list)
    parts: list[dict[str, Any]] = field(default_factory=list)

    def truth(self) -> dict[str, Any]:
        """Return the entry of the truth file."""
        names = ("path", "state", "reason", "dossier", "duplicate_of", "slow", "pages", "parts")
        return {name: getattr(self, name) for name in names}


def make_inbox() -> Iterator[Made]:
    """Yield every file of the inbox, junk left out."""
    made = {}
    for number, planned in enumerate(DOSSIERS, 1):
        for place, dropped in enumerate(planned.files):
            file = make_file(planned, dropped, 100 * number + 10 * place)
            made[file.path] = file
            yield file
    for odd in plan.ODD:
        yield _odd(odd)
    for path, original in DUPLICATES:
        yield replace(made[original], path=path, duplicate_of=original)


def make_file(planned: Planned, dropped: Dropped, seed: int) -> Made:
    """Make one planned file."""
    folder = planned.folder if dropped.loose else f"{planned.folder}/{planned.code}"
    path = unicodedata.normalize("NFD", f"{folder}/{dropped.name}")
    case = _case(planned)
    papers = [make_piece(piece, dropped, case, seed + place) for place, piece in enumerate(dropped.pieces)]
    pages, parts = _truth(papers)
    if dropped.digital:
        content = files.born_digital(_drawn(dropped.pieces[0].kind, case, seed))
    else:
        content = files.WRITERS[dropped.name[-3:]](
            [image for paper in papers for image, _ in paper], dropped.style
        )
    return Made(path, content, dossier=planned.code, slow=dropped.slow, pages=pages, parts=parts)


def make_piece(piece: Piece, dropped: Dropped, case: Case, seed: int) -> list[Page]:
    """Return the pages of one paper as they lie in its file, empty backs included."""
    whole = not (dropped.digital or piece.photo)
    case = replace(case, received_on=case.day(-piece.earlier))
    scanning = Scanning(piece.level, dropped.dpi, piece.rotation, photo=piece.photo, jpeg=False)
    paper = make_paper(
        piece.kind, seed, scanning if whole or piece.photo else Scanning(), case, certified=piece.certified
    )
    if not piece.backs:
        return paper
    return [page for front in paper for page in (front, make_blank(seed + 7, scanning, front[0].pixels))]


def _case(planned: Planned) -> Case:
    seed = int(planned.code.replace("-", "")[-10:])
    return make_case(seed, planned.unit, planned.code, planned.received, planned.procedure)


def _drawn(kind: str, case: Case, seed: int) -> list[Any]:
    return typeset(FORMS[kind](case), PRINT_DPI, np.random.default_rng(seed))


def _truth(papers: list[list[Page]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the entries of a file's pages and of its parts; an empty back belongs to no part."""
    pages: list[dict[str, Any]] = []
    parts = []
    for paper in papers:
        numbers = []
        for _, truth in paper:
            number = len(pages) + 1
            rotation = 0 if truth.blank else truth.rotation
            pages.append(
                {
                    "number": number,
                    "blank": truth.blank,
                    "rotation": rotation,
                    "type": truth.type,
                    **_told(truth),
                }
            )
            numbers += [] if truth.blank else [number]
        parts.append({"pages": numbers, "type": paper[0][1].type})
    return pages, parts


def _told(truth: PageTruth) -> dict[str, Any]:
    """Return what was done to a page, and its words, so that reading can be scored."""
    words = {hand: " ".join(word.text for word in truth.words if word.hand is hand) for hand in (False, True)}
    done = {"level": truth.level, "skew": round(truth.skew, 2), "effects": list(truth.effects)}
    return {**done, "certified_copy": truth.certified_copy, "printed": words[False], "written": words[True]}


def _odd(odd: plan.Odd) -> Made:
    made = ODD[odd.content]()
    return replace(made, path=odd.path, state=odd.state, reason=odd.reason, dossier=odd.dossier)


def _unassigned() -> Made:
    paper = make_paper("giay_uy_quyen", 9001, Scanning(1, jpeg=False), make_case(9001, "H99.102"))
    pages, parts = _truth([paper])
    return Made("", files.pdf([image for image, _ in paper], "colour"), pages=pages, parts=parts)


def _unknown() -> Made:
    paper = make_paper("danh_sach_mua_hang", 9002, Scanning(1, jpeg=False), make_case(9002, "H99.104"))
    pages, parts = _truth([paper])
    return Made("", files.jpeg([image for image, _ in paper], "colour"), pages=pages, parts=parts)


def _encrypted() -> Made:
    return Made("", files.born_digital(_drawn("don_gpxd", make_case(9003), 9003), password="mo-ho-so"))  # noqa: S106


def _truncated() -> Made:
    paper = make_paper("ban_ve_xay_dung", 9004, Scanning(1, jpeg=False), make_case(9004, "H99.103"))
    whole = files.pdf([image for image, _ in paper], "grey")
    return Made("", whole[: len(whole) * 3 // 5])


def _empty() -> Made:
    return Made("", b"")


def _renamed() -> Made:
    words = "Hợp đồng gõ bằng trình soạn văn bản, lưu nhầm phần mở rộng thành pdf.\n"
    return Made("", words.encode() * 40)


ODD: Final[dict[str, Callable[[], Made]]] = {
    "unassigned": _unassigned,
    "unknown": _unknown,
    "encrypted": _encrypted,
    "truncated": _truncated,
    "empty": _empty,
    "renamed": _renamed,
}


def truth_of_dossiers() -> list[dict[str, Any]]:
    """Return the entries of all dossiers."""
    return [
        {
            "code": planned.code,
            "complete": not planned.missing,
            "missing": list(planned.missing),
            "result_digitised": planned.result,
        }
        for planned in DOSSIERS
    ]


def truth_of_ratios() -> list[dict[str, Any]]:
    """Return what the report must count for each unit between the two days of PERIOD."""
    ratios = []
    for unit in UNITS:
        received = [d for d in DOSSIERS if d.unit == unit and PERIOD[0] <= d.received <= PERIOD[1]]
        resolved = [d for d in received if d.returned]
        ratios.append(
            {
                "unit": unit,
                "received": len(received),
                "complete": sum(not dossier.missing for dossier in received),
                "resolved": len(resolved),
                "results": sum(dossier.result for dossier in resolved),
            }
        )
    return ratios


def register() -> str:
    """Return the register of all dossiers as CSV."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    names = "ma_ho_so,ma_thu_tuc,ma_don_vi,ngay_tiep_nhan,hinh_thuc,ngay_hen_tra,ngay_tra,dieu_kien"
    writer.writerow(names.split(","))
    for planned in DOSSIERS:
        days = [f"{day:%d/%m/%Y}" if day else "" for day in (planned.due, planned.returned)]
        facts = ";".join(planned.facts)
        row = (planned.code, planned.procedure, planned.unit, f"{planned.received:%d/%m/%Y}", planned.channel)
        writer.writerow((*row, *days, facts))
    return file.getvalue()


def write(folder: Path) -> None:
    """Write inbox, truth.json and register.csv into a folder, in place of those that are there."""
    inbox = folder / "inbox"
    shutil.rmtree(inbox, ignore_errors=True)
    scans = []
    for made in make_inbox():
        _put(inbox / made.path, made.content)
        scans.append(made.truth())
    for path, content in JUNK.items():
        _put(inbox / path, content)
    truth = {
        "scans": scans,
        "ignored": list(JUNK),
        "dossiers": truth_of_dossiers(),
        "ratios": truth_of_ratios(),
    }
    text = json.dumps(truth, ensure_ascii=False, indent=1)
    (folder / "truth.json").write_text(f"{text}\n", encoding="utf-8")
    (folder / "register.csv").write_text(register(), encoding="utf-8")


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def main(arguments: list[str] | None = None) -> None:
    """Write the inbox where the command line says."""
    parser = argparse.ArgumentParser(prog="python -m samples.inbox", description=__doc__)
    parser.add_argument("--into", type=Path, default=HERE, help="folder to write into (samples itself)")
    write(parser.parse_args(arguments).into)


if __name__ == "__main__":
    main()
