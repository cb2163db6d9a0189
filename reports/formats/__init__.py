"""Every format a report can be written in."""

from typing import Final

from reports.formats import as_csv, as_docx, as_html, as_json, as_pdf, as_text, as_xlsx
from reports.model import Format

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"

FORMATS: Final[dict[str, Format]] = {
    "table": Format("Bảng chữ", "text/plain; charset=utf-8", "txt", as_text.render),
    "csv": Format("CSV cho Excel", "text/csv; charset=utf-8", "csv", as_csv.render),
    "json": Format("JSON", "application/json", "json", as_json.render),
    "html": Format("Trang HTML có biểu đồ", "text/html; charset=utf-8", "html", as_html.render),
    "xlsx": Format(
        "Bảng tính Excel", f"{_OFFICE}.spreadsheetml.sheet", "xlsx", as_xlsx.render, printable=False
    ),
    "docx": Format(
        "Văn bản Word theo Nghị định 30/2020/NĐ-CP",
        f"{_OFFICE}.wordprocessingml.document",
        "docx",
        as_docx.render,
        printable=False,
    ),
    "pdf": Format("PDF (cần LibreOffice)", "application/pdf", "pdf", as_pdf.render, printable=False),
}
