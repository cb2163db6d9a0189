import shutil

import pytest

from configs.settings import Settings
from tests.entered import Office
from tests.filled import filled_settings


@pytest.fixture(scope="session")
def filled_template(tmp_path_factory):
    """A filled SQLite database to be copied."""
    settings = filled_settings(tmp_path_factory.mktemp("filled"))
    return settings.data_dir / "sohoa.db"


@pytest.fixture
def office(tmp_path, filled_template):
    """An office on a filled database of its own."""
    settings = Settings(data_dir=tmp_path / "data", inbox=tmp_path / "inbox").resolved()
    settings.data_dir.mkdir()
    shutil.copy(filled_template, settings.data_dir / "sohoa.db")
    made = Office(settings)
    yield made
    made.engine.dispose()
