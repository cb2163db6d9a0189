"""The pages of a file as files of their own, and such files as one PDF: poppler's and fpdf2's part of it."""

import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from PIL import Image

from pipeline.errors import ScanError
from pipeline.intake import picture as pictures
from pipeline.intake.kind import HEAD_BYTES, PDF, media_type
from pipeline.intake.resolution import guess_dpi, stated_dpi

POINTS: Final = 72  # an inch


def take_apart(path: Path, folder: Path, timeout: float) -> list[Path]:
    """Write each page of a file into a folder as a PDF of its own; nothing of a page is lost.

    Returns them in order. Raises ScanError "unsupported", "damaged" (also where a password is asked for),
    "truncated", "timeout"; OSError.
    """
    folder.mkdir(parents=True)
    with path.open("rb") as file:
        kind = media_type(file.read(HEAD_BYTES))
    if kind is None:
        raise ScanError("unsupported")
    if kind == PDF:
        _run(["pdfseparate", str(path.absolute()), str(folder.absolute() / "%06d.pdf")], timeout)
        return sorted(folder.iterdir())
    return [*_pictures(path, folder)]


def put_together(pages: Sequence[Path], target: Path, timeout: float) -> None:
    """Write PDFs of a page each as one. Raises ScanError "damaged", "timeout"."""
    _run(["pdfunite", *(str(page.absolute()) for page in pages), str(target.absolute())], timeout)


def _pictures(path: Path, folder: Path) -> Iterator[Path]:
    with pictures.opened(path) as picture:
        for number, frame in enumerate(pictures.pages(picture), 1):
            picture.seek(frame)
            sheet = folder / f"{number:06d}.pdf"
            _draw(picture, sheet)
            yield sheet


def _draw(picture: Image.Image, sheet: Path) -> None:
    """Write a picture, upright, as a page of its size; no pixel of it changes."""
    from fpdf import FPDF  # noqa: PLC0415 - 27 MiB, for what is seldom done

    dpi = stated_dpi(picture.info.get("dpi"), picture.size) or (guess_dpi(max(picture.size)),) * 2
    shown, on_its_side = pictures.upright(picture)
    across, down = dpi[::-1] if on_its_side else dpi
    size = (shown.width * POINTS / across, shown.height * POINTS / down)
    document = FPDF(unit="pt", format=size)
    document.set_margin(0)
    document.add_page()
    document.image(shown if shown.mode == "1" else pictures.plain(shown), 0, 0, *size)
    document.output(sheet)


def _run(command: list[str], timeout: float) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - poppler's own programs; paths are absolute, so never options
            command, capture_output=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ScanError("timeout", command[0]) from error
    if done.returncode != 0:
        raise ScanError("damaged", done.stderr.decode("utf-8", "replace")[:500])
