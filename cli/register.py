"""`sohoa register`: the register of dossiers goes in; papers that waited for it are looked at again."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer
from sqlalchemy import Connection, Engine

from catalogue.dossier import Dossier
from catalogue.headers import HEADERS, column_named, holds_header
from catalogue.model import Catalogue
from catalogue.outcome import Outcomes
from catalogue.record import SheetError
from catalogue.refused import write_refused
from catalogue.register import Layout, RegisterReader, RowError, RowRead
from catalogue.sheet import Holds, Sheet, open_sheet
from catalogue.spelling import fold
from cli.counting import count_waiting
from cli.database import opened
from cli.in_force import catalogue_of
from cli.operator import operator
from cli.progress import progress
from configs.settings import Settings
from reports.percent import vietnamese
from storage.audit_log import AuditAction, Deed, note
from storage.database import alone, deciding, drafting, reading
from storage.lists_in_force import note_lists
from storage.recount import note_catalogue
from storage.sources import known_sources, layout_of, remember
from storage.staging import Merged, Preview, Staging
from web.words import VIETNAM, masked
from workers.refinish import refinish

SOME_REFUSED: Final = 3
SHOWN_ERRORS: Final = 50
SHOWN_DIFFERENCES: Final = 20
MOST_ERRORS: Final = 100_000  # a file with more is another table
FIELD_WORDS: Final = {
    "procedure": "thủ tục",
    "unit": "đơn vị",
    "received_on": "ngày tiếp nhận",
    "channel": "hình thức tiếp nhận",
    "due_on": "ngày hẹn trả",
    "resolved_on": "ngày trả",
    "facts": "điều kiện",
    "withdrawn_on": "ngày rút",
    "returned_on": "ngày trả lại",
    "suspended_on": "ngày tạm dừng",
    "timing": "tiến độ",
    "late_reason": "lý do quá hạn",
    "clerk": "cán bộ thụ lý",
}

app: Final = typer.Typer(help="Sổ theo dõi hồ sơ.", no_args_is_help=True, add_completion=False)

File = Annotated[
    Path,
    typer.Argument(metavar="TỆP", exists=True, dir_okay=False, readable=True, help="Sổ: CSV hoặc XLSX."),
]
SkipErrors = Annotated[
    bool,
    typer.Option("--skip-errors", help="Có dòng sai vẫn nhập các dòng đúng (mặc định: không nhập gì)."),
]
Source = Annotated[
    str | None,
    typer.Option("--source", metavar="TÊN", help="Nguồn của tệp: cách ghi cột được nhớ cho lần sau."),
]
Columns = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="TIÊU ĐỀ=CỘT", help="Cột nào là cột nào, như “Số BN=ma_ho_so”."),
]
Fixed = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="CỘT=GIÁ TRỊ", help="Giá trị chung của cột không có trong tệp."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Chỉ cho biết sẽ đổi gì, không nhập.")]
Refused = Annotated[
    Path | None,
    typer.Option(
        "--refused", metavar="TỆP", help="Nơi ghi các dòng không nhập (.csv, .xlsx); mặc định cạnh tệp sổ."
    ),
]


@dataclass(slots=True)
class Import:
    """One file on its way in."""

    file: Path
    reader: RegisterReader
    sheet: Sheet
    staging: Staging
    errors: list[RowError] = field(default_factory=list)

    def good_rows(self) -> Iterator[tuple[int, Dossier]]:
        """Yield the rows that can be taken in; note the others, until there are too many."""
        with progress("Đọc sổ", self.sheet.size) as advance:
            for number, found in enumerate(self.reader):
                if isinstance(found, RowRead):
                    yield found
                else:
                    self.errors.append(found)
                if self.hopeless:
                    break
                if number % 1000 == 0:
                    advance(self.sheet.position)

    @property
    def hopeless(self) -> bool:
        """Whether so many rows are wrong that the file must be another table: the rest is not read."""
        return len(self.errors) >= MOST_ERRORS

    def load(self) -> None:
        """Put every good row into the staging table."""
        self.staging.load(self.good_rows())
        for line, code, before in self.staging.leave_out_repeated():
            self.errors.append(RowError(line, f"mã hồ sơ {code} đã có ở dòng {before}"))
        self.errors.sort()


@app.command("import")
def import_register(  # noqa: PLR0913 - each is an option of the command
    file: File,
    *,
    source: Source = None,
    column: Columns = None,
    fixed: Fixed = None,
    dry_run: DryRun = False,
    skip_errors: SkipErrors = False,
    refused: Refused = None,
) -> None:
    """Nhập sổ theo dõi hồ sơ từ tệp CSV hoặc XLSX; có dòng sai thì không nhập dòng nào (mã thoát 3)."""
    keep_apart(file, refused)
    settings = Settings().resolved()
    catalogue = catalogue_of(settings)
    engine = opened(settings)
    given = layout(engine, source, column or [], fixed or [])
    holds = holds_header(given.columns, given.fixed)
    try:
        with open_sheet(file, holds) as sheet, alone(engine) as connection:
            reader = RegisterReader(sheet.records, catalogue, datetime.now(VIETNAM).date(), given)
            work = Import(file, reader, sheet, Staging(connection, reader.fields, Outcomes(catalogue)))
            tell_others(sheet)
            tell_guesses(reader)
            with drafting(connection):
                work.load()
                preview = work.staging.preview()
                if dry_run:
                    tell_preview(preview, work.staging)
            export(work, refused, holds)
            refuse(work, skip_errors=skip_errors or dry_run)
            if dry_run:
                raise typer.Exit(SOME_REFUSED if work.errors else 0)
            keep = source and Layout({**given.columns, **reader.header.named()}, given.fixed)
            merged, looked_at = merge(work, catalogue, source, keep or given)
    except SheetError as error:
        typer.echo(f"Dòng {error.line}: {error}" if error.line else str(error), err=True)
        raise typer.Exit(SOME_REFUSED if error.line else 1) from error
    count_waiting(engine, catalogue)
    tell_result(work, preview, merged, looked_at)


@app.command("sources")
def sources() -> None:
    """Liệt kê các nguồn đã biết và cột của mỗi nguồn."""
    with reading(opened(Settings().resolved())) as connection:
        for name in known_sources(connection):
            kept = layout_of(connection, name)
            typer.echo(name)
            for word, column in kept.columns.items():
                typer.echo(f"  {word} → {column or '(bỏ qua)'}")
            for column, value in kept.fixed.items():
                typer.echo(f"  {column} = {value}")


def layout(engine: Engine, source: str | None, columns: list[str], fixed: list[str]) -> Layout:
    """Return how the file is written: what is remembered of its source, then what the command says."""
    with reading(engine) as connection:
        known = layout_of(connection, source) if source else Layout()
    named = {fold(word): _known(name) for word, name in map(_split, columns)}
    values = {_known(name): value for name, value in map(_split, fixed)}
    return Layout({**known.columns, **named}, {**known.fixed, **values})


def _split(option: str) -> tuple[str, str]:
    left, sign, right = option.rpartition("=")
    if not sign or not left:
        raise typer.BadParameter(f"“{option}” phải có dạng TRÁI=PHẢI")
    return left.strip(), right.strip()


def _known(name: str) -> str:
    found = column_named(name) if name else ""
    if found is None:
        raise typer.BadParameter(f"không có cột “{name}”; hãy chọn: {', '.join(HEADERS)}")
    return found


def merge(work: Import, catalogue: Catalogue, source: str | None, keep: Layout) -> tuple[Merged, int]:
    """Take the rows in, in one transaction with all that follows; return how many scans are due, too."""
    now = datetime.now(UTC)
    connection: Connection = work.staging.connection
    with deciding(connection):
        note_catalogue(connection, catalogue)
        merged = work.staging.merge(now)
        looked_at = refinish(connection, merged.awaited, now) if merged.added + merged.changed else 0
        if source:
            remember(connection, source, keep, now)
        note_lists(connection, now, operator(), catalogue)
        note(connection, now, operator(), _deed(work, merged, source))
    return merged, looked_at


def _deed(work: Import, merged: Merged, source: str | None) -> Deed:
    counts = {"added": merged.added, "changed": merged.changed, "refused": len(work.errors)}
    return Deed(
        AuditAction.REGISTER_IMPORTED, f"register:{work.file.name}", detail={**counts, "source": source}
    )


def refuse(work: Import, *, skip_errors: bool) -> None:
    """Tell each refused row, the first ones at least; end with exit code 3 unless they are to be skipped."""
    for error in work.errors[:SHOWN_ERRORS]:
        typer.echo(f"Dòng {error.line}: {masked(error.reason)}", err=True)
    if len(work.errors) > SHOWN_ERRORS:
        typer.echo(f"... và {vietnamese(len(work.errors) - SHOWN_ERRORS)} dòng sai khác.", err=True)
    if work.hopeless:
        typer.echo("Quá nhiều dòng sai nên đã dừng đọc: tệp này có lẽ không phải là sổ.", err=True)
    if work.hopeless or (work.errors and not skip_errors):
        typer.echo("Chưa nhập dòng nào. Hãy sửa các dòng trên, hoặc thêm --skip-errors để bỏ qua.", err=True)
        raise typer.Exit(SOME_REFUSED)


def keep_apart(file: Path, refused: Path | None) -> None:
    """Refuse to write the refused rows over the register itself: its other rows would be lost."""
    if refused is not None and refused.exists() and refused.samefile(file):
        raise typer.BadParameter("trùng với tệp sổ; hãy chọn tệp khác", param_hint="--refused")


def export(work: Import, into: Path | None, holds: Holds) -> None:
    """Write the refused rows beside the register, or where the command says."""
    if not work.errors:
        return
    suffix = ".xlsx" if work.file.suffix.lower() == ".xlsx" else ".csv"
    place = into or work.file.with_name(f"{work.file.stem}.khong-nhap{suffix}")
    number = write_refused(work.file, work.reader.header.line, dict(work.errors), place, holds)
    typer.echo(f"Đã ghi {vietnamese(number)} dòng không nhập vào {place}.", err=True)


def tell_others(sheet: Sheet) -> None:
    """Print which worksheet is read where there are several."""
    if sheet.others:
        others = ", ".join(f"“{name}”" for name in sheet.others)
        typer.echo(f"Chỉ đọc trang tính “{sheet.name}”; không đọc: {others}.", err=True)


def tell_guesses(reader: RegisterReader) -> None:
    """Print which columns were only guessed."""
    for word, name in reader.header.guessed.items():
        words = f"{HEADERS[name][0]} ({name})"
        typer.echo(f"Cột “{word}” được hiểu là {words}; nếu sai, hãy dùng --column.", err=True)


def tell_preview(preview: Preview, staging: Staging) -> None:
    """Print what an import would change, by field, and the first changes."""
    typer.echo(f"Mới: {vietnamese(preview.added)}; thay đổi: {vietnamese(preview.changed)}; ", nl=False)
    typer.echo(f"không đổi: {vietnamese(preview.unchanged)} (chạy thử, chưa nhập gì).")
    for name, number in preview.by_field.items():
        typer.echo(f"  {FIELD_WORDS[name]}: {vietnamese(number)} hồ sơ đổi")
    for each in staging.differences(SHOWN_DIFFERENCES):
        words = f"{_word(each.kept)} → {_word(each.given)}"
        typer.echo(f"  Dòng {each.line}, {each.code}, {FIELD_WORDS[each.field]}: {words}")


def _word(value: object) -> str:
    return "(trống)" if value in {None, "[]"} else str(value)


def tell_result(work: Import, preview: Preview, merged: Merged, looked_at: int) -> None:
    """Print what came of it."""
    read = preview.added + preview.changed + preview.unchanged
    typer.echo(f"Đã đọc {vietnamese(read)} hồ sơ.")
    typer.echo(f"Mới: {vietnamese(merged.added)}; thay đổi: {vietnamese(merged.changed)}.")
    if work.reader.passed_over:
        typer.echo(f"{vietnamese(work.reader.passed_over)} dòng không phải hồ sơ được bỏ qua.")
    if looked_at:
        typer.echo(f"{vietnamese(looked_at)} tệp liên quan sẽ được xem lại.")
