import os

from workers.originals import BUSY_SECONDS, make_room, original


def test_a_copy_is_kept_for_the_next_page(objects, tmp_path):
    source = tmp_path / "a.pdf"
    source.write_bytes(b"paper")
    sha256 = objects.put(source)
    path = original(objects, sha256, tmp_path / "cache")
    assert path.read_bytes() == b"paper"
    assert original(objects, sha256, tmp_path / "cache") == path


def test_copies_used_longest_ago_go_first_and_none_that_may_be_open(tmp_path):
    now = 1_000_000.0
    for name, age in (("old", 3), ("older", 5), ("oldest", 9), ("open", 0.5)):
        (tmp_path / name).write_bytes(b"x" * 10)
        os.utime(tmp_path / name, (now, now - age * BUSY_SECONDS))
    make_room(tmp_path, now, most=40)
    assert len(list(tmp_path.iterdir())) == 4
    make_room(tmp_path, now, most=25)
    assert {path.name for path in tmp_path.iterdir()} == {"old", "open"}
    make_room(tmp_path, now, most=0)
    assert {path.name for path in tmp_path.iterdir()} == {"open"}
