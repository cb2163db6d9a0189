"""The committed inbox, its truth and its register agree with one another, the plan and the catalogue."""

import hashlib
import json
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from catalogue.completeness import Present, completeness, result_digitised
from catalogue.load import load_catalogue
from catalogue.register import RegisterReader, RowRead
from catalogue.sheet import open_sheet
from pipeline.errors import ScanError
from pipeline.intake.inspect import inspect
from pipeline.intake.whole import is_whole
from pipeline.model import Limits
from samples import inbox
from samples.dossiers import DOSSIERS
from samples.plan import JUNK, ODD

HERE = Path(inbox.__file__).parent
INBOX = HERE / "inbox"
TRUTH = json.loads((HERE / "truth.json").read_text(encoding="utf-8"))
SCANS = TRUTH["scans"]
CATALOGUE = load_catalogue(HERE.parent / "configs" / "catalogue")
with open_sheet(HERE / "register.csv") as _sheet:
    ROWS = list(RegisterReader(_sheet.records, CATALOGUE))
REGISTER = [row.dossier for row in ROWS if isinstance(row, RowRead)]


def by_path(scan):
    return scan["path"]


def test_every_file_on_disk_is_told_of_and_no_other():
    on_disk = {str(path.relative_to(INBOX)) for path in INBOX.rglob("*") if path.is_file()}
    assert on_disk == {scan["path"] for scan in SCANS} | set(TRUTH["ignored"])
    assert set(TRUTH["ignored"]) == set(JUNK)


def test_it_is_as_large_as_it_should_be():
    assert sum(path.stat().st_size for path in INBOX.rglob("*") if path.is_file()) < 15_000_000
    assert len(DOSSIERS) >= 20
    assert {planned.unit for planned in DOSSIERS} == {"H99.101", "H99.102", "H99.103", "H99.104"}
    assert len({planned.procedure for planned in DOSSIERS}) >= 10
    assert 80 <= sum(len(scan["pages"]) for scan in SCANS) <= 92


def test_it_holds_every_kind_of_file_and_trouble():
    assert {Path(scan["path"]).suffix for scan in SCANS} == {".pdf", ".tif", ".jpg", ".png"}
    assert {scan["reason"] for scan in SCANS if scan["state"] == "rejected"} == {
        "encrypted", "truncated", "empty", "unsupported",
    }  # fmt: skip
    assert {scan["reason"] for scan in SCANS if scan["state"] == "review"} == {"unassigned", "unknown_type"}
    assert sum(scan["slow"] for scan in SCANS) == 1
    pages = [page for scan in SCANS for page in scan["pages"]]
    assert {page["rotation"] for page in pages} == {0, 90, 180, 270}
    assert any(page["blank"] for page in pages)
    assert {page["level"] for page in pages} == {0, 1, 2}
    assert any("photograph" in page["effects"] for page in pages)
    assert any(page["certified_copy"] for page in pages)


def test_one_name_is_stored_decomposed():
    names = [scan["path"] for scan in SCANS]
    assert [name for name in names if unicodedata.normalize("NFC", name) != name]


@pytest.mark.parametrize("scan", SCANS, ids=by_path)
def test_a_file_has_the_pages_or_the_fault_that_are_told(scan):
    path = INBOX / scan["path"]
    if scan["state"] == "rejected":
        with pytest.raises(ScanError) as caught:
            inspect(path, Limits())
        assert caught.value.code == scan["reason"]
        return
    assert is_whole(path)
    assert inspect(path, Limits()).page_count == len(scan["pages"])
    assert [page["number"] for page in scan["pages"]] == list(range(1, len(scan["pages"]) + 1))


@pytest.mark.parametrize("scan", SCANS, ids=by_path)
def test_parts_are_the_written_pages_in_order(scan):
    written = [page["number"] for page in scan["pages"] if not page["blank"]]
    assert [number for part in scan["parts"] for number in part["pages"]] == written
    types = {page["number"]: page["type"] for page in scan["pages"]}
    assert all(types[number] == part["type"] for part in scan["parts"] for number in part["pages"])


def test_a_duplicate_has_its_originals_bytes_and_dossier():
    doubled = [scan for scan in SCANS if scan["duplicate_of"]]
    originals = {scan["path"]: scan for scan in SCANS}
    assert doubled
    for scan in doubled:
        original = originals[scan["duplicate_of"]]
        assert original["dossier"] == scan["dossier"]
        assert digest(original) == digest(scan)
    assert len({digest(scan) for scan in SCANS}) == len(SCANS) - len(doubled)


def digest(scan) -> str:
    return hashlib.sha256((INBOX / scan["path"]).read_bytes()).hexdigest()


def test_the_register_reads_without_error_and_holds_every_dossier():
    assert len(REGISTER) == len(ROWS)
    assert [dossier.code for dossier in REGISTER] == [planned.code for planned in DOSSIERS]
    assert (HERE / "register.csv").read_text(encoding="utf-8") == inbox.register()


@pytest.mark.parametrize("stated", TRUTH["dossiers"], ids=lambda stated: stated["code"])
def test_what_is_missing_follows_from_the_papers_and_the_catalogue(stated):
    dossier = next(dossier for dossier in REGISTER if dossier.code == stated["code"])
    procedure = CATALOGUE.procedure(dossier.procedure, dossier.received_on)
    assert procedure is not None
    present = [
        Present(part["type"], "bản sao có chứng thực" if certified(scan, part) else None)
        for scan in SCANS
        if scan["dossier"] == stated["code"] and scan["state"] == "accepted" and not scan["duplicate_of"]
        for part in scan["parts"]
    ]
    found = completeness(procedure, dossier.facts, present)
    assert (found.complete, [slot.slot for slot in found.missing]) == (stated["complete"], stated["missing"])
    assert result_digitised(procedure, present, dossier.facts) == stated["result_digitised"]
    assert {part.type for part in present} <= {known.code for known in CATALOGUE.types_of(procedure)}


def certified(scan, part) -> bool:
    return any(page["certified_copy"] for page in scan["pages"] if page["number"] in part["pages"])


def test_the_ratios_are_those_of_the_dossiers():
    assert TRUTH["ratios"] == inbox.truth_of_ratios()
    assert TRUTH["dossiers"] == inbox.truth_of_dossiers()
    assert sum(row["received"] for row in TRUTH["ratios"]) == len(DOSSIERS)
    assert all(row["complete"] <= row["received"] for row in TRUTH["ratios"])
    assert all(row["results"] <= row["resolved"] for row in TRUTH["ratios"])
    assert (date(2026, 10, 1), date(2026, 11, 30)) == inbox.PERIOD


@pytest.mark.parametrize("content", sorted(inbox.ODD))
def test_odd_files_are_made_as_they_are_committed(content):
    odd = next(odd for odd in ODD if odd.content == content)
    assert_as_committed(inbox.ODD[content]().content, odd.path)


@pytest.mark.parametrize("code", ["H99.101-261105-0003"])
def test_dossiers_are_made_as_they_are_committed(code):
    number, planned = next((n, p) for n, p in enumerate(DOSSIERS, 1) if p.code == code)
    for place, dropped in enumerate(planned.files):
        made = inbox.make_file(planned, dropped, 100 * number + 10 * place)
        assert_as_committed(made.content, made.path)
        assert made.truth() in SCANS


def assert_as_committed(content: bytes, path: str) -> None:
    committed = (INBOX / path).read_bytes()
    assert len(content) == pytest.approx(len(committed), rel=0.02)


def test_the_whole_is_written_where_it_is_asked(tmp_path, monkeypatch):
    few = [inbox.Made("tram-101/a.pdf", b"%PDF", dossier="H99.101-261103-0001")]
    monkeypatch.setattr(inbox, "make_inbox", lambda: iter(few))
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "old.pdf").write_bytes(b"old")
    inbox.main(["--into", str(tmp_path)])
    assert (tmp_path / "inbox" / "tram-101" / "a.pdf").read_bytes() == b"%PDF"
    assert not (tmp_path / "inbox" / "old.pdf").exists()
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert [scan["path"] for scan in truth["scans"]] == ["tram-101/a.pdf"]
