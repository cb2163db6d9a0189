"""A report as one page that needs nothing else: text, charts, table, definitions. Prints on A4 across."""

from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports.behind import linked, page
from reports.formats.charts import svgs
from reports.formats.heading import period_line, unit_line
from reports.formats.words import full_title, in_words
from reports.model import Table

TEMPLATES: Final = Path(__file__).parents[1] / "templates"
_environment: Final = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def render(table: Table) -> bytes:
    """Return the page in UTF-8."""
    groups = [(group, list(members)) for group, members in groupby(table.columns, key=lambda c: c.group)]
    written = _environment.get_template("report.html").render(
        table=table,
        asked=f"{period_line(table)}. {unit_line(table)}",
        groups=groups,
        depth=2 if any(group for group, _ in groups) else 1,
        charts=[
            (chart.title, [Markup(piece) for piece in svgs(linked(table, chart))])  # noqa: S704 - escaped there
            for chart in table.charts
            if chart.labels
        ],
        meanings=[(full_title(column), column.meaning) for column in table.columns if column.meaning],
        in_words=in_words,
        opens=partial(page, table),
    )
    return written.encode()
