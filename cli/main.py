"""The command `sohoa`: every group of commands is a module of this package and a line here."""

import typer

app = typer.Typer(
    name="sohoa",
    help="Số hóa hồ sơ giấy của bộ phận một cửa: nhận tệp quét, đọc, nhận dạng giấy tờ, đếm tỷ lệ.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def sohoa() -> None:
    """Keep the names of commands even while there is only one of them."""


if __name__ == "__main__":
    app()
