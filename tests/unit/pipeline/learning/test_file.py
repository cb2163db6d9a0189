import pickle
from io import BytesIO

import numpy as np
import pytest

from pipeline.learning.evaluate import learn
from pipeline.learning.file import ModelError, from_bytes, to_bytes
from pipeline.learning.guess import ask
from tests.unit.pipeline.learning.papers import decisions, paper


@pytest.fixture(scope="module")
def model():
    learned, _ = learn(decisions(5))
    assert learned
    return learned


def test_a_matcher_survives_its_file(model):
    again = from_bytes(to_bytes(model))
    text = paper("de_nghi_dien", 50)
    assert (again.labels, again.groups, again.decisions) == (model.labels, model.groups, model.decisions)
    assert again.measured == model.measured
    assert ask(again, text) == ask(model, text)
    assert to_bytes(again) == to_bytes(model)


def changed(model, **arrays):
    with np.load(BytesIO(to_bytes(model)), allow_pickle=False) as file:
        content = {name: file[name] for name in file.files} | arrays
    made = BytesIO()
    np.savez_compressed(made, **content)
    return made.getvalue()


def test_what_is_no_matcher_is_refused(model):
    whole = to_bytes(model)
    bad = [
        b"",
        b"PK\x03\x04",
        pickle.dumps({"labels": ["x"]}),
        whole[: len(whole) // 2],
        changed(model, told=np.frombuffer(b'{"form": 99}', dtype=np.uint8)),
        changed(model, told=np.frombuffer(b"[]", dtype=np.uint8)),
        changed(model, told=np.frombuffer(b"{", dtype=np.uint8)),
        changed(model, bias=np.zeros(1)),
        changed(model, idf=np.full(len(model.groups), np.nan)),
        changed(model, idf=np.array([{"a": 1}], dtype=object)),
    ]
    for content in bad:
        with pytest.raises(ModelError):
            from_bytes(content)
