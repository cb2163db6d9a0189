"""A Redis of our own, for one PC: on a socket in a folder that only we may enter, keeping nothing on disk."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class OwnRedis:
    """Where it runs. The folder's path is short: a socket's may not have more than about 100 letters."""

    folder: Path

    @classmethod
    def make(cls) -> "OwnRedis":
        return cls(Path(tempfile.mkdtemp(prefix="sohoa-", dir="/tmp")))

    @property
    def url(self) -> str:
        return f"unix://{self.folder}/redis.sock"

    @property
    def command(self) -> list[str]:
        return [
            "redis-server", "--port", "0", "--unixsocketperm", "700", "--save", "", "--appendonly", "no",
            "--unixsocket", f"{self.folder}/redis.sock", "--dir", str(self.folder),
            "--maxmemory-policy", "noeviction", "--loglevel", "warning",
        ]  # fmt: skip

    def clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
