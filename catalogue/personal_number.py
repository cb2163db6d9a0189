"""What a citizen's personal number (số định danh cá nhân) says of its holder.

Twelve digits: three for the province or country where the birth was registered, one for century and sex, two
for the year of birth, six at random (Decree 137/2015/NĐ-CP, article 13; Circular 07/2016/TT-BCA, article 7).
There is no check digit: only what stands beside the number can speak against it.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

NUMBER: Final = re.compile(r"\d{12}", re.ASCII)
FIRST_CENTURY: Final = 1900
# Codes of the 63 provinces before July 2025: numbers keep them. Countries have 100 and above.
PROVINCES: Final = frozenset(
    f"{code:03d}"
    for code in (
        *(1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38),
        *(40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79),
        *(80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96),
    )
)
ABROAD: Final = 100


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A number taken apart; `sex` is "Nam" or "Nữ"."""

    place: str
    sex: str
    year: int

    @property
    def place_is_known(self) -> bool:
        """Tell whether such a code exists: a province's, or a country's."""
        return self.place in PROVINCES or int(self.place) >= ABROAD


def take_apart(number: str) -> PersonalNumber | None:
    """Return what twelve digits say; None for anything else."""
    if not NUMBER.fullmatch(number):
        return None
    century, odd = divmod(int(number[3]), 2)
    return PersonalNumber(
        number[:3], "Nữ" if odd else "Nam", FIRST_CENTURY + 100 * century + int(number[4:6])
    )


def disagreement(number: str, born: date | None, sex: str | None) -> str | None:
    """Say in Vietnamese what a number and what stands beside it disagree about; None where they agree.

    `born` and `sex` may be unknown. A number that is not twelve digits says nothing.
    """
    known = take_apart(number)
    if known is None:
        return None
    if born is not None and born.year != known.year:
        return f"số định danh cho biết sinh năm {known.year}, nhưng ngày sinh ghi {born:%d/%m/%Y}"
    if sex is not None and sex != known.sex:
        return f"số định danh cho biết giới tính {known.sex}, nhưng giới tính ghi {sex}"
    return None
