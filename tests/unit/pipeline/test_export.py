import json
from dataclasses import replace

import pytest

from pipeline.errors import REASONS
from pipeline.export import Failure, FileReading, as_document, as_text
from pipeline.model import Box, Candidate, FieldValue, PageReading, Part, Remark, Word

PAGE = PageReading(
    number=1,
    width=1654,
    height=2339,
    dpi=200,
    rotation=90,
    skew=-1.23456,
    blank=False,
    text="GIẤY KHAI SINH",
    words=(Word("GIẤY", Box(10, 20, 30, 40), 0.98765),),
    flaws=("blurred",),
    text_layer=True,
)
PART = Part(
    pages=(1,),
    type="giay_khai_sinh",
    confidence=0.91,
    candidates=(Candidate("giay_khai_sinh", 0.91, "có tiêu đề"),),
    fields={"so": FieldValue("12/2026", 0.8)},
    certified_copy=True,
)


def test_the_document_has_exactly_the_agreed_keys_in_order():
    document = as_document(FileReading("a.pdf", "ab" * 32, (PAGE,), (PART,)))
    assert json.loads(json.dumps(document)) == {
        "source": "a.pdf",
        "sha256": "ab" * 32,
        "state": "ok",
        "reason": None,
        "pages": [
            {
                "number": 1,
                "width": 1654,
                "height": 2339,
                "dpi": 200,
                "rotation": 90,
                "skew": -1.23,
                "blank": False,
                "flaws": ["blurred"],
                "text_layer": True,
                "text": "GIẤY KHAI SINH",
                "words": [{"text": "GIẤY", "box": [10, 20, 30, 40], "confidence": 0.988}],
            }
        ],
        "parts": [
            {
                "pages": [1],
                "type": "giay_khai_sinh",
                "dossier": None,
                "confidence": 0.91,
                "candidates": [{"type": "giay_khai_sinh", "score": 0.91, "reason": "có tiêu đề"}],
                "fields": {"so": {"value": "12/2026", "confidence": 0.8}},
            }
        ],
    }
    assert list(document) == ["source", "sha256", "state", "reason", "pages", "parts"]


def test_the_document_of_a_batch_also_tells_what_a_clerk_must_see():
    part = replace(PART, remarks=(Remark("show_only", "Chỉ xuất trình."),))
    whole = (Remark("sheet_count", "Thiếu một tờ.", (1, 2)),)
    reading = FileReading("a.pdf", "ab" * 32, (PAGE,), (part,), remarks=whole)
    assert "remarks" not in as_document(reading)
    assert as_document(replace(reading, batch=True))["remarks"] == [
        {"code": "sheet_count", "message": "Thiếu một tờ.", "pages": [1, 2]},
        {"code": "show_only", "message": "Chỉ xuất trình.", "pages": [1]},
    ]
    assert as_document(FileReading("a.pdf", None, failure=Failure("damaged"), batch=True))["remarks"] == []


@pytest.mark.parametrize("code", REASONS)
def test_a_rejected_file_says_why(code):
    document = as_document(FileReading("a.pdf", None, failure=Failure(code)))
    assert document["state"] == "rejected"
    assert document["reason"] == {"code": code, "message": REASONS[code]}
    assert document["pages"] == document["parts"] == []


def test_the_reason_names_the_page():
    assert Failure("damaged", page=3).message == f"Trang 3: {REASONS['damaged']}"


def test_each_page_of_the_text_ends_with_a_form_feed():
    assert as_text([PAGE, PAGE]) == "GIẤY KHAI SINH\n\fGIẤY KHAI SINH\n\f"
    assert as_text([]) == ""
