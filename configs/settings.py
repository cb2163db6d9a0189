"""Everything an administrator may set, read once at the door of each process."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

MEBIBYTE = 1024 * 1024


Profile = Literal["fast", "balanced", "best"]  # as pipeline.profiles has them


class Settings(BaseSettings):
    """Settings from the environment (`SOHOA_DATA_DIR`, `SOHOA_DATABASE_URL`, ...); defaults for one PC."""

    model_config = SettingsConfigDict(env_prefix="SOHOA_", frozen=True, extra="ignore")

    # places
    data_dir: Path = Path("data")
    inbox: Path = Path("inbox")
    catalogue_dir: Path = Path(__file__).parent / "catalogue"
    database_url: str = Field(default="", description="empty: SQLite in data_dir")
    objects_url: str = Field(
        default="", description="empty: folder in data_dir; else s3://host:port/bucket?tls=0"
    )
    s3_access_key: SecretStr = SecretStr("")
    s3_secret_key: SecretStr = SecretStr("")
    redis_url: str = Field(default="", description="empty: only `sohoa up` can run, with a server of its own")

    # taking in
    poll_seconds: float = Field(default=2.0, gt=0, description="how often station folders are listed")
    stable_seconds: float = Field(default=3.0, ge=0, description="how long a file must not change")
    patience_seconds: float = Field(default=120.0, ge=0, description="how long an unfinished file may take")
    taken_days: int = Field(
        default=7, ge=0, description="how long files are kept that were moved out of the inbox"
    )
    max_file_bytes: int = Field(default=300 * MEBIBYTE, gt=0)
    max_pages: int = Field(default=500, gt=0)
    max_page_pixels: int = Field(default=100_000_000, gt=0)

    dossier_codes: tuple[str, ...] = Field(
        default=(),
        description="further layouts of dossier codes in print, as regular expressions (JSON list)",
    )

    # work
    workers: int = Field(default=0, ge=0, description="0: one for each core")
    profile: Profile = Field(default="balanced", description="how pages are cleaned and who reads them")
    lease_seconds: float = Field(default=60.0, gt=0)
    page_timeout_seconds: float = Field(default=60.0, gt=0)
    worker_memory_bytes: int = Field(default=1536 * MEBIBYTE, ge=0, description="0: no limit")
    retry_seconds: float = Field(default=5.0, ge=0, description="wait before a failed task's second try")
    max_attempts: int = Field(default=3, gt=0, description="tries of a task that ends in an error")
    max_kills: int = Field(default=2, gt=0, description="killed workers before a task is quarantined")
    max_lost_leases: int = Field(default=10, gt=0, description="silent ends (power cuts) before the same")

    # pages over HTTP
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    site: str = Field(default="", description="address of the web pages for links; empty: http://host:port")
    https: bool = Field(default=False, description="reached by HTTPS only: cookies are never sent without")
    session_idle_minutes: int = Field(default=60, gt=0, description="a session without a sign ends")
    session_hours: int = Field(default=12, gt=0, description="the longest session")

    @property
    def unit_list(self) -> Path:
        """Where the units of the country are kept once they are imported."""
        return self.data_dir / "units.csv"

    def resolved(self) -> Self:
        """Return the same settings with absolute places and the default URLs filled in."""
        data = self.data_dir.resolve()
        return self.model_copy(
            update={
                "data_dir": data,
                "inbox": self.inbox.resolve(),
                "database_url": self.database_url or f"sqlite:///{data / 'sohoa.db'}",
                "objects_url": self.objects_url or f"file://{data / 'objects'}",
                "site": (self.site or f"http://{self.host}:{self.port}").rstrip("/"),
            }
        )
