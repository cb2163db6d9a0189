import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.inputs import MAX_NAME_BYTES, find_files, output_names, readable


@pytest.fixture
def tree(tmp_path):
    for name in (
        "b.PDF",
        "a.tif",
        "tram/c.jpeg",
        "tram/note.txt",
        ".hidden/d.pdf",
        "tram/.e.png",
        "tram/f.png",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def test_a_folder_means_the_scans_in_it(tree):
    assert [str(f.relative_to(tree)) for f in find_files([tree])] == [
        "a.tif",
        "b.PDF",
        "tram/c.jpeg",
        "tram/f.png",
    ]


def test_a_file_is_taken_whatever_its_name(tree):
    assert find_files([tree / "tram" / "note.txt"]) == [tree / "tram" / "note.txt"]


def test_a_file_named_twice_is_read_once(tree):
    assert find_files([tree / "b.PDF", tree, tree / "tram" / ".." / "b.PDF"])[0] == tree / "b.PDF"
    assert len(find_files([tree / "b.PDF", tree])) == 4


def test_what_is_not_there_is_named(tree):
    with pytest.raises(FileNotFoundError, match="vắng"):
        find_files([tree / unicodedata.normalize("NFD", "vắng.pdf")])


def test_a_pipe_is_no_file(tree):
    os.mkfifo(tree / "pipe.pdf")
    with pytest.raises(FileNotFoundError):
        find_files([tree / "pipe.pdf"])
    assert tree / "pipe.pdf" not in find_files([tree])


def test_names_are_nfc(tmp_path):
    file = tmp_path / unicodedata.normalize("NFD", "Giấy khai sinh.pdf")
    assert output_names([file]) == {file: unicodedata.normalize("NFC", "Giấy khai sinh.pdf")}


def test_files_of_one_name_do_not_overwrite_one_another(tmp_path):
    files = [tmp_path / name for name in ("1/a.pdf", "2/a.pdf", "3/A.pdf", "4/a.pdf (2)")]
    assert list(output_names(files).values()) == ["a.pdf", "a.pdf (2)", "A.pdf (3)", "a.pdf (2) (2)"]


def test_long_names_are_cut_and_told_apart(tmp_path):
    files = [tmp_path / ("ộ" * 83 + end) for end in ("1", "2")]
    names = list(output_names(files).values())
    assert len(set(names)) == 2
    assert all(len(name.encode()) <= MAX_NAME_BYTES for name in names)


def test_a_name_that_is_no_utf8_can_be_printed():
    assert readable(os.fsdecode(b"h\xffs.pdf")) == "h\ufffds.pdf"


@given(st.lists(st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=300), max_size=20))
def test_no_two_names_are_the_same(names):
    files = [Path(str(number)) / name for number, name in enumerate(names)]
    found = [name.casefold() for name in output_names(files).values()]
    assert len(set(found)) == len(found)
