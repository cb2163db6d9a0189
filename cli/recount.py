"""`sohoa recount`: what is kept of every dossier's completeness is computed anew from its papers."""

import typer

from cli.counting import count_all
from cli.database import existing
from cli.in_force import catalogue_of
from configs.settings import Settings
from reports.percent import vietnamese


def recount() -> None:
    """Tính lại mức đầy đủ của mọi hồ sơ từ sổ, giấy tờ và danh mục; cho biết bao nhiêu hồ sơ đã lệch."""
    settings = Settings().resolved()
    catalogue = catalogue_of(settings)
    engine = existing(settings)
    counted, differing = count_all(engine, catalogue)
    typer.echo(f"Đã tính lại {vietnamese(counted)} hồ sơ; lệch: {vietnamese(differing)}.")
