"""The dossiers of the sample inbox, unit by unit, and which papers of each were scanned, how."""

from datetime import date
from typing import Final

from samples.plan import Dropped, Piece, Planned, pieces

ONLINE, DIRECT, POST = "trực tuyến", "trực tiếp", "bưu chính"

DOSSIERS: Final[tuple[Planned, ...]] = (
    # H99.101 xã Sơn Thủy
    Planned(
        "H99.101-261103-0001",
        "1.001193",
        DIRECT,
        date(2026, 11, 4),
        date(2026, 11, 4),
        (
            Dropped("SCAN0001.pdf", pieces("to_khai_khai_sinh", "giay_chung_sinh", "cccd")),
            Dropped("ket qua.jpg", pieces("giay_khai_sinh")),
        ),
        result=True,
    ),
    Planned(
        "H99.101-261103-0002",
        "1.000894",
        DIRECT,
        date(2026, 11, 6),
        date(2026, 11, 5),
        (
            Dropped(
                "20261103_0912.tif",
                (Piece("to_khai_ket_hon"), Piece("giay_xntthn", earlier=10)),
                style="grey",
            ),
            Dropped("20261105_1630.png", pieces("gcn_ket_hon", level=0)),
        ),
        facts=("thieu_csdl",),
        result=True,
    ),
    Planned(
        "H99.101-261104-0001",
        "1.000656",
        DIRECT,
        date(2026, 11, 4),
        date(2026, 11, 4),
        (
            Dropped("hai mat.pdf", pieces("to_khai_khai_tu", "giay_bao_tu", backs=True)),
            Dropped("trich luc.pdf", pieces("trich_luc_khai_tu")),
        ),
        result=True,
    ),
    Planned(
        "H99.101-261105-0003",
        "1.004873",
        ONLINE,
        date(2026, 11, 10),
        date(2026, 11, 9),
        (
            Dropped("to khai.pdf", pieces("to_khai_xntthn")),
            Dropped("ban sao ly hon.pdf", (Piece("quyet_dinh_ly_hon", certified=True, earlier=4),)),
            Dropped("ket qua.pdf", pieces("giay_xntthn", level=0), digital=True),
        ),
        facts=("da_tung_ket_hon",),
        result=True,
    ),
    Planned(
        "H99.101-261106-0002",
        "1.001612",
        DIRECT,
        date(2026, 11, 11),
        date(2026, 11, 10),
        (
            Dropped("ho so.pdf", pieces("giay_de_nghi_hkd", "bien_ban_hop_hkd", "cccd"), dpi=160),
            Dropped("giay chung nhan.jpg", pieces("gcn_hkd")),
        ),
        facts=("nhieu_thanh_vien",),
        result=True,
    ),
    Planned(
        "H99.101-261106-0005",
        "1.013225",
        DIRECT,
        date(2026, 11, 27),
        date(2026, 11, 20),
        (
            Dropped("don va giay to dat.pdf", (Piece("don_gpxd"), Piece("gcn_qsdd_2025", earlier=200))),
            Dropped("ban ve.png", pieces("ban_ve_xay_dung", level=0), style="grey"),
            Dropped("giay phep.pdf", pieces("giay_phep_xay_dung")),
        ),
        result=True,
    ),
    # H99.102 xã Hòa Phú
    Planned(
        "H99.102-261103-0001",
        "1.001193",
        DIRECT,
        date(2026, 11, 4),
        date(2026, 11, 4),
        (Dropped("IMG_0031.pdf", (Piece("to_khai_khai_sinh", rotation=180), Piece("van_ban_lam_chung"))),),
    ),
    Planned(
        "H99.102-261103-0004",
        "1.001193",
        ONLINE,
        date(2026, 11, 4),
        None,
        (Dropped("to khai.jpg", pieces("to_khai_khai_sinh")),),
        missing=("chung_sinh",),
    ),
    Planned(
        "H99.102-261104-0002",
        "2.000635",
        POST,
        date(2026, 11, 5),
        date(2026, 11, 5),
        (Dropped("ho so.tif", pieces("to_khai_trich_luc", "giay_uy_quyen"), style="grey"),),
        facts=("co_uy_quyen",),
    ),
    Planned(
        "H99.102-261105-0001",
        "1.013831",
        DIRECT,
        date(2026, 11, 19),
        date(2026, 11, 18),
        (
            Dropped(
                "chuyen nhuong.pdf", pieces("don_bien_dong", "gcn_qsdd_cu", "hop_dong_chuyen_nhuong"), dpi=170
            ),
        ),
    ),
    Planned(
        "H99.102-261109-0003",
        "1.001776",
        DIRECT,
        date(2026, 11, 30),
        date(2026, 11, 17),
        (
            Dropped("to khai.pdf", (Piece("to_khai_tgxh"), Piece("giay_xn_khuyet_tat", earlier=100))),
            Dropped("quyet dinh.pdf", pieces("quyet_dinh_tro_cap")),
        ),
        facts=("khuyet_tat",),
        result=True,
    ),
    Planned(
        "H99.102-261110-0001",
        "1.000656",
        DIRECT,
        date(2026, 11, 10),
        None,
        (Dropped("mo_nghieng.jpg", pieces("to_khai_khai_tu", level=2), style="grey"),),
        missing=("bao_tu",),
    ),
    # H99.103 phường An Bình
    Planned(
        "H99.103-261103-0001",
        "1.000894",
        DIRECT,
        date(2026, 11, 6),
        None,
        (Dropped("0001.pdf", pieces("to_khai_ket_hon")),),
        facts=("da_ly_hon",),
        missing=("ly_hon",),
    ),
    Planned(
        "H99.103-261104-0003",
        "1.013978",
        DIRECT,
        date(2026, 11, 25),
        None,
        (
            Dropped("don.pdf", pieces("don_dk_dat_dai", "giay_xn_nguon_goc")),
            Dropped("trich do.tif", pieces("trich_do", rotation=90), style="bitonal"),
        ),
        facts=("co_trich_do",),
    ),
    Planned(
        "H99.103-261106-0001",
        "1.013225",
        DIRECT,
        date(2026, 11, 27),
        None,
        (Dropped("xin phep.pdf", pieces("don_gpxd", "gcn_qsdd_cu"), dpi=160),),
        missing=("ban_ve",),
    ),
    Planned(
        "H99.103-261109-0002",
        "1.001612",
        POST,
        date(2026, 11, 12),
        date(2026, 11, 12),
        (
            Dropped("dang ky.pdf", pieces("giay_de_nghi_hkd", "giay_uy_quyen"), style="grey", dpi=150),
            Dropped("ket qua.png", pieces("gcn_hkd", level=0)),
        ),
        facts=("co_uy_quyen",),
        result=True,
    ),
    Planned(
        "H99.103-261110-0004",
        "1.004859",
        DIRECT,
        date(2026, 11, 13),
        date(2026, 11, 12),
        (
            Dropped(
                "cai chinh.pdf",
                (Piece("to_khai_cai_chinh"), Piece("giay_khai_sinh", certified=True, earlier=4)),
                style="grey",
            ),
            Dropped("trich luc.pdf", pieces("trich_luc_ho_tich", rotation=270)),
        ),
        result=True,
    ),
    Planned(
        "H99.103-261111-0001",
        "1.001699",
        DIRECT,
        date(2026, 12, 4),
        date(2026, 11, 20),
        (
            Dropped("chup dien thoai.jpg", (Piece("don_khuyet_tat", level=0, photo=True),)),
            Dropped("giay xac nhan.pdf", pieces("giay_xn_khuyet_tat")),
        ),
        result=True,
    ),
    # H99.104 xã Đông Hải
    Planned(
        "H99.104-261103-0001",
        "1.011607",
        DIRECT,
        date(2026, 11, 24),
        date(2026, 11, 18),
        (
            Dropped(
                "Giấy đề nghị hộ nghèo.pdf", pieces("giay_de_nghi_ho_ngheo")
            ),  # the name is stored decomposed
            Dropped("chung nhan.jpg", pieces("gcn_ho_ngheo")),
        ),
        result=True,
    ),
    Planned(
        "H99.104-261104-0002",
        "1.001776",
        DIRECT,
        date(2026, 11, 25),
        None,
        (
            Dropped(
                "tro cap.pdf",
                (Piece("to_khai_tgxh"), Piece("giay_khai_sinh", earlier=4)),
                style="grey",
                slow=True,
            ),
        ),
        facts=("tre_em", "thieu_csdl"),
        missing=("cu_tru",),
    ),
    Planned(
        "H99.104-261105-0001",
        "1.001193",
        DIRECT,
        date(2026, 11, 6),
        date(2026, 11, 6),
        (
            Dropped(
                "ca tap.pdf",
                pieces("giay_tiep_nhan", "to_khai_khai_sinh", "giay_cam_doan_sinh"),
                style="grey",
                loose=True,
            ),
            Dropped("ket qua.tif", pieces("giay_khai_sinh")),
        ),
        result=True,
    ),
    Planned(
        "H99.104-261109-0001",
        "1.013831",
        DIRECT,
        date(2026, 11, 23),
        None,
        (
            Dropped(
                "bien dong.pdf",
                (Piece("don_bien_dong", backs=True), Piece("gcn_qsdd_cu", level=2)),
                style="grey",
            ),
        ),
        missing=("giao_dich",),
    ),
    Planned(
        "H99.104-261110-0002",
        "1.004873",
        ONLINE,
        date(2026, 11, 13),
        date(2026, 11, 12),
        (
            Dropped("to khai.pdf", pieces("to_khai_xntthn", level=2), style="grey"),
            Dropped("ket qua.jpg", pieces("giay_xntthn", rotation=90)),
        ),
        result=True,
    ),
    # The backlog, at a station of its own
    Planned(
        "H99.103-261005-0002",
        "1.013831",
        DIRECT,
        date(2026, 10, 19),
        date(2026, 10, 19),
        (
            Dropped(
                "tap 1.tif", pieces("don_bien_dong", "gcn_qsdd_cu", "hop_dong_chuyen_nhuong"), style="bitonal"
            ),
            Dropped("tap 2.pdf", pieces("gcn_qsdd_2025"), style="bitonal"),
        ),
        result=True,
        station="tram-kho",
    ),
    Planned(
        "H99.104-261006-0001",
        "1.013225",
        DIRECT,
        date(2026, 10, 27),
        date(2026, 10, 26),
        (
            Dropped("ho so cu.tif", pieces("don_gpxd", "gcn_qsdd_cu", "ban_ve_xay_dung"), style="bitonal"),
            Dropped("ket qua.tif", pieces("giay_phep_xay_dung"), style="bitonal", dpi=300),
        ),
        result=True,
        station="tram-kho",
    ),
)
