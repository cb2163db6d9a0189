"""`sohoa audit FILE`: the figures of a published report, recomputed."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from cli.documents import UnreadableDocumentError, read_text
from reports.audit import audit as recompute
from reports.audit.finding import Audit, Weight
from reports.audit.words import as_json, as_text

SOMETHING_FOUND: Final = 3  # what a program sees; notes of rounding do not count


class Shape(StrEnum):
    """How an audit is printed."""

    TEXT = "text"
    JSON = "json"


Report = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="Báo cáo: .txt (UTF-8), .docx hoặc .pdf."),
]
ShapeOption = Annotated[Shape, typer.Option("--format", help="Chữ để đọc, hoặc JSON cho chương trình khác.")]


def audit(file: Report, form: ShapeOption = Shape.TEXT) -> None:
    """Kiểm số liệu của một báo cáo đã phát hành: tính lại tổng và tỷ lệ, chỉ ra chỗ lệch, cách làm tròn.

    Mã thoát: 0 không có gì sai, 2 dùng sai hoặc không đọc được tệp, 3 có chỗ sai lệch hoặc cần làm rõ.
    """
    try:
        found = recompute(read_text(file))
    except UnreadableDocumentError as error:
        raise typer.BadParameter(str(error)) from error
    render = as_json if form is Shape.JSON else as_text
    typer.echo(render(file.name, found), nl=False)
    if _to_be_seen(found):
        raise typer.Exit(SOMETHING_FOUND)


def _to_be_seen(found: Audit) -> bool:
    return any(placed.finding.weight is not Weight.NOTE for placed in found.findings)
