"""What the fields of a generated paper hold: its truth for reading fields. Forms are filled in by hand."""

from collections.abc import Callable, Mapping
from typing import Final

from samples.forms.phrases import slashed
from samples.people import PROVINCE, Case, Person

Values = Mapping[str, str]

# Papers on which a citizen wrote: their values are shown to a clerk, never read.
BY_HAND: Final = frozenset(
    (
        *(
            "to_khai_khai_sinh",
            "giay_chung_sinh",
            "van_ban_lam_chung",
            "giay_cam_doan_sinh",
            "to_khai_xntthn",
        ),
        *("to_khai_khai_tu", "to_khai_trich_luc", "to_khai_cai_chinh", "giay_uy_quyen", "don_bien_dong"),
        *("don_dk_dat_dai", "giay_de_nghi_hkd", "don_gpxd", "to_khai_tgxh", "don_khuyet_tat"),
        "giay_de_nghi_ho_ngheo",
    )
)


def values_of(kind: str, case: Case) -> Values:
    """Return the values that a paper of a type bears about a case, by the names of the type's fields."""
    return VALUES[kind](case)


def _person(person: Person, suffix: str, name: str = "ho_ten", *, sex: bool = False) -> dict[str, str]:
    known = {
        name: person.name,
        f"ngay_sinh{suffix}": slashed(person.born),
        f"so_dinh_danh{suffix}": person.number,
    }
    return known | ({f"gioi_tinh{suffix}": person.sex} if sex else {})


def _asking(case: Case) -> dict[str, str]:
    return {"nguoi_yeu_cau": case.applicant.name, "so_dinh_danh_nguoi_yeu_cau": case.applicant.number}


def _plot(case: Case) -> dict[str, str]:
    land = case.land
    return {"thua": str(land.plot), "to_ban_do": str(land.sheet), "dien_tich": land.area}


def _issued(case: Case, number: str, offset: int) -> dict[str, str]:
    """Return what the heading of a paper of the people's committee says."""
    return {
        "so_ky_hieu": number,
        "ngay_ban_hanh": slashed(case.day(offset)),
        "co_quan": f"ỦY BAN NHÂN DÂN {case.commune.upper()}",
        "co_quan_cap_tren": PROVINCE.upper(),
        "nguoi_ky": case.official,
    }


def _birth_declaration(case: Case) -> Values:
    child = {"ho_ten": case.child.name, "ngay_sinh": slashed(case.child.born), "gioi_tinh": case.child.sex}
    return {
        **_asking(case),
        **child,
        **_person(case.mother, "_me", "me"),
        **_person(case.father, "_cha", "cha"),
    }


def _birth_certificate(case: Case) -> Values:
    return {
        "so": f"{case.number}/{case.received_on.year}",
        **_person(case.child, "", sex=True),
        "me": case.mother.name,
        "cha": case.father.name,
        "noi_dang_ky": f"Ủy ban nhân dân {case.commune}, {PROVINCE}",
        "ngay_dang_ky": slashed(case.day(1)),
        "nguoi_ky": case.official,
    }


def _marriage(case: Case) -> Values:
    return {
        "so": f"{case.number}/{case.received_on.year}",
        **_person(case.mother, "_vo", "vo"),
        **_person(case.father, "_chong", "chong"),
        "ngay_dang_ky": slashed(case.day(1)),
    }


def _contract(case: Case) -> Values:
    return {
        **_person(case.neighbour, "_ben_a", "ben_a"),
        **_person(case.applicant, "_ben_b", "ben_b"),
        "gia": case.land.price,
        "so_cong_chung": str(case.number),
    }


def _card(case: Case) -> Values:
    person = case.applicant
    until = person.born.replace(year=person.born.year + 60, day=1)
    return {**_person(person, "", sex=True), "co_gia_tri_den": slashed(until)}


def _shop(case: Case) -> Values:
    return {
        "ma_so": f"9990{case.number:06d}",
        "ten_ho": case.shop,
        "von": "150.000.000",
        **_person(case.applicant, "_chu_ho", "chu_ho", sex=True),
        "ngay_dang_ky": slashed(case.day(3)),
    }


# One line for each type; a name in capitals on the paper is the same name.
VALUES: Final[Mapping[str, Callable[[Case], Values]]] = {
    "to_khai_khai_sinh": _birth_declaration,
    "giay_chung_sinh": lambda case: {
        "me": case.mother.name,
        "so_dinh_danh_me": case.mother.number,
        "cha": case.father.name,
        "ngay_sinh": slashed(case.child.born),
        "ten_du_dinh": case.child.name,
    },
    "giay_khai_sinh": _birth_certificate,
    "gcn_ket_hon": _marriage,
    "to_khai_xntthn": lambda case: {
        "nguoi_yeu_cau": case.applicant.name,
        **_person(case.applicant, "_nguoi_duoc_cap"),
    },
    "giay_xntthn": lambda case: {
        "so": f"{case.number}/UBND-XNTTHN",
        **_person(case.applicant, "", sex=True),
        **_issued(case, f"{case.number}/UBND-XNTTHN", 1),
    },
    "giay_bao_tu": lambda case: {
        **_person(case.elder, "", sex=True),
        "ngay_chet": slashed(case.day(-3)),
        "ngay_ban_hanh": slashed(case.day(-2)),
    },
    "trich_luc_khai_tu": lambda case: {
        **_person(case.elder, "", sex=True),
        "ngay_chet": slashed(case.day(-3)),
        **_issued(case, f"{case.number}/TLKT-BS", 1),
    },
    "trich_luc_ho_tich": lambda case: {
        **_person(case.applicant, "", sex=True),
        **_issued(case, f"{case.number}/TLCC", 1),
    },
    "to_khai_khai_tu": lambda case: {**_asking(case), **_person(case.elder, "_nguoi_chet", sex=True)},
    "cccd": _card,
    "giay_uy_quyen": lambda case: {
        **_person(case.applicant, "_ben_uy_quyen", "ben_uy_quyen"),
        **_person(case.neighbour, "_ben_duoc_uy_quyen", "ben_duoc_uy_quyen"),
    },
    "ct07": lambda case: {
        **_person(case.applicant, "", sex=True),
        "co_gia_tri_den": slashed(case.day(360)),
        "ngay_ban_hanh": slashed(case.day(-5)),
    },
    "giay_tiep_nhan": lambda case: {
        "ma_ho_so": case.code,
        "nguoi_nop": case.applicant.name,
        "ngay_nhan": slashed(case.received_on),
        "ngay_hen_tra": slashed(case.day(5)),
    },
    "gcn_qsdd_2025": lambda case: {
        "chu": case.applicant.name,
        "so_dinh_danh_chu": case.applicant.number,
        **_plot(case),
        "so_vao_so": case.land.book,
        "so_phat_hanh": case.land.serial,
    },
    "gcn_qsdd_cu": lambda case: {
        "chu": case.neighbour.name,
        "so_dinh_danh_chu": case.neighbour.number,
        **_plot(case),
        "so_phat_hanh": case.land.old_serial,
    },
    "don_dk_dat_dai": lambda case: {
        "nguoi_su_dung": case.applicant.name,
        "so_dinh_danh_nguoi_su_dung": case.applicant.number,
        **_plot(case),
    },
    "hop_dong_chuyen_nhuong": _contract,
    "giay_xn_nguon_goc": lambda case: {**_plot(case), **_issued(case, f"{case.number}/GXN-UBND", -12)},
    "trich_do": lambda case: {**_plot(case), "nguoi_su_dung": case.applicant.name},
    "gcn_hkd": _shop,
    "giay_phep_xay_dung": lambda case: {
        "so": f"{case.number}/GPXD",
        "chu_dau_tu": case.applicant.name,
        **_plot(case),
        "ngay_ban_hanh": slashed(case.day(9)),
        "co_quan": f"ỦY BAN NHÂN DÂN {case.commune.upper()}",
    },
    "giay_xn_khuyet_tat": lambda case: {
        **_person(case.elder, "", sex=True),
        "so_hieu": f"{case.number:06d}/KT",
        "muc_do": "Nặng",
        "ngay_ban_hanh": slashed(case.day(14)),
    },
    "quyet_dinh_tro_cap": lambda case: {
        **_issued(case, f"{case.number}/QĐ-UBND", 8),
        "loai_van_ban": "Quyết định",
        "trich_yeu": "Về việc trợ cấp xã hội hằng tháng",
    },
    "gcn_ho_ngheo": lambda case: {
        "chu_ho": case.applicant.name,
        "ngay_sinh_chu_ho": slashed(case.applicant.born),
        **_issued(case, f"{case.number}/GCN-HN.HCN", 12),
    },
    "giay_de_nghi_ho_ngheo": lambda case: {**_person(case.applicant, "_chu_ho", "chu_ho")},
    "to_khai_tgxh": lambda case: {**_person(case.elder, "", sex=True)},
    "don_khuyet_tat": lambda case: {**_person(case.elder, "", sex=True)},
}
