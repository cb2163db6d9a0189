"""The learned matcher in a worker: found by its version, loaded once, left out where it cannot be had."""

import logging
from collections.abc import Collection
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from pipeline.learning.file import ModelError, from_bytes
from pipeline.learning.join import joined
from pipeline.learning.model import Model
from pipeline.model import Part
from pipeline.stack import Learned
from storage.errors import StoreError
from storage.learned import in_use
from workers.workshop import Workshop

FOLDER: Final = "learned"  # below the data folder: copies of what lies in a shared store
log: Final = logging.getLogger(__name__)


def learned(shop: Workshop, c: Connection) -> Learned | None:
    """Return what names papers of which the rules are unsure; None where nothing is learned or used.

    A matcher whose bytes are missing or damaged is left out, and said so in the log: the rules go on alone.
    """
    version = in_use(c)
    if version is None:
        return None
    try:
        folder = shop.settings.data_dir / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        model = _model(shop.objects.fetch(version.sha256, folder))
    except (StoreError, ModelError, OSError) as error:
        log.warning("learned matcher %s cannot be used: %s", version.version, error)
        return None
    return partial(_named, model)


def _named(model: Model, part: Part, text: str, competing: Collection[str]) -> Part:
    return joined(part, text, model, competing)


@lru_cache(maxsize=2)
def _model(path: Path) -> Model:
    """Return the matcher of a file, whose name tells its content."""
    return from_bytes(path.read_bytes())
