"""Objects in memory: for trying things out; gone with the process."""

import hashlib
from pathlib import Path

from storage.objects import ObjectMissing


class MemoryObjects:
    """Objects in a dict."""

    def __init__(self) -> None:
        self._objects: dict[str, bytes] = {}

    def put(self, path: Path) -> str:
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        self._objects[digest] = content
        return digest

    def exists(self, sha256: str) -> bool:
        return sha256 in self._objects

    def fetch(self, sha256: str, into: Path) -> Path:
        if sha256 not in self._objects:
            raise ObjectMissing(sha256)
        path = into / sha256
        path.write_bytes(self._objects[sha256])
        return path

    def verify(self, sha256: str) -> bool:
        return hashlib.sha256(self._objects.get(sha256, b"\0")).hexdigest() == sha256

    def count(self) -> int:
        return len(self._objects)
