"""A learned matcher as bytes and back: arrays and JSON, nothing that a reader would execute."""

import json
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np

from pipeline.learning.model import Measured, Model

FORM: Final = 1  # of the file; another is refused
ARRAYS: Final = ("idf", "weights", "bias", "centres", "floors")
MOST_BYTES: Final = 64 * 1024 * 1024


class ModelError(Exception):
    """Bytes are no learned matcher of this version; the message says why."""


def to_bytes(model: Model) -> bytes:
    """Return a model as an NPZ file with JSON among its arrays; the same model gives the same bytes."""
    told = {
        "form": FORM,
        "labels": model.labels,
        "groups": model.groups,
        "decisions": model.decisions,
        "measured": {
            label: [one.spoken, one.right, one.ruled] for label, one in sorted(model.measured.items())
        },
    }
    text = np.frombuffer(json.dumps(told, ensure_ascii=False).encode(), dtype=np.uint8)
    file = BytesIO()
    np.savez_compressed(file, told=text, **{name: getattr(model, name) for name in ARRAYS})
    return file.getvalue()


def from_bytes(content: bytes) -> Model:
    """Return the model of a file; ModelError for anything else."""
    if len(content) > MOST_BYTES:
        raise ModelError("the file is too large")
    try:
        with np.load(BytesIO(content), allow_pickle=False) as file:
            told = json.loads(bytes(file["told"]))
            arrays = {name: np.asarray(file[name], dtype=np.float32) for name in ARRAYS}
    except (ValueError, KeyError, EOFError, OSError, BadZipFile) as error:
        raise ModelError(f"not a learned matcher: {error}") from error
    return _checked(told, arrays)


def _checked(told: dict[str, Any], arrays: dict[str, Any]) -> Model:
    if told.get("form") != FORM:
        raise ModelError(f"a file of form {told.get('form')}, not {FORM}")
    labels, groups = tuple(told["labels"]), tuple(told["groups"])
    shapes = {
        "idf": (len(groups),),
        "weights": (len(labels), len(groups)),
        "bias": (len(labels),),
        "centres": (len(labels), len(groups)),
        "floors": (len(labels),),
    }
    for name, shape in shapes.items():
        if arrays[name].shape != shape or not np.isfinite(arrays[name]).all():
            raise ModelError(f"“{name}” does not fit the labels and groups")
    measured = {label: Measured(*counts) for label, counts in told["measured"].items()}
    return Model(labels, groups, **arrays, decisions=int(told["decisions"]), measured=measured)
