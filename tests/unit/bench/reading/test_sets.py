import numpy as np
import pytest
from PIL import Image

from bench.reading.sets import SETS, Planned, Sources, chosen, part, running_text, transcribed

HERE = Sources()
REPORT = "Thực hiện Kế hoạch số 58/KH-UBND, huyện đã giải quyết 1.234 hồ sơ của người dân trên địa bàn xã.\n"


def nothing(folder):
    raise AssertionError(folder)


def planned(count):
    return [Planned(str(place), nothing) for place in range(count)]


def test_sets_are_asked_for_by_how_their_names_begin():
    assert chosen("seeds") == ["seeds-0", "seeds-1", "seeds-2"]
    assert chosen("seeds-2, pages") == ["pages", "seeds-2"]
    assert chosen(",".join(SETS)) == list(SETS)


def test_a_set_that_is_not_there_is_told():
    with pytest.raises(ValueError, match="no set 'seed-9'; there are pages"):
        chosen("seeds,seed-9")


def test_halves_are_disjoint_and_whole():
    even, odd = part(planned(5), "even", None), part(planned(5), "odd", None)
    assert [page.name for page in even] == ["0", "2", "4"]
    assert [page.name for page in odd] == ["1", "3"]


def test_a_limit_counts_within_the_half():
    assert [page.name for page in part(planned(9), "odd", 2)] == ["1", "3"]
    assert [page.name for page in part(planned(3), "both", 9)] == ["0", "1", "2"]


def test_only_transcribed_pictures_are_read(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("a.jpg", "b.png", "c.gt.txt", "photo_of_d.png", "photo_of_d.gt.txt"):
        (folder / name).touch()
    (folder / "a.gt.txt").write_text("một", encoding="utf-8")
    pages = [each.make(tmp_path) for each in transcribed(Sources(data=tmp_path))]
    assert [(page.name, page.truth, page.apart) for page in pages] == [
        ("a", "một", False),
        ("photo_of_d", "", True),
    ]
    assert pages[0].picture == folder / "a.jpg"


def test_reports_are_rendered_the_same_each_time(tmp_path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name in ("b.txt", "a.txt"):
        (seeds / name).write_text(name[0] + REPORT, encoding="utf-8")
    plan = list(running_text(0, Sources(seeds=seeds)))
    assert [each.name for each in plan] == ["a p1", "b p1", "a p2", "b p2"]
    page = plan[1].make(tmp_path)
    first = np.asarray(Image.open(page.picture))
    assert page.truth.replace("\n", " ") == ("b" + REPORT).strip()
    assert plan[1].make(tmp_path) == page
    assert np.array_equal(first, np.asarray(Image.open(page.picture)))


@pytest.mark.parametrize("name", SETS)
def test_without_files_a_set_is_empty(name, tmp_path):
    assert list(SETS[name](Sources(tmp_path / "none", tmp_path / "none"))) == []


@pytest.mark.data
@pytest.mark.skipif(not HERE.seeds.is_dir(), reason=f"no reports in {HERE.seeds}")
@pytest.mark.parametrize("level", [0, 1, 2])
def test_reports_make_eight_pages(level):
    assert len(list(running_text(level, HERE))) == 8


@pytest.mark.data
@pytest.mark.skipif(not HERE.data.is_dir(), reason=f"no pages in {HERE.data}")
def test_a_photo_is_told_apart(tmp_path):
    pages = [each.make(tmp_path) for each in transcribed(HERE)]
    assert [page.name for page in pages if page.apart] == ["don_de_nghi_photo_masked"]
