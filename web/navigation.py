"""Where one can go: the entries of the bar at the top, and those of the administration. One line a page."""

from dataclasses import dataclass
from typing import Final

from storage.access import Act, Actor


@dataclass(frozen=True, slots=True)
class Place:
    """A page that is reached from everywhere, by those who may do its act."""

    path: str
    title: str
    act: Act


# In the order of the work; the first that somebody may see is where they land after logging in.
PLACES: Final[tuple[Place, ...]] = (
    Place("/viec-can-lam", "Việc cần làm", Act.REVIEW),
    Place("/tram-quet", "Trạm quét", Act.SEE_STATIONS),
    Place("/theo-doi", "Theo dõi", Act.SEE_STATUS),
    Place("/ho-so", "Hồ sơ", Act.SEE_DOSSIERS),
    Place("/tra-cuu", "Tra cứu", Act.SEARCH),
    Place("/so-lieu", "Số liệu", Act.SEE_FIGURES),
)
ADMINISTRATION: Final[tuple[Place, ...]] = (
    Place("/quan-tri/tai-khoan", "Người dùng", Act.MANAGE_ACCOUNTS),
    Place("/quan-tri/tram-quet", "Trạm quét", Act.MANAGE_STATIONS),
    Place("/quan-tri/khoa-truy-cap", "Khóa truy cập", Act.MANAGE_TOKENS),
    Place("/quan-tri/don-vi", "Đơn vị", Act.SEE_CATALOGUE),
    Place("/quan-tri/danh-muc", "Danh mục", Act.SEE_CATALOGUE),
    Place("/quan-tri/chi-tieu", "Chỉ tiêu", Act.SEE_CATALOGUE),
    Place("/quan-tri/suc-khoe", "Sức khỏe hệ thống", Act.SEE_HEALTH),
    Place("/quan-tri/nhat-ky", "Nhật ký", Act.SEE_AUDIT_LOG),
)
OWN: Final = Place("/tai-khoan", "Tài khoản", Act.ENTER)


def places_of(actor: Actor) -> tuple[Place, ...]:
    """Return the entries of the bar for somebody."""
    return tuple(place for place in PLACES if actor.may(place.act))


def administration_of(actor: Actor) -> tuple[Place, ...]:
    """Return the entries of the administration for somebody."""
    return tuple(place for place in ADMINISTRATION if actor.may(place.act))


def home_of(actor: Actor) -> str:
    """Return where somebody lands after logging in."""
    return (*places_of(actor), *administration_of(actor), OWN)[0].path
