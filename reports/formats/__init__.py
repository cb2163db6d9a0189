"""Every format a report can be written in."""

from importlib import import_module
from typing import Final

from reports.formats import as_csv, as_html, as_json, as_text
from reports.model import Format, Render, Table


def _loaded_when_asked(name: str) -> Render:
    """Return the writer of a module whose library is large: most processes never need it."""

    def render(table: Table) -> bytes:
        written: bytes = import_module(f"reports.formats.{name}").render(table)
        return written

    return render


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"

FORMATS: Final[dict[str, Format]] = {
    "table": Format("Bảng chữ", "text/plain; charset=utf-8", "txt", as_text.render),
    "csv": Format("CSV cho Excel", "text/csv; charset=utf-8", "csv", as_csv.render),
    "json": Format("JSON", "application/json", "json", as_json.render),
    "html": Format("Trang HTML có biểu đồ", "text/html; charset=utf-8", "html", as_html.render),
    "xlsx": Format(
        "Bảng tính Excel",
        f"{_OFFICE}.spreadsheetml.sheet",
        "xlsx",
        _loaded_when_asked("as_xlsx"),
        printable=False,
    ),
    "docx": Format(
        "Văn bản Word theo Nghị định 30/2020/NĐ-CP",
        f"{_OFFICE}.wordprocessingml.document",
        "docx",
        _loaded_when_asked("as_docx"),
        printable=False,
    ),
    "pdf": Format(
        "PDF (cần LibreOffice)", "application/pdf", "pdf", _loaded_when_asked("as_pdf"), printable=False
    ),
}
