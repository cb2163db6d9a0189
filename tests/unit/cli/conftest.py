import pytest
from typer.testing import CliRunner

from cli.main import app
from tests.filled import filled_settings


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Settings from the environment that point to an empty folder."""
    for name, value in {"DATA_DIR": tmp_path / "data", "INBOX": tmp_path / "inbox"}.items():
        monkeypatch.setenv(f"SOHOA_{name}", str(value))
    for name in ("DATABASE_URL", "OBJECTS_URL", "REDIS_URL", "CATALOGUE_DIR"):
        monkeypatch.delenv(f"SOHOA_{name}", raising=False)
    return tmp_path


@pytest.fixture
def sohoa(places):
    """Run the command and return its result."""
    return lambda *arguments: CliRunner().invoke(app, list(map(str, arguments)))


@pytest.fixture
def filled(places):
    return filled_settings(places)
