import json

from reports.audit import audit
from reports.audit.words import as_json, as_text
from tests.unit.reports.audit.written import LEVELS, PLAIN


def test_text_for_people():
    text = as_text("bao-cao.txt", audit(LEVELS.text))
    assert text.startswith("Kiểm tra số liệu: bao-cao.txt\nĐã tính lại 10 phép tính: 8 khớp, 2 cần xem.\n")
    assert "1. Dòng 3, sai lệch: Số tiếp nhận in là 1.205, nhưng cộng đã giải quyết, đang giải quyết" in text
    assert "Nguyên văn: “d) Công khai 1.250 thủ tục" in text


def test_json_for_programs():
    content = json.loads(as_json("bao-cao.txt", audit(LEVELS.text)))
    assert content["rounding_rule"] == "both"
    assert content["calculations"] == content["fits"] + len(content["findings"])
    assert content["findings"][0]["difference"] == "-10"


def test_nothing_to_recompute_is_said():
    assert "không xác định được" in as_text("a", audit(PLAIN.text))
