"""Objects in memory: for trying things out; gone with the process."""

import hashlib
from pathlib import Path

from storage.errors import ObjectDamaged, ObjectMissing
from storage.objects import checked


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
        return checked(sha256) in self._objects

    def fetch(self, sha256: str, into: Path) -> Path:
        if not self.exists(sha256):
            raise ObjectMissing(sha256)
        if not self.verify(sha256):
            raise ObjectDamaged(sha256)
        path = into / sha256
        path.write_bytes(self._objects[sha256])
        return path

    def verify(self, sha256: str) -> bool:
        return self.exists(sha256) and hashlib.sha256(self._objects[sha256]).hexdigest() == sha256

    def delete(self, sha256: str) -> bool:
        return self._objects.pop(checked(sha256), None) is not None

    def count(self) -> int:
        return len(self._objects)
