"""Files sent over HTTP: checked while they come, then put into the station's folder as a scanner would.

From there the watcher takes them, so that there is one way in. A file is hidden until it is whole.
"""

import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool

from catalogue.dossier import DOSSIER_CODE
from configs.personal import CONTROL
from pipeline.intake.kind import HEAD_BYTES, JPEG, PDF, PNG, TIFF, media_type

ENDINGS: Final[dict[str, tuple[str, ...]]] = {
    PDF: (".pdf",),
    TIFF: (".tif", ".tiff"),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
}
LEAST_FREE: Final = 512 * 1024 * 1024  # bytes that must be left on the disk
MOST_NAME: Final = 120
STATION: Final = re.compile(r"[\w][\w .-]{0,98}[\w]|[\w]")
_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|]+')

WRONG_STATION: Final = "Tên trạm chỉ gồm chữ, số, dấu cách, dấu chấm, gạch."
WRONG_DOSSIER: Final = "Mã hồ sơ không đúng dạng."
WRONG_KIND: Final = "Chỉ nhận tệp PDF, TIFF, JPEG, PNG; nội dung tệp này không phải các loại đó."
TOO_LARGE: Final = "Tệp quá lớn: tối đa {} MB."
EMPTY: Final = "Tệp rỗng."
NO_SPACE: Final = "Máy chủ sắp hết chỗ trống. Hãy báo quản trị viên."


class UploadRefusedError(Exception):
    """A file is not taken; the message is Vietnamese, `status` that of HTTP."""

    def __init__(self, status: int, words: str) -> None:
        self.status = status
        super().__init__(words)


@dataclass(frozen=True, slots=True)
class Upload:
    """Where a file is to go: a station's folder of the inbox, a dossier's folder in it (None: unknown)."""

    inbox: Path
    station: str
    name: str
    dossier: str | None
    limit: int  # bytes

    def folder(self) -> Path:
        """Return the folder. Raises UploadRefusedError where a name could lead elsewhere."""
        if STATION.fullmatch(self.station) is None or self.station.startswith("."):
            raise UploadRefusedError(422, WRONG_STATION)
        if self.dossier is None:
            return self.inbox / self.station
        if DOSSIER_CODE.fullmatch(self.dossier) is None:
            raise UploadRefusedError(422, WRONG_DOSSIER)
        return self.inbox / self.station / self.dossier


@dataclass(frozen=True, slots=True)
class Received:
    """A file that lies in the station's folder."""

    name: str
    size: int


async def receive(upload: Upload, pieces: AsyncIterator[bytes]) -> Received:
    """Put a file into its folder. Raises UploadRefusedError, and then leaves nothing behind; OSError."""
    folder = upload.folder()
    await run_in_threadpool(folder.mkdir, parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < LEAST_FREE:
        raise UploadRefusedError(507, NO_SPACE)
    hidden = folder / f".{secrets.token_hex(8)}.part"
    try:
        size, head = await _write(hidden, pieces, upload.limit)
        kind = media_type(head)
        if kind is None:
            raise UploadRefusedError(*((422, EMPTY) if size == 0 else (415, WRONG_KIND)))
        name = await run_in_threadpool(give_name, hidden, folder, safe_name(upload.name, kind))
    finally:
        hidden.unlink(missing_ok=True)
    return Received(name, size)


def safe_name(name: str, kind: str) -> str:
    """Return a file name that leads nowhere, hides nothing, and ends as its content is."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode()))[-1]
    plain = _FORBIDDEN.sub("-", CONTROL.sub("", last)).strip(" .~$")
    stem, ending = os.path.splitext(plain)  # noqa: PTH122 - of a name, not of a path
    if ending.lower() not in ENDINGS[kind]:
        stem, ending = plain, ENDINGS[kind][0]
    return f"{_short(stem.strip(' .') or 'tep')}{ending.lower()}"


def _short(stem: str) -> str:
    """Return a stem that every file system takes: counted in bytes, cut between letters."""
    return stem.encode()[:MOST_NAME].decode("utf-8", "ignore")


async def _write(place: Path, pieces: AsyncIterator[bytes], limit: int) -> tuple[int, bytes]:
    size, head = 0, b""
    with place.open("xb") as file:
        async for piece in pieces:
            size += len(piece)
            if size > limit:
                raise UploadRefusedError(413, TOO_LARGE.format(limit // (1024 * 1024)))
            head = (head + piece)[:HEAD_BYTES] if len(head) < HEAD_BYTES else head
            if len(head) == HEAD_BYTES and media_type(head) is None:
                raise UploadRefusedError(415, WRONG_KIND)
            await run_in_threadpool(file.write, piece)
        await run_in_threadpool(_sync, file.fileno())
    return size, head


def _sync(number: int) -> None:
    os.fsync(number)


def give_name(hidden: Path, folder: Path, name: str) -> str:
    """Give a file its name, or the next free one: nothing is ever written over."""
    stem, ending = os.path.splitext(name)  # noqa: PTH122 - of a name, not of a path
    number = 1
    while True:
        free = name if number == 1 else f"{stem} ({number}){ending}"
        try:
            (folder / free).hardlink_to(hidden)
        except FileExistsError:
            number += 1
        else:
            return free
