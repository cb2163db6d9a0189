import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from threading import Event

import psutil
import pytest
from PIL import Image

from bench.reading.memory import watched
from bench.reading.readers import (
    Ours,
    Program,
    Readers,
    Reading,
    ocrmypdf,
    peers,
    read_ours,
    stages_of,
    tesseract,
)
from bench.reading.scores import score, together
from bench.reading.sets import Sources, transcribed
from pipeline.model import PageReading
from samples.generate import Scanning
from samples.running import scan_running, set_running

PAGE = PageReading(number=1, width=1, height=1, dpi=200, rotation=0, skew=0.0, blank=True, text="")


def writing(text):
    """A command that writes a text where a program would."""

    def command(picture, target):
        return [sys.executable, "-c", f"open({str(target.with_suffix('.txt'))!r}, 'w').write({text!r})"]

    return command


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "page.png"
    printed = set_running("Thực hiện Kế hoạch số 87 của huyện.\n" * 30, pages=1, seed=1)
    scanned, _ = scan_running(printed, 0, Scanning(0), seed=1)
    Image.fromarray(scanned.pixels).save(path, dpi=(200, 200))
    return path


def test_a_program_is_read_by_the_file_it_writes(tmp_path):
    reading = Program("other", writing("mot hai"), "").read(tmp_path / "page.png")
    assert reading.text == "mot hai"
    assert reading.cpu_seconds > 0
    assert reading.megabytes > 0


def test_a_program_that_fails_is_told(tmp_path):
    with pytest.raises(subprocess.CalledProcessError):
        Program("other", lambda *_: [sys.executable, "-c", "raise SystemExit(3)"], "").read(
            tmp_path / "page.png"
        )


def test_tesseract_is_called_plainly(tmp_path):
    command = tesseract(tmp_path / "a.png", tmp_path / "text")
    assert command == ["tesseract", str(tmp_path / "a.png"), str(tmp_path / "text"), "-l", "vie"]


@pytest.mark.parametrize(("dpi", "told"), [((200, 200), []), (None, ["--image-dpi", "200"])])
def test_ocrmypdf_is_told_a_resolution_where_the_picture_has_none(tmp_path, dpi, told):
    path = tmp_path / "a.png"
    Image.new("L", (1654, 2339)).save(path, **({"dpi": dpi} if dpi else {}))
    command = ocrmypdf(path, tmp_path / "text")
    assert {"--deskew", "--clean", "vie", str(tmp_path / "text.txt")} <= set(command)
    assert [word for word in command if word in {"--image-dpi", "200"}] == told


def test_what_is_not_installed_is_named(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda program: None if program == "unpaper" else program)
    assert [(peer.name, peer.missing) for peer in peers()] == [
        ("tesseract", ""),
        ("ocrmypdf", "unpaper is not installed"),
    ]
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert peers()[1].missing == "ocrmypdf is not installed"


def test_readers_are_closed_in_the_end():
    class Closing:
        name, missing, closed = "x", "", False

        def read(self, picture):
            return Reading("", 0.0)

        def close(self):
            self.closed = True

    reader = Closing()
    with Readers([reader]):
        assert not reader.closed
    assert reader.closed


def test_stages_are_taken_where_a_reading_tells_them():
    class Telling:
        stages = {"clean": 0.2, "read": 1.0}  # noqa: RUF012

    assert stages_of(PAGE) == {}
    assert stages_of(Telling()) == {"clean": 0.2, "read": 1.0}
    assert stages_of(replace(PAGE, text="a")) == {}


def test_a_page_that_is_refused_has_no_words(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"no picture at all")
    text, words, _, _ = read_ours(path, "fast")
    assert (text, words) == ("", ())


def test_memory_of_children_counts():
    child = "b = bytearray(60_000_000); input()"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    with subprocess.Popen([sys.executable, "-c", parent], stdin=subprocess.PIPE) as process:
        with watched(process.pid) as memory:
            for _ in waiting(200):
                if memory.megabytes > 60:
                    break
        process.communicate(b"\n")
    assert 60 < memory.megabytes < 300


def test_a_process_that_is_gone_took_nothing():
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    with watched(process.pid) as memory:
        pass
    assert memory.megabytes == 0


@pytest.mark.ocr
def test_a_profile_reads_in_a_process_of_its_own(picture):
    reader = Ours("fast")
    with Readers([reader]):
        reading = reader.read(picture)
    assert reading.text.count("Kế hoạch số 87") > 25
    assert len(reading.words) > 200
    assert reading.cpu_seconds > 0
    assert reading.megabytes > 50


def test_a_profile_ends_with_a_bench_that_is_killed():
    code = (
        "import sys; from bench.reading.readers import Ours, os\n"
        "if __name__ == '__main__':\n"
        "    print(Ours('fast')._process.submit(os.getpid).result(), flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as bench:
        assert bench.stdout
        reader = psutil.Process(int(bench.stdout.readline()))
        bench.kill()
    reader.wait(timeout=60)


@pytest.mark.ocr
def test_the_other_programs_read(picture):
    for reader in peers():
        if reader.missing:
            pytest.skip(reader.missing)
        assert reader.read(picture).text.count("Kế hoạch số 87") > 25


def waiting(times) -> Iterator[None]:
    """Wait a twentieth of a second, so many times."""
    for _ in range(times):
        Event().wait(0.05)
        yield


@pytest.mark.data
@pytest.mark.ocr
@pytest.mark.skipif(not Sources().data.is_dir(), reason=f"no transcribed pages in {Sources().data}")
def test_real_pages_are_read_as_well_as_promised(tmp_path):
    pages = [each.make(tmp_path) for each in transcribed(Sources())]
    total = together(
        [score(page.truth, read_ours(page.picture, "balanced")[0]) for page in pages if not page.apart]
    )
    assert total.found >= 0.93
    assert total.true >= 0.93
