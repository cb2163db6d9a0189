import os
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from PIL import Image

from cli import reading
from cli.crew import Bounds, crew
from cli.reading import Order, many_dossiers, one_dossier, read_files, read_one
from pipeline.errors import ScanError
from pipeline.finding.cover import Cover
from pipeline.finding.formats import Formats
from pipeline.finding.labels import Finder
from pipeline.model import Box, Code, Limits, Stamp
from pipeline.stack import Competing
from tests.unit.pipeline.page_builder import page

from . import stand_ins

GIBIBYTE = 1024**3


@pytest.fixture
def scans(tmp_path):
    """Return a function that makes a TIFF of so many pages."""

    def made(name, pages=1):
        first, *others = (Image.new("L", (20, 20), number) for number in range(pages))
        first.save(tmp_path / name, "TIFF", save_all=True, append_images=others)
        return tmp_path / name

    return made


def run(paths, read, *, jobs=2, seconds=30.0, memory=0, assemble=stand_ins.one_paper):
    order = Order(bounds=Bounds(seconds, memory), jobs=jobs, read=read, assemble=assemble)
    seen = []
    found = {opened.path.name: opened for opened in read_files(paths, order, lambda: seen.append(1))}
    return found, len(seen)


def test_every_page_of_every_file_is_read_once(scans):
    paths = [scans(f"{n}.tif", pages=n) for n in (1, 5, 3)]
    found, pages = run(paths, stand_ins.good)
    assert {name: list(opened.pages) and sorted(opened.pages) for name, opened in found.items()} == {
        "1.tif": [1],
        "5.tif": [1, 2, 3, 4, 5],
        "3.tif": [1, 2, 3],
    }
    assert pages == 9
    assert [part.pages for part in found["5.tif"].parts] == [(1, 2, 3, 4, 5)]
    assert all(opened.failure is None and len(opened.sha256) == 64 for opened in found.values())


def test_a_bad_page_rejects_its_file_and_keeps_the_others(scans):
    found, _ = run([scans("a.tif", 3), scans("b.tif", 1)], stand_ins.second_page_bad)
    failure = found["a.tif"].failure
    assert (failure.code, failure.page, failure.detail) == ("damaged", 2, "of the test")
    assert sorted(found["a.tif"].pages) == [1, 3]
    assert found["a.tif"].parts == ()
    assert found["b.tif"].failure is None


def test_a_file_that_cannot_be_read_at_all(scans, tmp_path):
    (tmp_path / "empty.pdf").touch()
    absent = tmp_path / "gone.pdf"
    found, pages = run([tmp_path / "empty.pdf", absent, scans("a.tif")], stand_ins.good)
    assert (found["empty.pdf"].failure.code, found["empty.pdf"].failure.page) == ("empty", None)
    assert found["empty.pdf"].sha256.startswith("e3b0c442")
    assert found["gone.pdf"].failure.code == "unreadable"
    assert found["gone.pdf"].sha256 is None
    assert (found["a.tif"].failure, pages) == (None, 1)


def test_a_process_that_is_killed_harms_nothing_else(scans):
    found, _ = run([scans("a.tif", 4), scans("b.tif", 1)], stand_ins.killed)
    assert (found["a.tif"].failure.code, found["a.tif"].failure.page) == ("crashed", 2)
    assert sorted(found["a.tif"].pages) == [1, 3, 4]
    assert found["b.tif"].failure is None


def test_the_rest_of_a_file_that_keeps_killing_is_left_unread(scans):
    found, pages = run([scans("a.tif", 40)], stand_ins.always_killed)
    assert found["a.tif"].failure.code == "crashed"
    assert 2 <= pages <= 6


def test_a_page_that_needs_too_much_memory(scans):
    found, _ = run([scans("a.tif")], stand_ins.hungry, memory=GIBIBYTE // 2)
    assert found["a.tif"].failure.code == "out_of_memory"


def test_the_limit_leaves_room_for_honest_work(scans):
    found, _ = run([scans("a.tif")], stand_ins.hungry, memory=GIBIBYTE)
    assert found["a.tif"].failure is None


def test_a_page_that_takes_too_long_ends_with_all_it_started(scans, tmp_path):
    begun = time.monotonic()
    found, _ = run([scans("a.tif")], stand_ins.asleep_with_a_child, seconds=1.5)
    assert found["a.tif"].failure.code == "timeout"
    assert time.monotonic() - begun < 30
    ids = [int(text) for text in (tmp_path / "a.ids").read_text().split()]
    assert_all_ended(ids)


def test_what_is_at_work_ends_with_the_crew(scans, tmp_path):
    ids = tmp_path / "a.ids"
    with crew(1, Bounds(60.0)) as pool:
        pool.schedule(stand_ins.asleep_with_a_child, args=(scans("a.tif"), 1, Limits()))
        deadline = time.monotonic() + 30
        while not (ids.exists() and len(ids.read_text().split()) == 2):
            assert time.monotonic() < deadline
            time.sleep(0.01)
    assert_all_ended([int(text) for text in ids.read_text().split()])


def assert_all_ended(ids):
    deadline = time.monotonic() + 10
    while alive := [
        pid for pid in ids if psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie"
    ]:
        assert time.monotonic() < deadline, alive
        time.sleep(0.01)


def test_a_fault_of_ours_is_logged_and_rejects_one_file(scans, caplog):
    found, _ = run([scans("a.tif")], stand_ins.faulty)
    assert found["a.tif"].failure.code == "crashed"
    assert "ZeroDivisionError" in caplog.text


def test_a_fault_while_papers_are_made_rejects_one_file(scans, caplog):
    found, _ = run([scans("a.tif", 2)], stand_ins.good, assemble=stand_ins.no_paper)
    assert (found["a.tif"].failure.code, found["a.tif"].failure.page) == ("crashed", None)
    assert sorted(found["a.tif"].pages) == [1, 2]


def test_rights_are_no_fault_of_the_file(scans):
    found, _ = run([scans("a.tif")], stand_ins.unreadable)
    assert found["a.tif"].failure.code == "unreadable"


def test_what_a_page_is_read_in(scans):
    found, _ = run([scans("a.tif")], stand_ins.surroundings)
    threads, scratch, leader = found["a.tif"].pages[1].text.split()
    assert (threads, leader) == ("1", "True")
    assert not Path(scratch).exists()
    assert scratch != os.environ.get("TMPDIR")


def test_nothing_to_read():
    assert run([], stand_ins.good) == ({}, 0)


def test_a_file_named_for_a_dossier_is_all_of_that(scans):
    found, _ = run([scans("H99.101-261103-0001_quét.tif", 2)], stand_ins.good)
    (part,) = found["H99.101-261103-0001_quét.tif"].parts
    assert part.dossier == "H99.101-261103-0001"


ONE, TWO = "H99.101-261103-0001", "H99.101-261103-0002"


def test_without_batch_the_only_code_is_the_whole_files():
    pages = [page("ĐƠN XIN", number=1), page(f"Mã hồ sơ: {ONE}", number=2)]
    assert {part.dossier for part in one_dossier(pages, Competing(), Finder()).parts} == {ONE}
    assert {part.dossier for part in one_dossier(pages, Competing(), Finder(TWO)).parts} == {TWO}


def test_codes_of_a_province_are_known_in_names_and_print(scans):
    formats = Formats((r"TP-\d{6}",))
    order = Order(read=stand_ins.good, assemble=stand_ins.one_paper, formats=formats)
    (opened,) = read_files([scans("TP-000012.tif")], order, lambda: None)
    assert opened.parts[0].dossier == "TP-000012"
    pages = [page("ĐƠN XIN", "Mã hồ sơ: TP-000012")]
    assert one_dossier(pages, Competing(), Finder(formats=formats)).parts[0].dossier == "TP-000012"


def test_nothing_of_a_file_with_a_mark_of_secrecy_is_kept(scans):
    found, _ = run([scans("a.tif", 9), scans("b.tif", 2)], stand_ins.third_page_secret)
    sealed = found["a.tif"]
    assert (sealed.failure.code, sealed.failure.page) == ("secret", 3)
    assert (sealed.in_order, sealed.parts) == ((), ())
    assert found["b.tif"].failure.code == "damaged"


def test_a_mark_of_secrecy_stops_the_reading(monkeypatch):
    def marked(kind):
        return lambda *_: replace(page("CÔNG VĂN"), stamps=(Stamp(kind, "", Box(1, 1, 9, 9)),))

    monkeypatch.setattr(reading, "read_file_page", marked("urgency"))
    assert read_one(Path("a.tif"), 1, Limits()).stamps
    monkeypatch.setattr(reading, "read_file_page", marked("secret"))
    with pytest.raises(ScanError, match="secret"):
        read_one(Path("a.tif"), 1, Limits())


def test_a_batch_is_cut_at_its_covers():
    covers = [replace(page("TỜ BÌA HỒ SƠ", number=n), codes=(qr(code),)) for n, code in ((1, ONE), (3, TWO))]
    pages = [covers[0], page("ĐƠN XIN", number=2), covers[1], page("ĐƠN XIN", number=4)]
    parts = many_dossiers(pages, Competing(), Finder()).parts
    assert [(part.pages, part.dossier) for part in parts] == [
        ((1,), ONE), ((2,), ONE), ((3,), TWO), ((4,), TWO)
    ]  # fmt: skip


def qr(code):
    return Code(Cover(code).text, Box(1, 1, 9, 9))
