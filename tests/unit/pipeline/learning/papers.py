"""Invented local forms that no catalogue knows, filled in for one citizen after another."""

import random

from pipeline.learning.model import OTHER, Decision

FORMS = {
    "phieu_ao_ca": """PHIẾU THEO DÕI AO CÁ Kính gửi Hợp tác xã thủy sản Tên chủ ao {name}
diện tích ao {number} mét vuông loại cá thả con giống nguồn nước""",
    "de_nghi_dien": """GIẤY ĐỀ NGHỊ LẮP CÔNG TƠ ĐIỆN Kính gửi Điện lực Họ tên người đề nghị {name}
mã khách hàng {number} công suất mục đích dùng điện sinh hoạt""",
    OTHER: """THƯ MỜI HỌP THÔN Trưởng thôn trân trọng kính mời ông bà {name} đến dự cuộc họp lúc {number} giờ
tại nhà văn hóa""",
}
NAMES = (
    "Nguyễn Văn Ất",
    "Trần Thị Bính",
    "Lê Đình Mậu",
    "Phạm Thị Kỷ",
    "Hoàng Canh",
    "Vũ Thị Tân",
    "Đỗ Nhâm",
)


def paper(label: str, seed: int, *, misread: float = 0.03) -> str:
    """Return the text of a filled-in form, a few letters misread."""
    rng = random.Random(f"{label}{seed}")  # noqa: S311 no secret
    filled = FORMS[label].format(name=rng.choice(NAMES), number=rng.randrange(10, 9999))
    text = " ".join(filled.split())
    return "".join(rng.choice("aeinou.") if rng.random() < misread else letter for letter in text)


def decisions(each: int, *labels: str, ruled: bool = False) -> list[Decision]:
    """Return so many decisions of each label; by the rules all unknown, or all right."""
    return [
        Decision(paper(label, seed), label, label if ruled else None)
        for seed in range(each)
        for label in labels or FORMS
    ]
