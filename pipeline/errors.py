"""Why a file cannot be read: each reason has a code, and words that say what happened and what to do.

* ScanError: final, told to the station and the clerk, never retried; all else is retried by the workers.
"""

from typing import Final

SEALED: Final = "secret"  # the code of a mark of state secrecy, and the kind of its stamp

REASONS: Final[dict[str, str]] = {
    "empty": "Tệp rỗng (0 byte). Hãy quét lại giấy tờ này.",
    "unreadable": "Không mở được tệp (thiếu quyền hoặc ổ đĩa lỗi). Hãy kiểm tra thư mục rồi thử lại.",
    "unsupported": "Không phải PDF, TIFF, JPEG hoặc PNG. Hãy quét lại thành một trong các định dạng đó.",
    "truncated": "Tệp bị cắt cụt, thiếu phần cuối. Hãy chép lại hoặc quét lại.",
    "damaged": "Tệp bị hỏng, không mở được. Hãy quét lại.",
    "encrypted": "Tệp PDF đặt mật khẩu. Hãy gỡ mật khẩu hoặc quét lại.",
    "no_pages": "Tệp không có trang nào. Hãy quét lại.",
    "too_many_pages": "Tệp có quá nhiều trang. Hãy tách thành nhiều tệp nhỏ hơn.",
    "too_many_bytes": "Tệp quá lớn. Hãy quét ở 300 dpi hoặc tách thành nhiều tệp.",
    "too_many_pixels": "Trang quá lớn để đọc tự động. Hãy quét ở 300 dpi.",
    "timeout": "Đọc quá lâu nên đã dừng. Hãy quét lại ở 300 dpi.",
    "out_of_memory": "Trang cần quá nhiều bộ nhớ nên đã dừng. Hãy quét lại ở 300 dpi.",
    "crashed": "Tệp làm chương trình đọc dừng đột ngột nên đã được cách ly. Hãy quét lại.",
    SEALED: (
        "Có dấu chỉ độ mật: tài liệu này không được số hóa. Đã dừng đọc và không ghi lại nội dung. "
        "Hãy xử lý tệp này và cất bản giấy theo quy định bảo vệ bí mật nhà nước."
    ),
}


class ScanError(Exception):
    """A file or page that cannot be read, ever: `code` is a key of REASONS, `detail` is for the log."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.message = REASONS[code]
        self.detail = detail
        super().__init__(f"{code}: {detail}" if detail else code)

    def __reduce__(self) -> tuple[type["ScanError"], tuple[str, str]]:
        """Travel between processes: by default an exception is made again from its message."""
        return type(self), (self.code, self.detail)
