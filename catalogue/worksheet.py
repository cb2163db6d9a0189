"""A worksheet of an Excel file, whichever library reads it."""

import errno
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

BROKEN: Final = "Tệp Excel hỏng hoặc chưa chép xong. Hãy mở bằng Excel và lưu lại dạng .xlsx."
NO_ROOM: Final = "Ổ đĩa của máy đã đầy, không đủ chỗ để đọc tệp Excel này. Hãy giải phóng ổ đĩa rồi nhập lại."

# What libraries raise over a file that is cut off or damaged, wherever it is. AttributeError: parts that
# others should lead to are not there; RuntimeError: a part under a password.
FAULTS: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, SyntaxError, NotImplementedError, RuntimeError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError),
)

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})

Values = Sequence[Any]  # None, "", str, bool, numbers, dates and times


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet: its name; its rows from the first line on, to be asked for once; how far reading has come.

    `rows` raises SheetError, at once or later on; `position` returns a number of bytes of the file.
    """

    name: str
    rows: Callable[[], Iterator[Values]]
    position: Callable[[], int]


def reason_of(fault: Exception) -> str:
    """Return what people are told of one of FAULTS: a broken file, unless this machine's disk is full."""
    return NO_ROOM if isinstance(fault, OSError) and fault.errno in _FULL else BROKEN
