"""A learned matcher as bytes and back: arrays and JSON, nothing that a reader would execute."""

from io import BytesIO
from typing import Any, Final, Literal
from zipfile import BadZipFile

import numpy as np
from pydantic import BaseModel

from pipeline.learning.model import Measured, Model

FORM: Final = 1  # of the file; another is refused
ARRAYS: Final = ("idf", "weights", "bias", "centres", "floors")
MOST_BYTES: Final = 64 * 1024 * 1024


class ModelError(Exception):
    """Bytes are no learned matcher of this version; the message says why."""


class Told(BaseModel):
    """What stands beside the arrays; of each measured label, what Measured holds."""

    form: Literal[1]
    labels: tuple[str, ...]
    groups: tuple[str, ...]
    decisions: int
    measured: dict[str, tuple[int, int, int]]


def to_bytes(model: Model) -> bytes:
    """Return a model as an NPZ file with JSON among its arrays; the same model gives the same bytes."""
    told = Told(
        form=FORM,
        labels=model.labels,
        groups=model.groups,
        decisions=model.decisions,
        measured={label: (one.spoken, one.right, one.ruled) for label, one in sorted(model.measured.items())},
    )
    text = np.frombuffer(told.model_dump_json().encode(), dtype=np.uint8)
    file = BytesIO()
    np.savez_compressed(file, told=text, **{name: getattr(model, name) for name in ARRAYS})
    return file.getvalue()


def from_bytes(content: bytes) -> Model:
    """Return the model of a file; ModelError for anything else."""
    if len(content) > MOST_BYTES:
        raise ModelError("the file is too large")
    try:
        with np.load(BytesIO(content), allow_pickle=False) as file:
            told = Told.model_validate_json(bytes(file["told"]))
            arrays = {name: np.asarray(file[name], dtype=np.float32) for name in ARRAYS}
    except (TypeError, ValueError, KeyError, EOFError, OSError, BadZipFile) as error:
        raise ModelError(f"not a learned matcher: {error}") from error
    return _checked(told, arrays)


def _checked(told: Told, arrays: dict[str, Any]) -> Model:
    labels, groups = len(told.labels), len(told.groups)
    shapes = {
        "idf": (groups,),
        "weights": (labels, groups),
        "bias": (labels,),
        "centres": (labels, groups),
        "floors": (labels,),
    }
    for name, shape in shapes.items():
        if arrays[name].shape != shape or not np.isfinite(arrays[name]).all():
            raise ModelError(f"“{name}” does not fit the labels and groups")
    measured = {label: Measured(*counts) for label, counts in told.measured.items()}
    return Model(told.labels, told.groups, **arrays, decisions=told.decisions, measured=measured)
