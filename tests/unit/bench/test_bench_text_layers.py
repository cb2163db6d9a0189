import sys

import pytest

from bench import text_layers
from bench.text_layers import Page, agreement, files, row
from pipeline.intake.text_layer import Verdict
from tests.unit.pipeline.intake.files import drawn_pdf, pdf
from tests.unit.pipeline.intake.files import page as picture


def test_words_agree_whatever_their_order():
    assert agreement(["một", "hai", "hai", "ba"], ["hai", "ba", "bốn"]) == pytest.approx(2 / 4)
    assert agreement([], []) == 0


def test_a_row_counts_verdicts():
    pages = [Page(Verdict.USED, 0.02, 0.9), Page(Verdict.SCAN, 0.04), Page(Verdict.USED, 0.03, 1.0)]
    told = row("x.pdf", pages)
    assert told.split()[:5] == ["x.pdf", "3", "2", "30", "95.00"]
    assert told.endswith("used 2, a scan, or large pictures 1")


def test_folders_are_searched_and_files_taken(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("in/b.pdf", "in/a.pdf", "in/c.png", "d.pdf"):
        (tmp_path / name).touch()
    assert [path.name for path in files([tmp_path / "in", tmp_path / "d.pdf"])] == ["a.pdf", "b.pdf", "d.pdf"]


def test_every_file_gets_a_row(tmp_path, monkeypatch, capsys):
    (tmp_path / "a.pdf").write_bytes(drawn_pdf("BT /F 20 Tf 72 700 Td (Ho so) Tj ET"))
    (tmp_path / "b.pdf").write_bytes(pdf(picture(), picture()))
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4\nnothing\n%%EOF")
    monkeypatch.setattr(sys, "argv", ["text_layers", str(tmp_path)])
    assert text_layers.main() == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in told[1:]] == ["a.pdf", "b.pdf", "c.pdf", "all"]
    assert told[-1].split()[1:3] == ["3", "0"]
