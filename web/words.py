"""The words that people read for states, and times and names as they are shown."""

from datetime import date, datetime, timedelta, timezone
from typing import Final

from catalogue.completeness import SlotStatus
from catalogue.dossier import Channel
from configs.personal import hide_numbers, one_line
from storage.access import Act, UserRole
from storage.audit_log import AuditAction
from storage.decisions import Kind
from storage.model import ArrivalState, ScanState

VIETNAM: Final = timezone(timedelta(hours=7))  # without summer time since 1979; needs no zone files

SCAN_WORDS: Final[dict[ScanState, str]] = {
    ScanState.RECEIVED: "Đã nhận",
    ScanState.PROCESSING: "Đang đọc",
    ScanState.ACCEPTED: "Đã xong",
    ScanState.REVIEW: "Cần rà soát",
    ScanState.REJECTED: "Quét lại",
    ScanState.QUARANTINED: "Cách ly",
}
ARRIVAL_WORDS: Final[dict[ArrivalState, str]] = {
    ArrivalState.WAITING: "Đang chờ",
    ArrivalState.STUCK: "Mắc kẹt",
    ArrivalState.TAKEN: "Đã lấy",
    ArrivalState.DUPLICATE: "Đã có, nối vào lần nhận trước",
    ArrivalState.UNMOVABLE: "Đã lưu, không lấy ra được",
}
ROLE_WORDS: Final[dict[UserRole, str]] = {
    UserRole.STATION: "Trạm quét",
    UserRole.CLERK: "Công chức một cửa",
    UserRole.LEAD: "Phụ trách đơn vị",
    UserRole.OFFICER: "Cán bộ báo cáo",
    UserRole.ADMINISTRATOR: "Quản trị",
}
ROLE_HELP: Final[dict[UserRole, str]] = {
    UserRole.STATION: "gửi tệp, xem kết quả của trạm mình",
    UserRole.CLERK: "rà soát giấy tờ, sửa hồ sơ, tra cứu",
    UserRole.LEAD: "như công chức, thêm số liệu, xuất báo cáo, trạm quét",
    UserRole.OFFICER: "xem hồ sơ, số liệu, xuất báo cáo",
    UserRole.ADMINISTRATOR: "tài khoản, trạm, danh mục, nhật ký; không mở giấy tờ của công dân",
}
ACT_WORDS: Final[dict[Act, str]] = {
    Act.ENTER: "đăng nhập",
    Act.SEE_STATUS: "xem tình trạng",
    Act.SEE_STATIONS: "xem tệp của trạm",
    Act.UPLOAD: "gửi tệp",
    Act.SEE_PAPERS: "xem giấy tờ",
    Act.OPEN_ORIGINAL: "tải bản gốc",
    Act.REVIEW: "rà soát",
    Act.SEE_DOSSIERS: "xem hồ sơ",
    Act.CHANGE_DOSSIERS: "sửa hồ sơ",
    Act.SEE_PERSON: "xem số định danh",
    Act.SEARCH: "tra cứu",
    Act.SEE_FIGURES: "xem số liệu",
    Act.EXPORT: "xuất dữ liệu",
    Act.SEE_CATALOGUE: "xem danh mục",
    Act.EDIT_CATALOGUE: "sửa danh mục",
    Act.MANAGE_ACCOUNTS: "quản lý tài khoản",
    Act.MANAGE_STATIONS: "quản lý trạm quét",
    Act.MANAGE_TOKENS: "quản lý khóa truy cập",
    Act.SEE_HEALTH: "xem sức khỏe hệ thống",
    Act.SEE_AUDIT_LOG: "xem nhật ký",
}
ACTION_WORDS: Final[dict[AuditAction, str]] = {
    AuditAction.LOGIN: "Đăng nhập",
    AuditAction.LOGIN_REFUSED: "Đăng nhập sai",
    AuditAction.LOGOUT: "Đăng xuất",
    AuditAction.PASSWORD_CHANGED: "Đổi mật khẩu",
    AuditAction.ACCOUNT_ADDED: "Thêm tài khoản",
    AuditAction.ACCOUNT_CHANGED: "Sửa tài khoản",
    AuditAction.ACCOUNT_DISABLED: "Khóa tài khoản",
    AuditAction.ACCOUNT_ENABLED: "Mở khóa tài khoản",
    AuditAction.STATION_CHANGED: "Sửa trạm quét",
    AuditAction.TOKEN_ADDED: "Cấp khóa truy cập",
    AuditAction.TOKEN_REVOKED: "Thu hồi khóa truy cập",
    AuditAction.ORIGINAL_OPENED: "Tải bản gốc",
    AuditAction.FILE_UPLOADED: "Gửi tệp",
    AuditAction.PAPER_SEEN: "Xem giấy tờ",
    AuditAction.PAPER_CHANGED: "Sửa giấy tờ",
    AuditAction.DOSSIER_SEEN: "Xem hồ sơ",
    AuditAction.DOSSIER_CHANGED: "Sửa hồ sơ",
    AuditAction.PERSON_SEEN: "Xem số định danh",
    AuditAction.SEARCHED: "Tra cứu",
    AuditAction.EXPORTED: "Xuất dữ liệu",
    AuditAction.CATALOGUE_CHANGED: "Sửa danh mục",
    AuditAction.REGISTER_IMPORTED: "Nhập sổ hồ sơ",
    AuditAction.RECOUNTED: "Tính lại mức đầy đủ",
    AuditAction.SEALED_DESTROYED: "Hủy bản quét có dấu mật",
    AuditAction.SEALED_BY_HAND: "Khóa bản quét có dấu mật",
    AuditAction.SEALED_RELEASED: "Mở khóa bản quét có dấu mật",
    AuditAction.AUDIT_LOG_SEEN: "Xem nhật ký",
}
REASON_WORDS: Final[dict[str, str]] = {
    "unassigned": "chưa rõ hồ sơ",
    "unknown_type": "chưa rõ loại",
    "unsure_type": "chưa chắc loại",
    "alarm": "cần xem kỹ",
    "begun": "rà soát dở",
    "poor_quality": "bản quét kém",
    "no_content": "trang trắng",
}
SLOT_WORDS: Final[dict[SlotStatus, str]] = {
    SlotStatus.DIGITISED: "Đủ",
    SlotStatus.REUSED: "Dùng lại",
    SlotStatus.EXEMPT: "Miễn số hóa",
    SlotStatus.SHOW_ONLY: "Chỉ xuất trình",
    SlotStatus.MISSING: "Thiếu",
    SlotStatus.NOT_REQUIRED: "Không yêu cầu",
}
SLOT_SIGNS: Final[dict[SlotStatus, str]] = {
    SlotStatus.DIGITISED: "ok",
    SlotStatus.REUSED: "ok",
    SlotStatus.EXEMPT: "off",
    SlotStatus.SHOW_ONLY: "off",
    SlotStatus.MISSING: "trouble",
    SlotStatus.NOT_REQUIRED: "off",
}
DECISION_WORDS: Final[dict[Kind, str]] = {
    Kind.STARTS: "Chia giấy tờ",
    Kind.BLANK: "Trang trắng",
    Kind.PLACE: "Thứ tự trang",
    Kind.TYPE: "Chọn loại giấy tờ",
    Kind.DOSSIER: "Chọn hồ sơ",
    Kind.EXEMPT: "Miễn số hóa",
    Kind.FIELD: "Sửa trường",
    Kind.WORD: "Sửa chữ",
    Kind.TURN: "Xoay trang",
    Kind.REREAD: "Đọc lại trang theo chiều mới",
    Kind.ACCEPTED: "Rà soát xong",
    Kind.RETURNED: "Trả lại trạm quét",
    Kind.JOINED: "Ghép hai lượt quét",
    Kind.UNDO: "Hoàn tác",
}
CHANNEL_WORDS: Final[dict[Channel, str]] = {
    Channel.ONLINE: "trực tuyến",
    Channel.DIRECT: "trực tiếp",
    Channel.POST: "bưu chính",
}
PROCESS_WORDS: Final[dict[str, str]] = {
    "watcher": "Theo dõi thư mục",
    "worker": "Đọc giấy tờ",
    "scheduler": "Giao việc",
    "web": "Trang web",
    "supervisor": "Điều hành",
}


def local(moment: datetime) -> str:
    """Return a moment as a clock in Vietnam shows it: 09:05 22/11/2026."""
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def clock_time(moment: datetime, now: datetime) -> str:
    """Return the time of day, with the day before it where that is not today's."""
    there, here = moment.astimezone(VIETNAM), now.astimezone(VIETNAM)
    return f"{there:%H:%M}" if there.date() == here.date() else local(moment)


def ago(seconds: float) -> str:
    """Return how long ago something was, in the largest whole unit."""
    for size, word in ((86_400, "ngày"), (3_600, "giờ"), (60, "phút")):
        if seconds >= size:
            return f"{int(seconds // size)} {word} trước"
    return f"{max(int(seconds), 0)} giây trước"


def action_words(action: str) -> str:
    """Return what was done, of which the audit log may know more than this version."""
    return ACTION_WORDS[AuditAction(action)] if action in set(AuditAction) else action


def decision_words(kind: Kind) -> str:
    """Return what was decided; what is decided on other pages has its words there."""
    return DECISION_WORDS.get(kind, "Quyết định về bản quét")


def day(on: date) -> str:
    """Return a day as people write it: 05/11/2026."""
    return f"{on:%d/%m/%Y}"


def process_words(name: str) -> str:
    """Return what a process does, from its name: worker-pc1-4711 reads papers."""
    return PROCESS_WORDS.get(name.partition("-")[0], name)


def masked(text: str) -> str:
    """Return a text on one line, with the middle of personal ID numbers (9 or 12 digits) hidden."""
    return one_line(hide_numbers(text, lambda number: f"{number[:3]}…{number[-2:]}"))
