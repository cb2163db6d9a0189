"""`sohoa recount`: what is kept of every dossier's completeness is computed anew from its papers."""

from datetime import UTC, datetime

import typer

from cli.counting import count_all
from cli.database import existing
from cli.in_force import catalogue_of
from cli.operator import operator
from configs.settings import Settings
from reports.percent import vietnamese
from storage.audit_log import AuditAction, Deed, note
from storage.database import writing
from storage.lists_in_force import note_lists


def recount() -> None:
    """Tính lại mức đầy đủ của mọi hồ sơ từ sổ, giấy tờ và danh mục; cho biết bao nhiêu hồ sơ đã lệch."""
    settings = Settings().resolved()
    catalogue = catalogue_of(settings)
    engine = existing(settings)
    counted, differing = count_all(engine, catalogue)
    now, detail = datetime.now(UTC), {"dossiers": counted, "differing": differing}
    with writing(engine) as connection:
        note_lists(connection, now, operator(), catalogue)
        note(connection, now, operator(), Deed(AuditAction.RECOUNTED, "dossiers:all", detail=detail))
    typer.echo(f"Đã tính lại {vietnamese(counted)} hồ sơ; lệch: {vietnamese(differing)}.")
