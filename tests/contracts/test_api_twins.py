"""Whatever a page can change, a program can, too: each such route has its twin, by the same right."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts

from configs.settings import Settings
from storage.access import Act
from storage.tokens import GRANTABLE
from web.api.twins import OF_PEOPLE_ONLY, TWINS
from web.app import create_app
from web.permissions import SAFE_METHODS, needed_by

DOCS = Path(__file__).parents[2] / "docs" / "api.md"
APP = create_app(Settings(data_dir=Path("nowhere")).resolved())
ROUTES = {
    (method, str(route.path)): needed_by(route)
    for route in iter_route_contexts(APP.routes)
    for method in sorted(route.methods or {"GET"})
}
OF_PAGES = {route for route in ROUTES if route[0] not in SAFE_METHODS and not route[1].startswith("/api/")}


def test_each_page_route_that_changes_something_has_a_line_in_the_table():
    assert set(TWINS) | set(OF_PEOPLE_ONLY) == OF_PAGES, "see web/api/twins.py"
    assert not set(TWINS) & set(OF_PEOPLE_ONLY)


@pytest.mark.parametrize(("page", "twin"), TWINS.items(), ids=[f"{m} {p}" for m, p in TWINS])
def test_its_twin_is_there_and_asks_for_the_same_right(page, twin):
    assert ROUTES[twin] == ROUTES[page]
    assert ROUTES[twin] <= GRANTABLE


def test_a_program_can_be_given_every_right():
    assert frozenset(Act) == GRANTABLE


def listed() -> str:
    """Return the list of routes as docs/api.md is to have it."""
    acts: dict[str, list[str]] = defaultdict(list)
    for path, methods in APP.openapi()["paths"].items():
        for method, said in methods.items():
            needed = ", ".join(sorted(ROUTES[method.upper(), path]))
            words = said.get("description", "").split("\n")[0]
            acts[said["tags"][0]].append(f"| `{method.upper()} {path}` | `{needed}` | {words} |")
    return "\n".join(line for lines in acts.values() for line in lines)


def test_the_document_lists_every_route():
    written = DOCS.read_text(encoding="utf-8")
    lines = "\n".join(re.findall(r"^\| `[A-Z]+ /api/.*$", written, re.MULTILINE))
    assert lines == listed(), f"put this into {DOCS.name}:\n{listed()}"
