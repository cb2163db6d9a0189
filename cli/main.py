"""The command `sohoa`: which commands there are, and what a person is told when one fails.

A command's module is loaded only when that command runs: `sohoa serve` loads no image code, `sohoa status`
answers at once.
"""

from importlib import import_module
from typing import Any, Final

import typer
from rich.text import Text
from typer import rich_utils
from typer.core import TyperGroup
from typer.main import get_command

from cli.failures import known_failures, words_for

HELP_OPTIONS: Final = {"help_option_names": ["-h", "--help"]}
# What typer itself says on a help page and above a complaint.
HELP_WORDS: Final = {
    "ARGUMENTS_PANEL_TITLE": "Tham số",
    "OPTIONS_PANEL_TITLE": "Tùy chọn",
    "COMMANDS_PANEL_TITLE": "Lệnh",
    "ERRORS_PANEL_TITLE": "Lỗi",
    "REQUIRED_LONG_STRING": "[bắt buộc]",
    "DEFAULT_STRING": "[mặc định: {}]",
    "RICH_HELP": "Xem hướng dẫn: [blue]'{command_path} {help_option}'[/]",
}
TYPER_WORDS: Final = {
    "Show this message and exit.": "Xem hướng dẫn này.",
    "No such command": "Không có lệnh",
    "No such option": "Không có tùy chọn",
    "Missing option": "Thiếu tùy chọn",
    "Missing argument": "Thiếu tham số",
    "Invalid value for": "Giá trị sai của",
    "Invalid value": "Giá trị sai",
    "Usage:": "Cách dùng:",
}
COMMANDS: Final = {
    "up": "cli.processes:up",
    "watch": "cli.processes:watch",
    "work": "cli.processes:work",
    "schedule": "cli.processes:schedule",
    "serve": "cli.processes:serve",
    "read": "cli.read:read",
    "audit": "cli.audit:audit",
    "cover": "cli.cover:cover",
    "collate": "cli.collate:collate",
    "secret": "cli.secret:app",
    "register": "cli.register:app",
    "dossier": "cli.dossier:app",
    "recount": "cli.recount:recount",
    "units": "cli.units:app",
    "catalogue": "cli.catalogue:app",
    "report": "cli.report:app",
    "previews": "cli.previews:previews",
    "learn": "cli.learn:learn",
    "backup": "cli.backup:backup",
    "status": "cli.status:status",
    "user": "cli.user:app",
    "token": "cli.token:app",
    "audit-log": "cli.audit_log:app",
    "doctor": "cli.doctor:doctor",
}


class Commands(TyperGroup):
    """Finds commands in the table above; turns failures that an administrator can mend into words."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002, ANN401 - typer's own signature
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002, ANN401 - typer's own signature
        return load(cmd_name) if cmd_name in COMMANDS else None

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's own signature
        try:
            return super().invoke(ctx)
        except known_failures() as error:
            typer.secho(f"Lỗi: {words_for(error)}", fg=typer.colors.RED, err=True)
            raise typer.Exit(1) from error


def load(name: str) -> Any:  # noqa: ANN401 - typer does not export the type of its commands
    """Return the command of that name, from its module: a function, or a group of commands."""
    module, _, attribute = COMMANDS[name].partition(":")
    found = getattr(import_module(module), attribute)
    if not isinstance(found, typer.Typer):
        single = typer.Typer(add_completion=False)
        single.command(name, context_settings=HELP_OPTIONS)(found)
        found = single
    command = get_command(found)
    command.name = name
    return command


app = typer.Typer(
    name="sohoa",
    cls=Commands,
    help="Số hóa hồ sơ giấy của bộ phận một cửa: nhận tệp quét, đọc, nhận dạng giấy tờ, đếm tỷ lệ.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings=HELP_OPTIONS,
)


@app.callback()
def sohoa() -> None:
    """Make `app` a group although its commands are found by the table above."""


def translated(text: str | Text) -> Text:
    """Return a text of typer's own as a person is to see it: its English beginning replaced."""
    plain = text if isinstance(text, str) else text.plain
    english = next((words for words in TYPER_WORDS if plain.startswith(words)), None)
    return _colour(text if english is None else TYPER_WORDS[english] + plain.removeprefix(english))


_colour: Final = rich_utils.highlighter
rich_utils.highlighter = translated  # type: ignore[assignment]
for _name, _words in HELP_WORDS.items():
    setattr(rich_utils, _name, _words)


if __name__ == "__main__":
    app(prog_name="sohoa")
