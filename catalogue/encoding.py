"""How the text of a CSV file is encoded: what spreadsheets and old programs of Vietnamese offices write."""

import codecs
import re
from pathlib import Path
from typing import Final

UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHUNK: Final = 1 << 20
# Letters of TCVN3 (ABC) as windows-1258 shows them; in Vietnamese text no such sign touches a letter.
_TCVN3: Final = re.compile(r"[A-Za-z][®¬\xad¨©ª«µ¸¶·¹]|[®¬\xad¨©ª«µ¸¶·¹][A-Za-z]")
_TCVN3_LEAST: Final = 3


class EncodingError(Exception):
    """A file whose letters cannot be told; the message is Vietnamese."""


def encoding_of(path: Path) -> str:
    """Return a file's encoding: utf-8-sig, utf-16 (with its mark) or cp1258. Raises EncodingError."""
    with path.open("rb") as file:
        start = file.read(_CHUNK)
    if start.startswith(UTF_16):
        return "utf-16"
    if b"\0" in start:
        raise EncodingError("Tệp không phải văn bản UTF-8. Hãy lưu lại dạng “CSV UTF-8”.")
    if _decodes(path, "utf-8"):
        return "utf-8-sig"
    if len(_TCVN3.findall(start.decode("cp1258", errors="replace"))) >= _TCVN3_LEAST:
        raise EncodingError(
            "Tệp dùng bảng mã TCVN3 (ABC), không đọc được chắc chắn. Hãy chuyển sang Unicode "
            "rồi lưu lại dạng “CSV UTF-8”."
        )
    if not _decodes(path, "cp1258"):
        raise EncodingError("Tệp không phải văn bản UTF-8. Hãy lưu lại dạng “CSV UTF-8”.")
    return "cp1258"


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
