"""Every format a report can be written in."""

from typing import Final

from reports.formats import as_csv, as_json, as_text
from reports.model import Format

FORMATS: Final[dict[str, Format]] = {
    "table": Format("text/plain", "txt", as_text.render),
    "csv": Format("text/csv", "csv", as_csv.render, encoding="utf-8-sig"),
    "json": Format("application/json", "json", as_json.render),
}
