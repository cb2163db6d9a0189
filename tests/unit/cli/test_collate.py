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
