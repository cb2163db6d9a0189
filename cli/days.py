"""Days as people type them."""

from datetime import date, datetime
from typing import Final

import typer

LAYOUTS: Final = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")


def parse_day(text: str) -> date:
    """Return the day written as 05/10/2026 or 2026-10-05; raise BadParameter for anything else."""
    for layout in LAYOUTS:
        try:
            return datetime.strptime(text.strip(), layout).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise typer.BadParameter(f"“{text}” không phải là ngày; hãy viết như 05/10/2026 hoặc 2026-10-05")
