"""What went wrong outside of our code, in words that say what to do."""

import sys
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

FAILURES: Final = {
    "pydantic_core._pydantic_core.ValidationError": "Cấu hình sai. Hãy sửa biến SOHOA_... nêu dưới đây.",
    "catalogue.errors.CatalogueError": "Danh mục sai. Hãy sửa tệp và khóa nêu dưới đây.",
    "storage.errors.StoreSettingsError": "Địa chỉ nơi lưu trữ sai. Hãy sửa biến SOHOA_... nêu dưới đây.",
    "storage.errors.StoreUnavailable": "Chưa dùng được cơ sở dữ liệu hoặc kho bản gốc. "
    "Hãy thử lại; nếu vẫn vậy, chạy “sohoa doctor”.",
    "storage.errors.StoreError": "Kho bản gốc thiếu hoặc hỏng nội dung. Hãy kiểm tra ổ đĩa và bản sao lưu.",
    "alembic.util.exc.CommandError": "Cơ sở dữ liệu do bản Sohoa khác tạo. Hãy dùng đúng bản.",
    "reports.errors.FormatError": "Không lập được báo cáo ở định dạng này.",
    "sqlalchemy.exc.SQLAlchemyError": "Cơ sở dữ liệu báo lỗi. Hãy chạy “sohoa doctor”.",
    "redis.exceptions.RedisError": "Không dùng được Redis. Hãy kiểm tra SOHOA_REDIS_URL.",
    "concurrent.futures.process.BrokenProcessPool": "Không chạy được các tiến trình đọc. "
    "Hãy chạy “sohoa doctor”, rồi thử lại với --jobs 1.",
    "subprocess.TimeoutExpired": "Chương trình nêu dưới đây không trả lời.",
    "builtins.PermissionError": "Không đủ quyền với tệp hoặc thư mục nêu dưới đây.",
    "builtins.FileNotFoundError": "Không có tệp hoặc chương trình nêu dưới đây.",
    "builtins.UnicodeDecodeError": "Tệp không phải văn bản UTF-8. Hãy lưu lại dạng “CSV UTF-8”.",
    "builtins.OSError": "Hệ điều hành báo lỗi (ổ đĩa, mạng hoặc quyền).",
}
SETTING_WORDS: Final = {
    "int_parsing": "phải là số nguyên",
    "int_from_float": "phải là số nguyên",
    "float_parsing": "phải là số",
    "finite_number": "phải là số hữu hạn",
    "greater_than": "phải lớn hơn {gt}",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than": "phải nhỏ hơn {lt}",
    "less_than_equal": "không được quá {le}",
    "path_type": "phải là đường dẫn",
}
STATEMENT: Final = ("[SQL:", "[parameters:", "(Background")


def known_failures() -> tuple[type[Exception], ...]:
    """Return the classes of FAILURES that can have been raised: those whose module is loaded."""
    found = []
    for name in FAILURES:
        module, _, attribute = name.rpartition(".")
        if module in sys.modules:
            found.append(getattr(sys.modules[module], attribute))
    return tuple(found)


def words_for(error: Exception) -> str:
    """Return what to tell a person: our words, then the first lines of the error's own."""
    names = (f"{kind.__module__}.{kind.__qualname__}" for kind in type(error).__mro__)
    ours = next(FAILURES[name] for name in names if name in FAILURES)
    return f"{ours}\n{_settings(error) if isinstance(error, ValidationError) else _details(error)}"


def _settings(error: ValidationError) -> str:
    """Return a line for each wrong setting: its variable, what is wrong, never its value."""
    lines = (
        f"  SOHOA_{'_'.join(map(str, found['loc'])).upper().removeprefix('SOHOA_')}: {_wrong(found)}"
        for found in error.errors(include_url=False, include_input=False)
    )
    return "\n".join(lines)


def _wrong(found: ErrorDetails) -> str:
    words = SETTING_WORDS.get(found["type"])
    return words.format(**found.get("ctx", {})) if words else found["msg"]


def _details(error: Exception) -> str:
    """Return the error's own words; SQLAlchemy adds the statement and a link, which help nobody here."""
    lines = [line for line in str(error).splitlines() if not line.startswith(STATEMENT)]
    return "\n".join(f"  {line}" for line in lines[:8])
