"""The classes of administrative documents and the letters by which their numbers name them.

Decree 30/2020/NĐ-CP, annex III, part I; below the line, classes that bodies issue besides.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class DocumentClass:
    """A class (tên loại văn bản) and its letters in a number's symbol; an official letter has none."""

    code: str
    name: str
    letters: str = ""


LETTER: Final = DocumentClass("cong_van", "Công văn")

DOCUMENTS: Final = (
    LETTER,
    DocumentClass("nghi_quyet", "Nghị quyết", "NQ"),
    DocumentClass("quyet_dinh", "Quyết định", "QĐ"),
    DocumentClass("chi_thi", "Chỉ thị", "CT"),
    DocumentClass("quy_che", "Quy chế", "QC"),
    DocumentClass("quy_dinh", "Quy định", "QyĐ"),
    DocumentClass("thong_cao", "Thông cáo", "TC"),
    DocumentClass("thong_bao", "Thông báo", "TB"),
    DocumentClass("huong_dan", "Hướng dẫn", "HD"),
    DocumentClass("chuong_trinh", "Chương trình", "CTr"),
    DocumentClass("ke_hoach", "Kế hoạch", "KH"),
    DocumentClass("phuong_an", "Phương án", "PA"),
    DocumentClass("de_an", "Đề án", "ĐA"),
    DocumentClass("du_an", "Dự án", "DA"),
    DocumentClass("bao_cao", "Báo cáo", "BC"),
    DocumentClass("bien_ban", "Biên bản", "BB"),
    DocumentClass("to_trinh", "Tờ trình", "TTr"),
    DocumentClass("hop_dong", "Hợp đồng", "HĐ"),
    DocumentClass("cong_dien", "Công điện", "CĐ"),
    DocumentClass("ban_ghi_nho", "Bản ghi nhớ", "BGN"),
    DocumentClass("ban_thoa_thuan", "Bản thỏa thuận", "BTT"),
    DocumentClass("giay_uy_quyen", "Giấy ủy quyền", "GUQ"),
    DocumentClass("giay_moi", "Giấy mời", "GM"),
    DocumentClass("giay_gioi_thieu", "Giấy giới thiệu", "GGT"),
    DocumentClass("giay_nghi_phep", "Giấy nghỉ phép", "GNP"),
    DocumentClass("phieu_gui", "Phiếu gửi", "PG"),
    DocumentClass("phieu_chuyen", "Phiếu chuyển", "PC"),
    DocumentClass("phieu_bao", "Phiếu báo", "PB"),
    DocumentClass("ban_sao_y", "Bản sao y", "SY"),
    DocumentClass("ban_trich_sao", "Bản trích sao", "TrS"),
    DocumentClass("ban_sao_luc", "Bản sao lục", "SL"),
    # --- not in the annex
    DocumentClass("thu_moi", "Thư mời", "TM"),
    DocumentClass("dieu_le", "Điều lệ", "ĐL"),
    DocumentClass("chuong_trinh_phoi_hop", "Chương trình phối hợp", "CTPH"),
    DocumentClass("quy_che_phoi_hop", "Quy chế phối hợp", "QCPH"),
    DocumentClass("nghi_dinh", "Nghị định", "NĐ"),
    DocumentClass("thong_tu", "Thông tư", "TT"),
    DocumentClass("cong_bo", "Công bố"),
    DocumentClass("giay_xac_nhan", "Giấy xác nhận", "GXN"),
    DocumentClass("danh_sach", "Danh sách", "DS"),
)
BY_LETTERS: Final = {known.letters: known for known in DOCUMENTS if known.letters}
