from pipeline.errors import ScanError
from pipeline.intake.poppler import count_pages
from tests.unit.pipeline.intake.files import page, pdf


def test_two_passes_become_one_file_and_stay(sohoa, tmp_path):
    fronts, backs, out = (tmp_path / name for name in ("truoc.pdf", "sau.pdf", "ghep.pdf"))
    fronts.write_bytes(pdf(page(), page()))
    backs.write_bytes(pdf(page(), page()))
    result = sohoa("collate", fronts, backs, "--out", out)
    assert result.exit_code == 0, result.output
    assert "2 tờ, 4 mặt" in result.output
    assert count_pages(out, 60) == 4
    assert fronts.exists()
    again = sohoa("collate", fronts, backs, "--out", out)
    assert again.exit_code == 2  # nothing is written over


def test_passes_of_unlike_length_are_told(sohoa, tmp_path):
    fronts, backs, out = (tmp_path / name for name in ("truoc.pdf", "sau.pdf", "ghep.pdf"))
    fronts.write_bytes(pdf(page(), page()))
    backs.write_bytes(pdf(page()))
    result = sohoa("collate", fronts, backs, "--out", out)
    assert result.exit_code == 1
    assert "không phải hai mặt" in result.stderr
    assert not out.exists()


def test_a_folder_that_is_not_there_is_told(sohoa, tmp_path):
    (tmp_path / "truoc.pdf").write_bytes(pdf(page()))
    result = sohoa("collate", *[tmp_path / "truoc.pdf"] * 2, "--out", tmp_path / "khong" / "ghep.pdf")
    assert result.exit_code == 2
    assert "không có thư mục" in " ".join(result.stderr.split())


def test_half_a_file_is_not_left_behind(sohoa, tmp_path, monkeypatch):
    def breaks_off(_pages, target, _timeout):
        target.write_bytes(b"%PDF-1.7 half")
        raise ScanError("timeout", "pdfunite")

    monkeypatch.setattr("pipeline.two_passes.put_together", breaks_off)
    (tmp_path / "truoc.pdf").write_bytes(pdf(page()))
    out = tmp_path / "ghep.pdf"
    assert sohoa("collate", *[tmp_path / "truoc.pdf"] * 2, "--out", out).exit_code == 1
    assert not out.exists()
