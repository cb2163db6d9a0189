"""Objects in a local folder. A power cut at any moment leaves whole objects or none."""

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Final

from storage.objects import ObjectDamaged, ObjectMissing, StoreUnavailable, sha256_of

LEFTOVER_SECONDS: Final = 3600.0


class FolderObjects:
    """Objects as files `ab/cd/<sha256>` below a root folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._unfinished = root / "unfinished"
        self._unfinished.mkdir(parents=True, exist_ok=True)
        self._clear_leftovers()

    def put(self, path: Path) -> str:
        """Copy, sync, check, then rename into place: the name appears only when the bytes are safe."""
        digest = sha256_of(path)
        target = self._path(digest)
        if not (target.exists() and sha256_of(target) == digest):
            self._place(path, digest, target)
        return digest

    def exists(self, sha256: str) -> bool:
        return self._path(sha256).exists()

    def fetch(self, sha256: str, into: Path) -> Path:  # noqa: ARG002 - nothing needs copying here
        path = self._path(sha256)
        if not path.exists():
            raise ObjectMissing(sha256)
        return path

    def verify(self, sha256: str) -> bool:
        path = self._path(sha256)
        return path.exists() and sha256_of(path) == sha256

    def count(self) -> int:
        return sum(1 for _ in self._root.glob("??/??/*"))

    def _path(self, sha256: str) -> Path:
        return self._root / sha256[:2] / sha256[2:4] / sha256

    def _place(self, path: Path, digest: str, target: Path) -> None:
        try:
            temporary = self._copy(path)
            if sha256_of(temporary) != digest:
                temporary.unlink()
                raise ObjectDamaged(f"{digest}: what was written is not what was read")
            _make_folders(target.parent, self._root)
            temporary.rename(target)
            _sync_folder(target.parent)
        except OSError as error:  # the disk is full, or the folder is gone
            raise StoreUnavailable(f"{self._root}: {error}") from error

    def _copy(self, path: Path) -> Path:
        handle, name = tempfile.mkstemp(dir=self._unfinished)
        with os.fdopen(handle, "wb") as out, path.open("rb") as source:
            shutil.copyfileobj(source, out)
            out.flush()
            os.fchmod(out.fileno(), 0o444)
            os.fsync(out.fileno())
        return Path(name)

    def _clear_leftovers(self) -> None:
        for path in self._unfinished.iterdir():
            if time.time() - path.stat().st_mtime > LEFTOVER_SECONDS:
                path.unlink(missing_ok=True)


def _make_folders(folder: Path, root: Path) -> None:
    """Make a folder below the root; sync each parent, so that a power cut cannot take the name back."""
    if folder == root or folder.exists():
        return
    _make_folders(folder.parent, root)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
