"""What holds for every file of the project."""

import ast
import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 50
MAX_INBOX_BYTES = 15 * 1024 * 1024
VAGUE_NAMES = {"utils", "helpers", "common", "base", "manager"}


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


PYTHON_FILES = tracked("*.py")


def test_the_project_has_python_files():
    assert len(PYTHON_FILES) > 20


@pytest.mark.parametrize("path", PYTHON_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_python_files_are_short_and_named_for_one_thing(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_FILE_LINES
    assert path.stem not in VAGUE_NAMES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or node.lineno) - node.lineno < MAX_FUNCTION_LINES, node.name


@pytest.mark.parametrize("path", tracked("*.py", "*.toml", "*.md", "*.html"), ids=lambda path: path.name)
def test_text_is_nfc(path):
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)


def test_lock_and_build_files_name_no_registry():
    files = tracked("*.lock", "pyproject.toml", "Dockerfile", "script/*", ".ci/*", "docker-compose*.yml")
    assert files
    for path in files:
        assert not re.search(r"https?://\S*(pypi|npmjs|debian)", path.read_text(encoding="utf-8")), path.name


def test_every_requirement_is_pinned():
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    requirements = [line for line in lines if line and not line.lstrip().startswith("#")]
    assert requirements
    assert all(re.match(r"[A-Za-z0-9_.-]+==\S+", line) for line in requirements)


def test_the_sample_inbox_is_small():
    assert sum(path.stat().st_size for path in tracked("samples/inbox/*")) < MAX_INBOX_BYTES


def test_links_between_documents_lead_somewhere():
    for page in tracked("*.md"):
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} -> {target}"
