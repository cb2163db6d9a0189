import pytest

from storage.database import open_database, reading, writing
from storage.dossiers import figures, save_components, uncounted
from tests.rows import add_scan, component

HEADING = "ma_ho_so,ma_thu_tuc,ma_don_vi,ngay_tiep_nhan,hinh_thuc,dieu_kien\n"
EARLIER, CODE = "H99.101-261102-0001", "H99.101-261103-0002"
ROWS = f"{EARLIER},1.001193,H99.101,02/11/2026,trực tiếp,\n{CODE},1.001193,H99.101,03/11/2026,trực tuyến,\n"


@pytest.fixture
def register(sohoa, tmp_path):
    """Two dossiers of one procedure; what imports them again."""
    file = tmp_path / "so.csv"
    file.write_text(HEADING + ROWS, encoding="utf-8")
    sohoa("register", "import", file)
    return lambda: sohoa("register", "import", file)


@pytest.fixture
def engine(register, places):
    engine = open_database(f"sqlite:///{places / 'data' / 'sohoa.db'}")
    yield engine
    engine.dispose()


def missing(engine, code=CODE):
    with reading(engine) as c:
        assert uncounted(c) == ()
        return {slot for each in figures(c) if each.dossier.code == code for slot, _ in each.missing}


def test_a_dossier_is_shown_slot_by_slot(sohoa, register):
    output = sohoa("dossier", "show", CODE).output
    assert "Tờ khai đăng ký khai sinh: còn thiếu" in output
    assert "Văn bản ủy quyền: không áp dụng" in output
    assert "Giấy tờ tùy thân của người yêu cầu: chỉ xuất trình" in output


def test_what_a_clerk_says_holds_through_the_next_import(sohoa, register, engine):
    assert "uy_quyen" not in missing(engine)
    result = sohoa("dossier", "fact", CODE, "co_uy_quyen", "--by", "Lan")
    assert "có ủy quyền thực hiện thủ tục: có (Lan ghi)" in result.output
    assert "uy_quyen" in missing(engine)
    assert "Mới: 0; thay đổi: 0" in register().output
    assert "uy_quyen" in missing(engine)
    sohoa("dossier", "fact", CODE, "co_uy_quyen", "--by", "Lan", "--no")
    assert "uy_quyen" not in missing(engine)
    sohoa("dossier", "fact", CODE, "co_uy_quyen", "--by", "Lan", "--undo")
    assert "ghi)" not in sohoa("dossier", "show", CODE).output


def test_an_unknown_condition_or_dossier_is_bad_usage(sohoa, register):
    assert sohoa("dossier", "fact", CODE, "gi_do", "--by", "Lan").exit_code == 2
    assert sohoa("dossier", "fact", "H99.101-261103-0404", "tre_em", "--by", "Lan").exit_code == 2
    assert sohoa("dossier", "show", "H99.101-261103-0404").exit_code == 2


def test_a_paper_of_an_earlier_dossier_is_reused(sohoa, register, engine):
    refused = sohoa("dossier", "reuse", CODE, "giay_chung_sinh", "--from", EARLIER, "--by", "Lan")
    assert refused.exit_code == 1
    assert f"Hồ sơ {EARLIER} chưa có bản số hóa" in refused.stderr
    with writing(engine) as c:
        scan = add_scan(c, 1, EARLIER)
        paper = component(scan, code=EARLIER)
        save_components(c, scan.id, [type(paper)(scan.id, 0, EARLIER, "giay_chung_sinh")])
    sohoa("recount")
    result = sohoa("dossier", "reuse", CODE, "giay_chung_sinh", "--from", EARLIER, "--by", "Lan")
    assert f"giay_chung_sinh lấy từ {EARLIER} (Lan ghi)" in result.output
    assert missing(engine) == {"to_khai"}


def test_a_paper_of_the_national_portal_is_reused_and_taken_back(sohoa, register, engine):
    result = sohoa("dossier", "reuse", CODE, "to_khai_khai_sinh", "--by", "Lan")
    assert "Tờ khai đăng ký khai sinh: tái sử dụng" in result.output
    assert missing(engine) == {"chung_sinh"}
    sohoa("dossier", "reuse", CODE, "to_khai_khai_sinh", "--by", "Lan", "--undo")
    assert missing(engine) == {"to_khai", "chung_sinh"}


def test_a_paper_that_nobody_asks_for_is_not_reused(sohoa, register):
    result = sohoa("dossier", "reuse", CODE, "gcn_hkd", "--by", "Lan")
    assert result.exit_code == 1
    assert "không yêu cầu" in result.stderr
