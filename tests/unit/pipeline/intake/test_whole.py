import random
import struct
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.whole import PADDING, is_whole

from .files import WHOLE, colour, drawn_pdf, pdf, saved, tiff

HEADS = (
    b"",
    b"%PDF-1.7\n",
    b"\xff\xd8\xff\xe0",
    b"\xff\xd8\xff\xc0",
    b"\x89PNG\r\n\x1a\n",
    b"II*\x00",
    b"MM\x00+",
)
# Behind several pages the writer of our samples fills up to 16 bytes, which nothing points to.
ALIGNMENT = {"lzw.tif": 16, "plain.tif": 16, "big.tif": 16}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("whole") / "file"


def whole(place, content):
    place.write_bytes(content)
    return is_whole(place)


@pytest.mark.parametrize("name", WHOLE)
def test_a_finished_file_is_whole(place, name):
    assert whole(place, WHOLE[name])


@pytest.mark.parametrize("name", WHOLE)
def test_no_beginning_of_a_file_is_whole(place, name):
    content = (
        WHOLE[name].rstrip(PADDING)
        if name.endswith("pdf")
        else WHOLE[name][: -ALIGNMENT.get(name, 0) or None]
    )
    # Six bytes are needed to know some of the types by; what is unknown is left to others.
    lengths = random.Random(name).sample(  # noqa: S311
        range(8, len(content)), min(100, len(content) - 8)
    )
    wrong = [
        length for length in {*lengths, len(content) - 1, len(content) - 2} if whole(place, content[:length])
    ]
    assert not wrong


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_whose_size_was_set_before_its_bytes_came_is_not_whole(place, name):
    content = WHOLE[name]
    half = len(content) // 2
    unwritten = content[:half] + bytes(len(content) - half)
    if name in {"plain.tif", "motorola.tif", "big.tif"}:
        pytest.skip("zeros without compression are black pixels")
    assert not whole(place, unwritten)


def test_a_compressed_strip_of_zeros_is_not_written_yet(place):
    content = bytearray(tiff(colour(), compression="tiff_lzw"))
    assert whole(place, bytes(content))
    offset, length = _strip(bytes(content))
    content[offset : offset + length] = bytes(length)
    assert not whole(place, bytes(content))


def _strip(content):
    """Return offset and length of the only strip of a little-endian TIFF."""
    (at,) = struct.unpack_from("<I", content, 4)
    (count,) = struct.unpack_from("<H", content, at)
    entries = {}
    for i in range(count):
        tag, kind, _, value = struct.unpack_from("<HHII", content, at + 2 + 12 * i)
        entries[tag] = value & 0xFFFF if kind == 3 else value
    return entries[273], entries[279]


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("padding", [b"\x00" * 5000, b"\r\n", b"\x1a"])
def test_padding_after_the_end_is_forgiven(place, name, padding):
    assert whole(place, WHOLE[name] + padding)


def test_junk_after_a_picture_is_forgiven(place):
    assert whole(place, WHOLE["bytes.jpg"] + b"trailer of a telephone")


def test_an_empty_file_is_not_whole(place):
    assert not whole(place, b"")


@pytest.mark.parametrize("content", [b"BM6\x00", b"GIF89a", b"just words", b"\x00" * 100, b"PK\x03\x04"])
def test_an_unknown_file_will_not_become_more_whole(place, content):
    assert whole(place, content)


def test_an_unfinished_second_revision_is_not_whole(place):
    first = drawn_pdf("")
    assert not whole(place, first + b"6 0 obj\n<< /Type /Ann")
    assert whole(place, first + b"6 0 obj\n<<>>\nendobj\nxref\n0 0\ntrailer <<>>\nstartxref\n600\n%%EOF\n")


def test_the_first_table_of_a_linearized_pdf_is_not_its_end(place):
    content = (
        b"%PDF-1.5\n1 0 obj\n<< /Linearized 1 >>\nendobj\nxref\n0 1\ntrailer <<>>\nstartxref\n0\n%%EOF\n"
    )
    assert not whole(place, content)


def test_a_pdf_may_begin_with_junk(place):
    assert whole(place, b"\n" * 500 + pdf(colour()))


@given(head=st.sampled_from(HEADS), body=st.binary(max_size=600))
def test_junk_never_raises(place, head, body):
    assert whole(place, head + body) in {True, False}


@given(
    name=st.sampled_from(sorted(WHOLE)),
    at=st.floats(0, 1, exclude_max=True),
    junk=st.binary(min_size=1, max_size=8),
)
def test_a_damaged_file_never_raises(place, name, at, junk):
    content = bytearray(WHOLE[name])
    start = int(at * len(content))
    content[start : start + len(junk)] = junk
    assert whole(place, bytes(content)) in {True, False}


def test_a_directory_that_leads_back_to_itself_ends(place):
    assert whole(place, b"II*\x00" + struct.pack("<IHHHIII", 8, 1, 256, 3, 1, 60, 8))


def test_a_table_that_claims_millions_of_strips_is_refused_at_once(place):
    entry = struct.pack("<HHII", 273, 4, 0xFFFFFFFF, 8)
    begun = time.process_time()
    assert not whole(place, b"II*\x00" + struct.pack("<IH", 8, 1) + entry + bytes(4))
    assert time.process_time() - begun < 1


def test_a_jpeg_of_markers_alone_is_refused_in_little_time(place):
    begun = time.process_time()
    assert not whole(place, b"\xff\xd8" + b"\xff\x01" * 2_000_000)
    assert time.process_time() - begun < 10


def test_a_large_jpeg_is_walked_through_quickly(place):
    noise = saved(colour(3000, 2000), "JPEG", quality=95)
    begun = time.process_time()
    assert whole(place, noise)
    assert time.process_time() - begun < 1


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        is_whole(tmp_path / "absent")
