"""Which column of a register is which: by the words that provincial systems print above it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from rapidfuzz import fuzz, process

from catalogue.record import Record, SheetError
from catalogue.spelling import fold

# Every column that is understood, by its own name; the words that say it best first.
HEADERS: Final[dict[str, tuple[str, ...]]] = {
    "ma_ho_so": ("mã hồ sơ", "mã số hồ sơ", "số hồ sơ", "mã HS", "mã biên nhận", "số biên nhận"),
    "ma_thu_tuc": (
        *("mã thủ tục", "mã thủ tục hành chính", "mã TTHC", "mã dịch vụ công"),
        *("thủ tục", "thủ tục hành chính", "tên thủ tục", "tên thủ tục hành chính", "tên TTHC"),
        "tên dịch vụ công",
    ),
    "ma_don_vi": (
        *("mã đơn vị", "mã cơ quan", "đơn vị", "tên đơn vị", "đơn vị tiếp nhận", "cơ quan tiếp nhận"),
        *("nơi tiếp nhận", "đơn vị thực hiện", "cơ quan thực hiện", "đơn vị xử lý", "cơ quan giải quyết"),
    ),
    "ngay_tiep_nhan": (
        *("ngày tiếp nhận", "ngày tiếp nhận hồ sơ", "ngày nhận", "ngày nhận hồ sơ"),
        *("thời gian tiếp nhận", "thời điểm tiếp nhận", "ngày giờ tiếp nhận"),
    ),
    "hinh_thuc": (
        *("hình thức", "hình thức nộp", "hình thức nộp hồ sơ", "hình thức tiếp nhận", "hình thức nhận"),
        *("phương thức tiếp nhận", "kênh tiếp nhận", "nguồn hồ sơ"),
    ),
    "ngay_hen_tra": (
        *("ngày hẹn trả", "ngày hẹn trả kết quả", "ngày hẹn", "hẹn trả", "thời gian hẹn trả"),
        *("hạn giải quyết", "hạn xử lý", "hạn trả kết quả", "thời hạn giải quyết", "thời hạn"),
    ),
    "ngay_tra": (
        *("ngày trả", "ngày trả kết quả", "ngày có kết quả", "ngày giải quyết", "ngày giải quyết xong"),
        *("ngày hoàn thành", "ngày kết thúc", "ngày kết thúc xử lý", "thời gian trả kết quả"),
    ),
    "ngay_rut": ("ngày rút", "ngày rút hồ sơ", "ngày xin rút", "ngày công dân rút"),
    "ngay_tra_lai": ("ngày trả lại", "ngày trả lại hồ sơ", "ngày từ chối", "ngày từ chối giải quyết"),
    "ngay_tam_dung": (
        *("ngày tạm dừng", "ngày yêu cầu bổ sung", "ngày chờ bổ sung", "ngày dừng xử lý"),
        "ngày dừng tính hạn",
    ),
    "trang_thai": (
        *("trạng thái", "trạng thái hồ sơ", "tình trạng", "tình trạng hồ sơ", "tình trạng xử lý"),
        "trạng thái xử lý",
    ),
    "tien_do": ("tiến độ", "tiến độ giải quyết", "kết quả so với hạn", "so với hạn", "mức độ đúng hạn"),
    "ly_do_qua_han": (
        *("lý do quá hạn", "lý do trễ hạn", "lý do chậm", "lý do trễ", "nguyên nhân quá hạn"),
        *("nguyên nhân trễ hạn", "nguyên nhân chậm"),
    ),
    "dieu_kien": ("điều kiện", "điều kiện của hồ sơ", "trường hợp"),
    "can_bo": (
        *("cán bộ thụ lý", "cán bộ xử lý", "cán bộ thụ lý hồ sơ", "cán bộ xử lý hồ sơ", "cán bộ giải quyết"),
        *("công chức thụ lý", "công chức xử lý", "công chức giải quyết", "chuyên viên thụ lý"),
        *("chuyên viên xử lý", "người thụ lý", "người thụ lý hồ sơ", "người xử lý", "người xử lý hồ sơ"),
        *("người giải quyết", "cán bộ phụ trách", "công chức phụ trách", "người phụ trách"),
        *("cán bộ", "cán bộ tiếp nhận", "công chức tiếp nhận", "người tiếp nhận", "người nhận hồ sơ"),
    ),
}
REQUIRED: Final = ("ma_ho_so", "ma_thu_tuc", "ma_don_vi", "ngay_tiep_nhan", "hinh_thuc")
LOOKED_AT: Final = 30  # rows in which the header is looked for
NEARLY: Final = 90.0  # how alike, of 100, an unknown word must be to a known one

_RANK: Final = {
    fold(word): (field, rank) for field, words in HEADERS.items() for rank, word in enumerate((field, *words))
}


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: its line, its words, the place of each field, and the words that were guessed."""

    line: int
    cells: tuple[str, ...]
    places: Mapping[str, int]
    guessed: Mapping[str, str]

    def title(self, field: str) -> str:
        """Return a column as messages name it: by the file's own word, and what it was understood to be."""
        known = HEADERS[field][0]
        if field not in self.places:
            return known
        own = self.cells[self.places[field]]
        return f"cột “{own}”" if own.casefold() == known.casefold() else f"cột “{own}” ({known})"

    def named(self) -> dict[str, str]:
        """Return the field of each word that has one: what is remembered of a source."""
        return {fold(self.cells[place]): field for field, place in self.places.items()}


def find_header(
    records: Iterator[Record], remembered: Mapping[str, str], fixed: Iterable[str] = ()
) -> Header:
    """Return the header among the first rows, which are used up. Raises SheetError where there is none.

    `remembered` maps folded words to fields ("": none) and goes before all else; the fields in `fixed` need
    no column.
    """
    needed = [name for name in REQUIRED if name not in set(fixed)]
    best: Header | None = None
    for record in islice(records, LOOKED_AT):
        header = read_header(record, remembered)
        if all(name in header.places for name in needed):
            return header
        if best is None or len(header.places) > len(best.places):
            best = header
    missing = [name for name in needed if best is None or name not in best.places]
    described = ", ".join(f"{HEADERS[name][0]} ({name})" for name in missing)
    raise SheetError(best.line if best else 1, f"dòng tiêu đề thiếu cột {described}")


def holds_header(
    remembered: Mapping[str, str], fixed: Iterable[str] = ()
) -> Callable[[Iterable[Record]], bool]:
    """Return a test whether a header is among some rows."""
    known = tuple(fixed)

    def holds(records: Iterable[Record]) -> bool:
        try:
            find_header(iter(records), remembered, known)
        except SheetError:
            return False
        return True

    return holds


def column_named(word: str) -> str | None:
    """Return the field that a word means for sure; None where it is none of ours."""
    known = _RANK.get(fold(word))
    return known and known[0]


def read_header(record: Record, remembered: Mapping[str, str]) -> Header:
    """Return what a row would be as a header. Raises SheetError where a column that counts stands twice."""
    places: dict[str, tuple[float, int]] = {}
    guessed: dict[str, str] = {}
    folded = [fold(cell) for cell in record.cells]
    for place, word in enumerate(folded):
        field, rank, sure = _field(word, remembered)
        if field is None:
            continue
        if sure and folded.count(word) > 1:
            raise SheetError(record.line, f"dòng tiêu đề lặp lại cột {record.cells[place]}")
        if field not in places or rank < places[field][0]:
            places[field] = (rank, place)
            if not sure:
                guessed[record.cells[place]] = field
    chosen = {field: place for field, (_, place) in places.items()}
    guessed = {word: field for word, field in guessed.items() if record.cells[chosen[field]] == word}
    return Header(record.line, tuple(record.cells), chosen, guessed)


def _field(word: str, remembered: Mapping[str, str]) -> tuple[str | None, float, bool]:
    """Return the field of a folded word, how far the word is from it, whether it is surely meant."""
    if word in remembered:
        return remembered[word] or None, -1, True
    if word in _RANK:
        field, rank = _RANK[word]
        return field, rank, True
    near = process.extractOne(word, _RANK.keys(), scorer=fuzz.ratio, score_cutoff=NEARLY)
    if near is None:
        return None, 0, False
    return _RANK[near[0]][0], 1000 - near[1], False


def is_numbering(cells: Sequence[str]) -> bool:
    """Tell whether a row only numbers the columns: (1), (2), ... as printed forms do."""
    numbers = [cell.strip("()") for cell in cells if cell]
    return len(numbers) > 2 and numbers == [str(number) for number in range(1, len(numbers) + 1)]  # noqa: PLR2004
