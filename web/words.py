"""The words that people read for states, and times and names as they are shown."""

from datetime import datetime, timedelta, timezone
from typing import Final

from configs.personal import hide_numbers, one_line
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
PROCESS_WORDS: Final[dict[str, str]] = {
    "watcher": "Theo dõi thư mục",
    "worker": "Đọc giấy tờ",
    "scheduler": "Giao việc",
    "web": "Trang theo dõi",
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


def process_words(name: str) -> str:
    """Return what a process does, from its name: worker-pc1-4711 reads papers."""
    return PROCESS_WORDS.get(name.partition("-")[0], name)


def masked(text: str) -> str:
    """Return a text on one line, with the middle of personal ID numbers (9 or 12 digits) hidden."""
    return one_line(hide_numbers(text, lambda number: f"{number[:3]}…{number[-2:]}"))
