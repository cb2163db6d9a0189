"""What every count of files and of deeds means, and which are counted: as `reports.counts` does of dossiers.

Where pages or papers are counted, the files that hold them are listed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from catalogue.work import DeedSeen, FileSeen


@dataclass(frozen=True, slots=True)
class FileCount:
    """A count of files: its title, its definition, and whether a file belongs to it."""

    title: str
    meaning: str
    test: Callable[[FileSeen], bool]


@dataclass(frozen=True, slots=True)
class DeedCount:
    """A count of what people did: the same."""

    title: str
    meaning: str
    test: Callable[[DeedSeen], bool]


STAGES: Final[dict[str, tuple[str, str]]] = {
    "scanned": ("Đã quét, đã nhận", "Tệp trạm quét gửi vào trong kỳ (theo ngày nhận, giờ Việt Nam)."),
    "read": ("Đã đọc", "Mọi trang đã đọc xong; không tính tệp bị từ chối, cách ly hoặc đang đọc."),
    "matched": ("Đã nhận dạng", "Mọi giấy tờ trong tệp đã rõ loại."),
    "reviewed": ("Đã rà soát", "Không còn chờ người rà soát: máy đọc đủ chắc, hoặc công chức đã xem."),
    "accepted": ("Đã chấp nhận vào hồ sơ", "Giấy tờ của tệp đã nằm trong một hồ sơ."),
    "stored": ("Đã lưu kho", "Hồ sơ đó có trong sổ theo dõi hồ sơ, giấy tờ được tính vào tỷ lệ."),
}
_BEFORE: Final = dict(zip(list(STAGES)[1:], STAGES, strict=False))
STATES: Final = {
    "accepted": "Máy đọc đủ chắc, đã chấp nhận",
    "review": "Chờ rà soát",
    "rejected": "Từ chối, cách ly",
    "working": "Đang xử lý",
}
_HELD: Final = {
    "pages": ("Trang đã đọc", "Tệp nhận trong kỳ có trang đã đọc xong."),
    "blank": ("Trang trắng", "Tệp nhận trong kỳ có trang trắng."),
    "text_layer": ("Không phải quét", "Tệp nhận trong kỳ có trang có sẵn chữ, không phải nhận dạng."),
    "flawed": ("Nên quét lại", "Tệp nhận trong kỳ có trang quá tối, mờ, nhòe, quá nhỏ hoặc bị cắt."),
    "papers": ("Giấy tờ", "Tệp nhận trong kỳ có giấy tờ."),
    "unknown": ("Giấy tờ chưa rõ loại", "Tệp nhận trong kỳ có giấy tờ chưa rõ loại."),
}


def _reached(stage: str) -> Callable[[FileSeen], bool]:
    return lambda file: stage in file.stages


def _stopped(stage: str) -> Callable[[FileSeen], bool]:
    return lambda file: _BEFORE[stage] in file.stages and stage not in file.stages


def _in_state(state: str) -> Callable[[FileSeen], bool]:
    return lambda file: file.state == state


def _holds(what: str) -> Callable[[FileSeen], bool]:
    return lambda file: getattr(file, what) > 0


FILE_COUNTS: Final[dict[str, FileCount]] = {
    "files": FileCount(
        "Tệp đã nhận",
        "Tệp nhận trong kỳ (giờ Việt Nam), mỗi nội dung một lần; hai lượt đã ghép là một tệp.",
        lambda _: True,
    ),
    **{f"file_{stage}": FileCount(*words, _reached(stage)) for stage, words in STAGES.items()},
    **{
        f"file_not_{stage}": FileCount(
            f"Dừng trước bước “{STAGES[stage][0]}”",
            f"Tệp đã tới bước “{STAGES[before][0]}” nhưng chưa tới bước “{STAGES[stage][0]}”.",
            _stopped(stage),
        )
        for stage, before in _BEFORE.items()
    },
    **{
        f"file_in_{state}": FileCount(words, f"Tệp nhận trong kỳ: {words.lower()}.", _in_state(state))
        for state, words in STATES.items()
    },
    **{f"file_with_{what}": FileCount(*words, _holds(what)) for what, words in _HELD.items()},
}
KINDS: Final = {
    "papers": ("Giấy tờ đã rà soát", "Mỗi giấy tờ tính một lần, dù sửa nhiều lần."),
    "dossiers": ("Hồ sơ đã cập nhật", "Mỗi hồ sơ tính một lần."),
    "files": ("Tệp đã tải lên", "Mỗi lần tải lên một tệp."),
}


def _of_kind(kind: str) -> Callable[[DeedSeen], bool]:
    return lambda deed: deed.kind == kind


DEED_COUNTS: Final[dict[str, DeedCount]] = {
    "deeds": DeedCount(
        "Mọi việc đã làm", "Giấy tờ, hồ sơ, tệp mà công chức đã xử lý trong kỳ.", lambda _: True
    ),
    **{f"deed_{kind}": DeedCount(*words, _of_kind(kind)) for kind, words in KINDS.items()},
}
