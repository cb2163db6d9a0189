"""Invented people, places and papers' numbers: what one dossier tells, the same on each of its papers."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

SURNAMES: Final = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Nông",
)
MIDDLE: Final = {
    "Nam": ("Văn", "Đức", "Hữu", "Quốc", "Minh", "Thế", "Công", "Ngọc"),
    "Nữ": ("Thị", "Thu", "Ngọc", "Thùy", "Khánh", "Mỹ", "Thị Bích", "Hoài"),
}
GIVEN: Final = {
    "Nam": (
        "Dũng",
        "Hưởng",
        "Khoẻ",
        "Sỹ",
        "Tuấn",
        "Thắng",
        "Quyết",
        "Phước",
        "Vượng",
        "Nghĩa",
        "Hậu",
        "Lễ",
        "Kiểm",
        "Bảo",
    ),
    "Nữ": (
        "Hường",
        "Nguyệt",
        "Thảo",
        "Tuyết",
        "Quỳnh",
        "Yến",
        "Hạnh",
        "Phượng",
        "Diễm",
        "Mận",
        "Sửu",
        "Ánh",
        "Thủy",
        "Hằng",
    ),
}
HAMLETS: Final = (
    "thôn Đồng Sậy",
    "thôn Suối Mỏ",
    "tổ dân phố số 5",
    "xóm Trại Cá",
    "thôn Gò Lũy",
    "ấp Vườn Ổi",
    "thôn Nà Khuổi",
)
PEOPLES: Final = ("Kinh", "Kinh", "Kinh", "Tày", "Nùng", "Mường", "Thái")
JOBS: Final = ("Làm ruộng", "Giáo viên", "Công nhân", "Buôn bán", "Thợ mộc", "Lao động tự do")
PROVINCE: Final = "tỉnh An Lạc"
UNITS: Final = {
    "H99.101": "xã Sơn Thủy",
    "H99.102": "xã Hòa Phú",
    "H99.103": "phường An Bình",
    "H99.104": "xã Đông Hải",
}
OLD_DISTRICT: Final = {
    "H99.101": "huyện Sơn Thủy",
    "H99.102": "huyện Sơn Thủy",
    "H99.103": "huyện Đông Hải",
    "H99.104": "huyện Đông Hải",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist; the first three digits of the number belong to no province."""

    name: str
    sex: str  # "Nam" | "Nữ"
    born: date
    people: str
    job: str
    number: str
    address: str

    @property
    def caps(self) -> str:
        return self.name.upper()

    @property
    def title(self) -> str:
        return "Ông" if self.sex == "Nam" else "Bà"


@dataclass(frozen=True, slots=True)
class Land:
    """A plot of land and the certificate that was issued for it."""

    plot: int
    sheet: int
    area: str  # square metres, the Vietnamese way
    serial: str  # 2 letters and 8 digits since 2025
    old_serial: str  # 2 letters and 6 digits
    book: str
    price: str  # dong
    price_words: str


@dataclass(frozen=True, slots=True)
class Case:
    """What one dossier is about."""

    code: str
    unit: str  # code
    procedure: str
    received_on: date
    number: int  # serial for papers' own numbers
    applicant: Person
    spouse: Person
    child: Person
    elder: Person
    neighbour: Person
    official: str
    registrar: str
    land: Land
    shop: str
    hospital: str

    @property
    def place(self) -> str:
        """The unit's own name, without its kind: what stands before a date."""
        return " ".join(UNITS[self.unit].split()[1:])

    @property
    def commune(self) -> str:
        return UNITS[self.unit]

    @property
    def district(self) -> str:
        return OLD_DISTRICT[self.unit]

    @property
    def father(self) -> Person:
        return self.applicant if self.applicant.sex == "Nam" else self.spouse

    @property
    def mother(self) -> Person:
        return self.spouse if self.applicant.sex == "Nam" else self.applicant

    def day(self, offset: int) -> date:
        """Return the day that lies so many days after the dossier was received."""
        return self.received_on + timedelta(days=offset)


SHOPS: Final = (
    "Tạp hóa Hương Quê",
    "Cơ khí Bền Vững",
    "Quán phở Sớm Mai",
    "Đồ gỗ Thủy Mộc",
    "Cà phê Bến Đợi",
)
HOSPITALS: Final = ("Trung tâm Y tế khu vực Sơn Thủy", "Bệnh viện Đa khoa An Lạc", "Trạm Y tế Đông Hải")
PRICES: Final = (
    ("450.000.000", "Bốn trăm năm mươi triệu đồng"),
    ("1.250.000.000", "Một tỷ hai trăm năm mươi triệu đồng"),
    ("820.000.000", "Tám trăm hai mươi triệu đồng"),
)


def make_case(
    seed: int,
    unit: str = "H99.101",
    code: str | None = None,
    received_on: date = date(2026, 11, 3),
    procedure: str = "",
) -> Case:
    """Return the same invented case for the same arguments."""
    rng = np.random.default_rng([seed, int(unit[-3:])])
    address = f"{_pick(rng, HAMLETS)}, {UNITS[unit]}, {PROVINCE}"
    sex, other = ("Nam", "Nữ") if rng.random() < 0.5 else ("Nữ", "Nam")  # noqa: PLR2004
    applicant = _person(rng, sex, 1975, 1999, address)
    spouse = _person(rng, other, 1977, 2000, address)
    surname = (applicant if sex == "Nam" else spouse).name.split()[0]
    price, words = PRICES[int(rng.integers(len(PRICES)))]
    return Case(
        code=code or f"{unit}-{received_on:%y%m%d}-{seed % 10000:04d}",
        unit=unit,
        procedure=procedure,
        received_on=received_on,
        number=int(rng.integers(11, 480)),
        applicant=applicant,
        spouse=spouse,
        child=_child(rng, surname, received_on, address),
        elder=_person(rng, _pick(rng, ("Nam", "Nữ")), 1936, 1952, address),
        neighbour=_person(
            rng, _pick(rng, ("Nam", "Nữ")), 1960, 1995, f"{_pick(rng, HAMLETS)}, {UNITS[unit]}, {PROVINCE}"
        ),
        official=_name(rng, _pick(rng, ("Nam", "Nữ"))),
        registrar=_name(rng, _pick(rng, ("Nam", "Nữ"))),
        land=_land(rng, price, words),
        shop=_pick(rng, SHOPS),
        hospital=_pick(rng, HOSPITALS),
    )


def _land(rng: np.random.Generator, price: str, words: str) -> Land:
    return Land(
        plot=int(rng.integers(11, 460)),
        sheet=int(rng.integers(3, 68)),
        area=f"{int(rng.integers(82, 640))},{int(rng.integers(1, 9))}",
        serial=f"ZA {int(rng.integers(10_000, 99_999)):08d}",
        old_serial=f"ZB {int(rng.integers(1_000, 99_999)):06d}",
        book=f"VP {int(rng.integers(100, 9_999)):05d}",
        price=price,
        price_words=words,
    )


def _pick(rng: np.random.Generator, values: tuple[str, ...]) -> str:
    return values[int(rng.integers(len(values)))]


def _name(rng: np.random.Generator, sex: str) -> str:
    return f"{_pick(rng, SURNAMES)} {_pick(rng, MIDDLE[sex])} {_pick(rng, GIVEN[sex])}"


def _number(rng: np.random.Generator, sex: str, born: date) -> str:
    century = 2 * (born.year // 100 - 19) + (sex == "Nữ")
    return f"999{century}{born.year % 100:02d}{int(rng.integers(1_000, 99_999)):06d}"


def _person(rng: np.random.Generator, sex: str, first: int, last: int, address: str) -> Person:
    born = date(first, 1, 1) + timedelta(days=int(rng.integers((last - first) * 365)))
    people, job = _pick(rng, PEOPLES), _pick(rng, JOBS)
    return Person(_name(rng, sex), sex, born, people, job, _number(rng, sex, born), address)


def _child(rng: np.random.Generator, surname: str, received_on: date, address: str) -> Person:
    sex = _pick(rng, ("Nam", "Nữ"))
    born = received_on - timedelta(days=int(rng.integers(6, 40)))
    name = f"{surname} {_pick(rng, MIDDLE[sex])} {_pick(rng, GIVEN[sex])}"
    return Person(name, sex, born, "Kinh", "", _number(rng, sex, born), address)
