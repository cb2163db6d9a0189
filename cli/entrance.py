"""What the doctor sees of people: whether anybody can log in, whether the audit log is as it was written."""

from typing import Final

from sqlalchemy import Engine

from cli.database import newest_revision, revision
from cli.ground import Finding, Level, is_made
from configs.settings import Settings
from reports.percent import vietnamese
from storage.accounts import administrators, count_accounts
from storage.audit_log import verify
from storage.database import open_database, reading

NOT_YET: Final = Finding(Level.NOTE, "cơ sở dữ liệu chưa sẵn sàng", "Xem dòng “Cơ sở dữ liệu”.")
FIRST: Final = "Tạo tài khoản đầu tiên: sohoa user add TÊN"
NO_KEEPER: Final = "Tạo một quản trị viên: sohoa user add TÊN --role administrator"
BROKEN: Final = (
    "Giữ nguyên cơ sở dữ liệu, so với bản sao lưu, báo người có trách nhiệm; chi tiết: sohoa audit-log verify"
)


def accounts(settings: Settings) -> Finding:
    """See whether somebody can log in, and somebody can administrate everything."""
    engine = _ready(settings)
    if engine is None:
        return NOT_YET
    with reading(engine) as c:
        count, keepers = count_accounts(c), administrators(c)
    if not count:
        return Finding(Level.NOTE, "chưa có tài khoản nào, chưa ai đăng nhập được", FIRST)
    seen = f"{vietnamese(count)} tài khoản, {len(keepers)} quản trị viên toàn hệ thống"
    return Finding(Level.OK, seen) if keepers else Finding(Level.NOTE, seen, NO_KEEPER)


def audit_log(settings: Settings) -> Finding:
    """Read the whole audit log and see whether its chain is whole."""
    engine = _ready(settings)
    if engine is None:
        return NOT_YET
    with reading(engine) as c:
        verdict = verify(c)
    if verdict.intact:
        return Finding(Level.OK, f"chuỗi còn nguyên vẹn, {vietnamese(verdict.whole)} dòng")
    return Finding(Level.TROUBLE, f"chuỗi bị đứt ở dòng {verdict.broken_at}", BROKEN)


def _ready(settings: Settings) -> Engine | None:
    """Return the database; None where it is not made, or not by this version."""
    engine = open_database(settings.database_url)
    return engine if is_made(engine) and revision(engine) == newest_revision() else None
