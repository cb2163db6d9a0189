"""An audit as people read it, and as programs do."""

import json
from collections.abc import Iterator
from typing import Final

from reports.audit.finding import Audit, Placed, Rule

RULES: Final = {
    Rule.HALF_UP: "làm tròn nửa lên",
    Rule.TRUNCATED: "cắt bớt phần lẻ, không làm tròn",
    Rule.BOTH: "làm tròn hay cắt bớt đều cho cùng kết quả",
    Rule.NEITHER: "không theo một quy tắc nào: có tỷ lệ làm tròn, có tỷ lệ cắt bớt",
    Rule.UNKNOWN: "không xác định được: không có tỷ lệ nào tính lại được",
}


def as_text(name: str, audit: Audit) -> str:
    """Return the findings in the order of the text, each with its line and quote, and the summary."""
    return "\n".join(_lines(name, audit)) + "\n"


def _lines(name: str, audit: Audit) -> Iterator[str]:
    yield f"Kiểm tra số liệu: {name}"
    yield f"Đã tính lại {len(audit.checked)} phép tính: {audit.fits} khớp, {len(audit.findings)} cần xem."
    yield f"Quy tắc làm tròn tỷ lệ ({audit.percentages} tỷ lệ tính lại được): {RULES[audit.rule]}."
    for number, placed in enumerate(audit.findings, 1):
        finding = placed.finding
        yield ""
        yield f"{number}. Dòng {placed.line}, {finding.weight}: {finding.message}"
        if finding.cause:
            yield f"   {finding.cause[0].upper()}{finding.cause[1:]}."
        yield f"   Nguyên văn: “{placed.quote}”"


def as_json(name: str, audit: Audit) -> str:
    """Return one object: the verdict, the findings, and every calculation that came out."""
    content = {
        "file": name,
        "rounding_rule": audit.rule.value,
        "percentages": audit.percentages,
        "calculations": len(audit.checked),
        "fits": audit.fits,
        "findings": [_plain(placed) for placed in audit.findings],
        "checked": [_plain(placed) for placed in audit.checked],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _plain(placed: Placed) -> dict[str, str | int | None]:
    finding = placed.finding
    return {
        "kind": finding.kind,
        "weight": finding.weight.name.lower(),
        "line": placed.line,
        "quote": placed.quote,
        "printed": finding.printed,
        "follows": finding.follows,
        "difference": None if finding.difference is None else str(finding.difference),
        "cause": finding.cause,
        "message": finding.message,
    }
