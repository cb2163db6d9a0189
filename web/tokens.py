"""Granting tokens, for the page and the command: within what the giver reaches, noted in the audit log."""

from datetime import datetime
from typing import Final

from sqlalchemy import Engine

from storage import tokens
from storage.access import ACTS, Act, Actor, UserRole
from storage.accounts import AccountError
from storage.audit_log import AuditAction, Deed, note
from storage.database import writing
from storage.stations import is_within, unit_of_station
from storage.tokens import NewToken, list_tokens

MORE_THAN_OWN: Final = "Khóa chỉ cấp được quyền mà chính khóa đó có."
OUTSIDE: Final = "Đơn vị hoặc trạm này nằm ngoài phạm vi của bạn."
UNKNOWN: Final = "Không có khóa này trong phạm vi của bạn, hoặc khóa đã bị thu hồi."
NO_NAME: Final = "Hãy đặt tên cho khóa (1–64 ký tự)."
MOST_NAME: Final = 64

# What a program is usually for: what it may do then.
PURPOSES: Final[dict[str, tuple[str, frozenset[Act]]]] = {
    "scanner": ("Máy quét: gửi tệp, xem kết quả", frozenset({Act.UPLOAD, Act.SEE_STATIONS})),
    "monitor": ("Giám sát: xem tình trạng", frozenset({Act.SEE_STATUS, Act.SEE_STATIONS})),
    "figures": ("Số liệu: đọc và xuất báo cáo", frozenset({Act.SEE_FIGURES, Act.EXPORT, Act.SEE_CATALOGUE})),
    "dossiers": (
        "Phần mềm một cửa: hồ sơ, giấy tờ, bản gốc",
        frozenset(
            {
                *(Act.SEE_STATIONS, Act.SEE_PAPERS, Act.OPEN_ORIGINAL, Act.SEE_DOSSIERS),
                *(Act.CHANGE_DOSSIERS, Act.SEARCH),
            }
        ),
    ),
    "clerk": ("Công chức: mọi việc rà soát, hồ sơ, tra cứu", ACTS[UserRole.CLERK]),
    "administration": ("Quản trị: tài khoản, trạm, danh mục, nhật ký", ACTS[UserRole.ADMINISTRATOR]),
}


class UnknownTokenError(LookupError):
    """There is no such token within reach."""


def grant(engine: Engine, by: Actor, new: NewToken, now: datetime) -> str:
    """Make a token; return its key, which nobody can see again. Raises AccountError."""
    if not 0 < len(new.name) <= MOST_NAME:
        raise AccountError(NO_NAME)
    if by.is_program and not new.acts <= by.acts:
        raise AccountError(MORE_THAN_OWN)
    with writing(engine) as c:
        unit = unit_of_station(c, new.station) if new.station and new.unit is None else new.unit
        # A station is all that a token of one reaches: a unit said beside it opens no foreign one.
        foreign = new.station is not None and not is_within(c, by.reach, new.station)
        if foreign or not by.reach.holds(unit, new.station):
            raise AccountError(OUTSIDE)
        key = tokens.add_token(c, new, by.name, now)
        detail = {"acts": sorted(new.acts), "station": new.station}
        note(c, now, by, Deed(AuditAction.TOKEN_ADDED, f"token:{new.name}", unit, detail))
    return key


def revoke(engine: Engine, by: Actor, name: str, now: datetime) -> None:
    """Let a token work no more. Raises UnknownTokenError."""
    with writing(engine) as c:
        mine = {token.name: token for token in list_tokens(c, by.reach)}
        if name not in mine or not tokens.revoke_token(c, name, now):
            raise UnknownTokenError(UNKNOWN)
        note(c, now, by, Deed(AuditAction.TOKEN_REVOKED, f"token:{name}", mine[name].unit))
