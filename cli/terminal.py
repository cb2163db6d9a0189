"""What a terminal shows better than a pipe: colours and drawn tables."""

import sys

from rich.console import Console
from rich.table import Table as Drawn

from reports.formats.as_text import heading
from reports.formats.words import full_title, in_words
from reports.model import NUMBERS, Table


def is_terminal() -> bool:
    """Tell whether a person looks at what we print."""
    return sys.stdout.isatty()


def print_table(table: Table) -> None:
    """Draw a report on the terminal."""
    console = Console(highlight=False)
    title, period = heading(table)
    console.print(f"[bold]{title}[/bold]\n{period}", soft_wrap=True)
    console.print(_drawn(table))
    for note in table.notes:
        console.print(note, style="dim", markup=False)


def _drawn(table: Table) -> Drawn:
    drawn = Drawn(show_footer=table.total is not None)
    total = table.total or ("",) * len(table.columns)
    for column, cell in zip(table.columns, total, strict=True):
        numbers = column.kind in NUMBERS
        drawn.add_column(
            full_title(column), footer=in_words(column, cell), justify="right" if numbers else "left"
        )
    for line in table.lines:
        drawn.add_row(*map(in_words, table.columns, line.cells), style="bold" if line.strong else None)
    return drawn
