import subprocess
import sys

import pytest
from typer import rich_utils

from cli.main import COMMANDS, HELP_WORDS, app, load


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself_in_vietnamese(name, sohoa):
    result = sohoa(name, "--help")
    assert result.exit_code == 0
    assert any(letter in result.output for letter in "ăâđêôơưạảấầậắặẻếềệỉịọốồộớờợụủứừựỳ")


def test_the_help_lists_every_command(sohoa):
    output = sohoa("--help").output
    assert all(name in output for name in COMMANDS)


@pytest.mark.parametrize("name", sorted(HELP_WORDS))
def test_the_words_of_help_pages_are_put_where_typer_looks(name):
    assert getattr(rich_utils, name) == HELP_WORDS[name]


def test_a_help_page_speaks_vietnamese(sohoa):
    output = sohoa("report", "ratio", "--help").output
    assert "Tùy chọn" in output
    assert "[bắt buộc]" in output


def test_an_unknown_command_is_bad_usage(sohoa):
    assert sohoa("bay").exit_code == 2


def test_a_command_knows_its_own_name():
    assert load("report").name == "report"
    assert app.info.name == "sohoa"


@pytest.mark.parametrize(
    ("command", "forbidden"),
    [
        ("status", {"cv2", "pytesseract", "rq"}),
        ("report", {"cv2", "rq", "fastapi"}),
        ("serve", {"cv2", "rq"}),
    ],
)
def test_a_command_loads_its_own_code_only(command, forbidden):
    program = f"import sys; from cli.main import load; load({command!r}); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not forbidden & set(ran.stdout.split())


def test_python_m_cli_main_works(places):
    ran = subprocess.run(
        [sys.executable, "-m", "cli.main", "--help"], capture_output=True, text=True, check=True
    )
    assert "sohoa" in ran.stdout


def test_complaints_are_vietnamese(sohoa):
    assert "Không có lệnh 'rea'" in sohoa("rea").stderr
    assert "Thiếu tham số" in sohoa("read").stderr
    assert "Xem hướng dẫn này." in sohoa("doctor", "--help").stdout
