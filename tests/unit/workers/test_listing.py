import os

import pytest

from workers.listing import is_ignored, list_inbox


def paths(listing):
    return sorted((file.station, file.path) for file in listing.files)


def make(folder, *names):
    for name in names:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"x")


def test_each_file_is_found_with_its_station_and_its_path_inside_it(tmp_path):
    make(tmp_path, "tram-101/a.pdf", "tram-101/H99/b.jpg", "tram-102/a.pdf", "loose.pdf")
    assert paths(list_inbox(tmp_path)) == [
        (".", "loose.pdf"), ("tram-101", "H99/b.jpg"), ("tram-101", "a.pdf"), ("tram-102", "a.pdf"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "a.tmp", "a.pdf.part", "a.crdownload", "~$a.docx", "a.filepart", ".hidden", "Thumbs.db",
        "desktop.ini",
        "._a.pdf", ".DS_Store", "@eaDir", ".stfolder", ".sohoa-taken", "a.PART", "$RECYCLE.BIN",
    ],
)  # fmt: skip
def test_what_is_no_paper_is_ignored_as_file_and_as_folder(tmp_path, name):
    make(tmp_path / "file", f"tram/{name}")
    make(tmp_path / "folder", f"tram/{name}/a.pdf")
    assert is_ignored(name)
    assert list_inbox(tmp_path / "file").files == list_inbox(tmp_path / "folder").files == []


@pytest.mark.parametrize("name", ["a.pdf", "tmp.pdf", "part 1.tif", "a~b.jpg", "thumbs.pdf", "tạm.png"])
def test_papers_are_not_ignored(name):
    assert not is_ignored(name)


def test_links_are_not_followed_and_pipes_not_opened(tmp_path):
    make(tmp_path, "outside/secret.pdf", "inbox/tram/a.pdf")
    (tmp_path / "inbox/tram/link.pdf").symlink_to(tmp_path / "outside/secret.pdf")
    (tmp_path / "inbox/elsewhere").symlink_to(tmp_path / "outside")
    os.mkfifo(tmp_path / "inbox/tram/pipe.pdf")
    assert paths(list_inbox(tmp_path / "inbox")) == [("tram", "a.pdf")]


def test_a_folder_that_cannot_be_opened_is_told_and_hides_no_other(tmp_path, monkeypatch):
    make(tmp_path, "tram-101/closed/a.pdf", "tram-102/b.pdf")
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    listing = list_inbox(tmp_path)
    assert paths(listing) == [("tram-102", "b.pdf")]
    assert [(each.station, each.path) for each in listing.unlisted] == [("tram-101", "closed/")]


def test_a_missing_inbox_is_an_error_not_an_empty_inbox(tmp_path):
    with pytest.raises(FileNotFoundError):
        list_inbox(tmp_path / "gone")


def test_a_name_that_is_no_unicode_is_found(tmp_path):
    name = b"\xff\xfequet.pdf".decode("utf-8", "surrogateescape")
    make(tmp_path, f"tram/{name}")
    assert paths(list_inbox(tmp_path)) == [("tram", name)]


def test_a_file_of_a_far_time_keeps_one_that_a_database_can_hold(tmp_path):
    make(tmp_path, "tram/a.pdf")
    place = tmp_path / "tram/a.pdf"
    os.utime(place, (10_413_792_000, 10_413_792_000))  # the year 2300
    (file,) = list_inbox(tmp_path).files
    assert -(2**63) <= file.mtime_ns < 2**63
    assert file.same(place.lstat())
    os.utime(place, (10_413_792_001, 10_413_792_001))
    assert not file.same(place.lstat())
