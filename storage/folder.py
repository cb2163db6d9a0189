"""Objects in a local folder. A power cut at any moment leaves whole objects or none."""

import hashlib
import os
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from storage.errors import ObjectDamaged, ObjectMissing, StoreUnavailable
from storage.objects import checked, sha256_of

LEFTOVER_SECONDS: Final = 3600.0  # no copy takes so long: whoever made the file is dead
_PIECE: Final = 1024 * 1024


class FolderObjects:
    """Objects as read-only files `ab/cd/<sha256>` below a root; unfinished ones lie in `unfinished`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._unfinished = root / "unfinished"
        with self._usable():
            self._unfinished.mkdir(parents=True, exist_ok=True)
            self._clear_leftovers()

    def put(self, path: Path) -> str:
        """Copy, sync, read back, then rename into place: the name appears only when the bytes are safe."""
        with path.open("rb") as source, self._temporary() as (place, file):
            digest = self._copy(source, file)
            with self._usable():
                _read_back(place, digest)
                self._place(place, digest)
        return digest

    def exists(self, sha256: str) -> bool:
        with self._usable():
            return self._path(sha256).is_file()

    def fetch(self, sha256: str, into: Path) -> Path:  # noqa: ARG002 nothing needs copying here
        if not self.exists(sha256):
            raise ObjectMissing(sha256)
        return self._path(sha256)

    def verify(self, sha256: str) -> bool:
        with self._usable():
            return _is_whole(self._path(sha256), sha256)

    def delete(self, sha256: str) -> bool:
        with self._usable():
            path = self._path(sha256)
            known = path.is_file()
            path.unlink(missing_ok=True)
            if known:
                _sync_folder(path.parent)
            return known

    def count(self) -> int:
        with self._usable():
            return sum(1 for _ in self._root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"))

    def _path(self, sha256: str) -> Path:
        return self._root / checked(sha256)[:2] / sha256[2:4] / sha256

    @contextmanager
    def _usable(self) -> Generator[None]:
        """Tell the store's troubles (full, read-only, unplugged) from those of the file put into it."""
        try:
            yield
        except OSError as error:
            raise StoreUnavailable(f"{self._root}: {error}") from error

    @contextmanager
    def _temporary(self) -> Generator[tuple[Path, BinaryIO]]:
        with self._usable():
            handle, name = tempfile.mkstemp(dir=self._unfinished)
        place = Path(name)
        try:
            with os.fdopen(handle, "wb", buffering=0) as file:
                yield place, file
        finally:
            with suppress(OSError):
                place.unlink(missing_ok=True)

    def _copy(self, source: BinaryIO, file: BinaryIO) -> str:
        """Copy the whole source to the disk itself; return the SHA-256 of what was read."""
        digest = hashlib.sha256()
        while piece := source.read(_PIECE):
            digest.update(piece)
            with self._usable():
                _write(file, piece)
        with self._usable():
            os.fchmod(file.fileno(), 0o444)
            os.fsync(file.fileno())
            # The reading back should see the disk, not the memory that the writing has left.
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return digest.hexdigest()

    def _place(self, place: Path, digest: str) -> None:
        target = self._path(digest)
        if not _is_whole(target, digest):
            target.parent.mkdir(parents=True, exist_ok=True)
            place.rename(target)
        # Also where the object was there already: who placed it may have been cut off before this.
        for folder in (target.parent, target.parent.parent, self._root):
            _sync_folder(folder)

    def _clear_leftovers(self) -> None:
        for path in self._unfinished.iterdir():
            with suppress(FileNotFoundError):  # another process clears too
                if time.time() - path.stat().st_mtime > LEFTOVER_SECONDS:
                    path.unlink()


def _write(file: BinaryIO, piece: bytes) -> None:
    view = memoryview(piece)
    while view:
        view = view[file.write(view) :]


def _read_back(place: Path, digest: str) -> None:
    if sha256_of(place) != digest:
        raise ObjectDamaged(digest)


def _is_whole(path: Path, digest: str) -> bool:
    try:
        return sha256_of(path) == digest
    except FileNotFoundError:
        return False


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
