"""`sohoa previews`: pictures of pages that were read before pictures were made."""

import typer

from cli.database import existing
from configs.settings import Settings
from pipeline.model import Limits
from reports.percent import vietnamese
from storage.stores import open_objects
from workers.pictures import make_missing


def previews() -> None:
    """Làm ảnh xem trước cho các trang đã đọc mà chưa có; chạy lại lúc nào cũng được."""
    settings = Settings().resolved()
    engine, objects, made = existing(settings), open_objects(settings), 0
    limits = Limits(max_page_pixels=settings.max_page_pixels, page_timeout=settings.page_timeout_seconds)
    while some := make_missing(engine, objects, limits, settings.data_dir / "originals"):
        made += some
    typer.echo(f"Đã làm ảnh xem trước cho {vietnamese(made)} trang.")
