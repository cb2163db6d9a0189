"""What the person at the scanner is told about a page that should be scanned again, by flaw."""

from typing import Final

FLAWS: Final[dict[str, str]] = {
    "too_dark": "Ảnh quá tối. Hãy tăng độ sáng của máy quét và quét lại.",
    "faded": "Chữ quá nhạt so với nền giấy. Hãy tăng độ tương phản của máy quét và quét lại.",
    "blurred": "Ảnh bị mờ, chữ nhòe. Hãy lau mặt kính, giữ giấy nằm yên và quét lại.",
    "too_small": "Chữ quá nhỏ, không đủ nét để đọc. Hãy quét lại ở 300 dpi.",
    "cut_off": "Chữ bị cắt ở mép trang. Hãy đặt giấy đúng khổ và quét lại.",
}
