"""A worksheet of an Excel file, whichever library reads it."""

import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

BROKEN: Final = "Tệp Excel hỏng hoặc chưa chép xong. Hãy mở bằng Excel và lưu lại dạng .xlsx."

# What libraries raise over a file that is cut off or damaged, wherever it is. AttributeError: parts that
# others should lead to are not there; RuntimeError: a part under a password.
FAULTS: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, SyntaxError, NotImplementedError, RuntimeError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError),
)

Values = Sequence[Any]  # None, "", str, bool, numbers, dates and times


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet: its name; its rows from the first line on, to be asked for once; how far reading has come.

    `rows` raises SheetError, at once or later on; `position` returns a number of bytes of the file.
    """

    name: str
    rows: Callable[[], Iterator[Values]]
    position: Callable[[], int]
