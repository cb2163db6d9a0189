from datetime import UTC, date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from storage import scans
from storage.database import migrate, open_database, reading, writing
from storage.dossiers import get_dossier
from storage.model import NewScan, ScanState, Stage, TaskState, Urgency
from storage.tasks import add_task, complete, take, tasks_of

HEADING = "ma_ho_so,ma_thu_tuc,ma_don_vi,ngay_tiep_nhan,hinh_thuc,ngay_hen_tra,ngay_tra,dieu_kien"
GOOD = "H99.101-261103-0001,1.001193,H99.101,03/11/2026,trực tuyến,05/11/2026,,"
OTHER = "H99.102-261104-0002,1.001193,H99.102,04/11/2026,trực tiếp,,06/11/2026,co_uy_quyen"
BAD = "H99.103-261105-0003,9.999999,H99.103,05/11/2026,trực tiếp,,,"


@pytest.fixture
def register(tmp_path):
    def write(*rows, encoding="utf-8-sig"):
        file = tmp_path / "so.csv"
        file.write_text("\n".join([HEADING, *rows]), encoding=encoding)
        return file

    return write


@pytest.fixture
def engine(places):
    engine = open_database(f"sqlite:///{places / 'data' / 'sohoa.db'}")
    migrate(engine)
    yield engine
    engine.dispose()


def test_good_rows_go_in_and_are_counted_at_once(sohoa, register, engine):
    result = sohoa("register", "import", register(GOOD, OTHER))
    assert result.exit_code == 0
    assert "Mới: 2; thay đổi: 0" in result.output
    with reading(engine) as c:
        found = get_dossier(c, "H99.102-261104-0002")
    assert found
    assert found.facts == {"co_uy_quyen"}
    listed = sohoa("report", "missing", "--from", "1/11/2026", "--to", "30/11/2026").output
    assert "Tờ khai" in listed


def test_the_same_file_again_changes_nothing(sohoa, register):
    file = register(GOOD)
    sohoa("register", "import", file)
    assert "Mới: 0; thay đổi: 0" in sohoa("register", "import", file).output
    assert (
        "Mới: 0; thay đổi: 1"
        in sohoa("register", "import", register(GOOD.replace(",,", ",06/11/2026,"))).output
    )


def test_a_long_register_goes_in_batch_by_batch(sohoa, register, engine, monkeypatch):
    monkeypatch.setattr("cli.counting.BATCH", 2)
    monkeypatch.setattr("storage.staging._BATCH", 2)
    rows = [GOOD.replace("-0001", f"-000{number}") for number in range(1, 6)]
    assert "Mới: 5; thay đổi: 0" in sohoa("register", "import", register(*rows)).output
    later = [rows[0], rows[1].replace(",,", ",06/11/2026,"), *rows[2:], OTHER]
    assert "Mới: 1; thay đổi: 1" in sohoa("register", "import", register(*later)).output
    with reading(engine) as c:
        assert get_dossier(c, "H99.101-261103-0005") is not None


def test_one_bad_row_and_nothing_is_written(sohoa, register, engine):
    result = sohoa("register", "import", register(GOOD, BAD))
    assert result.exit_code == 3
    assert "Dòng 3: " in result.stderr
    assert "Chưa nhập dòng nào" in result.stderr
    migrate(engine)
    with reading(engine) as c:
        assert get_dossier(c, "H99.101-261103-0001") is None


def test_skip_errors_takes_the_good_rows(sohoa, register, engine):
    result = sohoa("register", "import", register(GOOD, BAD), "--skip-errors")
    assert result.exit_code == 0
    assert "Dòng 3: " in result.stderr
    with reading(engine) as c:
        assert get_dossier(c, "H99.101-261103-0001") is not None


def test_another_encoding_is_told_in_words(sohoa, register):
    result = sohoa("register", "import", register(GOOD, encoding="utf-16-le"))
    assert result.exit_code == 1
    assert "UTF-8" in result.stderr


def test_a_dry_run_tells_what_would_change_and_changes_nothing(sohoa, register, engine):
    sohoa("register", "import", register(GOOD))
    changed = GOOD.replace("trực tuyến", "bưu chính").replace("05/11/2026", "")
    output = sohoa("register", "import", register(changed, OTHER), "--dry-run").output
    assert "Mới: 1; thay đổi: 1; không đổi: 0 (chạy thử, chưa nhập gì)." in output
    assert "hình thức tiếp nhận: 1 hồ sơ đổi" in output
    assert "Dòng 2, H99.101-261103-0001, ngày hẹn trả: 2026-11-05 → (trống)" in output
    with reading(engine) as c:
        assert get_dossier(c, "H99.102-261104-0002") is None
    assert sohoa("register", "import", register(GOOD, BAD), "--dry-run").exit_code == 3


def test_refused_rows_are_given_back_with_the_reason_and_go_in_once_mended(sohoa, register, tmp_path):
    sohoa("register", "import", register(GOOD, BAD, GOOD))
    given_back = tmp_path / "so.khong-nhap.csv"
    lines = given_back.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == f"{HEADING},Dòng,Lý do không nhập"
    assert lines[1].startswith(f"{BAD},3,cột “ma_thu_tuc” (mã thủ tục): không có thủ tục")
    assert lines[2] == f"{GOOD},4,mã hồ sơ H99.101-261103-0001 đã có ở dòng 2"
    given_back.write_text("\n".join([lines[0], lines[1].replace("9.999999", "1.001193")]), encoding="utf-8")
    assert "Mới: 1" in sohoa("register", "import", given_back).output


def test_refused_rows_of_a_workbook_are_given_back_as_one(sohoa, workbook, tmp_path):
    cells = GOOD.split(",")
    wrong = ["=1+1", *cells[1:]]
    sohoa("register", "import", workbook(HEADING.split(","), cells, wrong))
    (row,) = list(load_workbook(tmp_path / "so.khong-nhap.xlsx").worksheets[0].values)[1:]
    assert row[0] == "=1+1"
    assert row[-2:] == ("3", "cột “ma_ho_so” (mã hồ sơ): “=1+1” sai quy cách mã hồ sơ")
    chosen = tmp_path / "khac.csv"
    sohoa("register", "import", tmp_path / "so.xlsx", "--refused", chosen)
    assert chosen.exists()


def test_refused_rows_of_a_text_keep_its_delimiter_and_hold_no_formula(sohoa, register, tmp_path):
    file = register(BAD.replace("05/11/2026", "=1+1"))
    file.write_text(file.read_text(encoding="utf-8-sig").replace(",", ";"), encoding="utf-8-sig")
    sohoa("register", "import", file)
    given_back = tmp_path / "so.khong-nhap.csv"
    text = given_back.read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == f"{HEADING},Dòng,Lý do không nhập".replace(",", ";")
    assert ";'=1+1;" in text
    assert "“=1+1” không phải ngày" in sohoa("register", "import", given_back).stderr
    given_back.write_text(text.replace("'=1+1", "05/11/2026").replace("9.999999", "1.001193"), "utf-8-sig")
    assert "Mới: 1" in sohoa("register", "import", given_back).output


def test_refused_rows_are_never_written_over_the_register(sohoa, register):
    file = register(GOOD, BAD)
    before = file.read_bytes()
    result = sohoa("register", "import", file, "--skip-errors", "--refused", file)
    assert (result.exit_code, file.read_bytes()) == (2, before)
    assert "trùng với tệp sổ" in " ".join(result.stderr.split())


def test_a_refused_row_with_what_no_workbook_can_hold_is_given_back(sohoa, register, tmp_path):
    chosen = tmp_path / "tra-lai.xlsx"
    sohoa("register", "import", register(BAD.replace("05/11/2026", "05\x01")), "--refused", chosen)
    (row,) = list(load_workbook(chosen).worksheets[0].values)[1:]
    assert "05\N{REPLACEMENT CHARACTER}" in row


def test_a_register_behind_a_cover_is_found_and_told(sohoa, tmp_path):
    book = Workbook()
    book.worksheets[0].title = "Bìa"
    book.worksheets[0].append(["SỔ THEO DÕI HỒ SƠ"])
    for row in (HEADING.split(","), GOOD.split(","), BAD.split(",")):
        book["Sổ"].append(row) if "Sổ" in book.sheetnames else book.create_sheet("Sổ").append(row)
    book.save(tmp_path / "so.xlsx")
    result = sohoa("register", "import", tmp_path / "so.xlsx", "--skip-errors")
    assert "Mới: 1" in result.output
    assert "Chỉ đọc trang tính “Sổ”; không đọc: “Bìa”." in result.stderr
    assert load_workbook(tmp_path / "so.khong-nhap.xlsx").worksheets[0].max_row == 2


@pytest.fixture
def workbook(tmp_path):
    def write(*rows):
        book = Workbook()
        for row in rows:
            book.worksheets[0].append(list(row))
        for row in book.worksheets[0].iter_rows():
            for cell in row:
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
        book.save(tmp_path / "so.xlsx")
        return tmp_path / "so.xlsx"

    return write


def test_a_workbook_of_a_portal_goes_in(sohoa, workbook, engine):
    title = ["SỔ THEO DÕI HỒ SƠ"]
    header = ["STT", "Mã hồ sơ", "Thủ tục", "Đơn vị", "Ngày tiếp nhận", "Hình thức nộp", "Ngày trả kết quả"]
    row = [
        1,
        "H99.101-261103-0001",
        "Đăng ký khai sinh",
        "xã Sơn Thủy",
        date(2026, 11, 3),
        "Trực tuyến",
        46330,
    ]
    assert "Mới: 1" in sohoa("register", "import", workbook(title, header, row)).output
    with reading(engine) as c:
        found = get_dossier(c, "H99.101-261103-0001")
    assert found
    assert (found.unit, found.resolved_on) == ("H99.101", date(2026, 11, 4))


def test_how_a_source_writes_is_remembered(sohoa, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("Số BN,TT,Nhận\nH99.101-261103-0001,1.001193,03/11/2026\n", encoding="utf-8")
    told = [
        *("--column", "Số BN=ma_ho_so", "--column", "TT=ma_thu_tuc", "--column", "Nhận=ngày tiếp nhận"),
        *("--set", "ma_don_vi=H99.101", "--set", "hinh_thuc=trực tiếp"),
    ]
    assert sohoa("register", "import", file).exit_code == 3
    assert sohoa("register", "import", file, "--source", "hộ tịch", *told, "--dry-run").exit_code == 0
    assert sohoa("register", "import", file, "--source", "hộ tịch").exit_code == 3
    assert "Mới: 1" in sohoa("register", "import", file, "--source", "hộ tịch", *told).output
    assert "Mới: 0; thay đổi: 0" in sohoa("register", "import", file, "--source", "hộ tịch").output
    listed = sohoa("register", "sources").output
    assert "hộ tịch" in listed
    assert "so bn → ma_ho_so" in listed
    assert "ma_don_vi = H99.101" in listed


@pytest.mark.parametrize("option", ["Số BN", "=ma_ho_so", "Số BN=so_bn"])
def test_a_wish_that_cannot_be_is_bad_usage(sohoa, register, option):
    assert sohoa("register", "import", register(GOOD), "--column", option).exit_code == 2


def test_a_guessed_column_is_told(sohoa, register):
    file = register(GOOD)
    file.write_text(
        file.read_text(encoding="utf-8-sig").replace("ngay_tiep_nhan", "Ngày tiếp nhậnn"), "utf-8"
    )
    assert (
        "“Ngày tiếp nhậnn” được hiểu là ngày tiếp nhận (ngay_tiep_nhan)"
        in sohoa("register", "import", file).stderr
    )


def test_no_personal_number_is_told_whole(sohoa, register):
    result = sohoa("register", "import", register(GOOD.replace("H99.101-261103-0001", "999201001234")))
    assert "Dòng 2: cột “ma_ho_so” (mã hồ sơ): “999…34” sai quy cách mã hồ sơ" in result.stderr


def test_a_file_of_something_else_is_given_up(sohoa, register, monkeypatch):
    monkeypatch.setattr("cli.register.MOST_ERRORS", 3)
    result = sohoa("register", "import", register(*[BAD] * 9, GOOD), "--skip-errors")
    assert result.exit_code == 3
    assert "Quá nhiều dòng sai" in result.stderr
    assert "Dòng 5" not in result.stderr


def test_a_file_that_is_not_there_is_bad_usage(sohoa, tmp_path):
    assert sohoa("register", "import", tmp_path / "nowhere.csv").exit_code == 2


def test_scans_that_waited_for_the_dossier_are_finished_again(sohoa, register, engine):
    migrate(engine)
    now = datetime.now(UTC)
    with writing(engine) as c:
        new = NewScan("a" * 64, 1, "tram-101", "x.pdf", "H99.101-261103-0001", Urgency.COUNTER)
        scan, _ = scans.add_scan(c, new, now)
        scans.set_state(c, scan.id, ScanState.REVIEW, "unassigned", "Chưa rõ hồ sơ.", now)
        add_task(c, scan.id, Stage.FINISH, 0, unit="H99.101", urgency=Urgency.COUNTER, now=now)
        (task,) = tasks_of(c, scan.id)
        take(c, task.id, "me", now, 60)
        complete(c, task.id, "me", now)
    assert "1 tệp" in sohoa("register", "import", register(GOOD)).output
    with reading(engine) as c:
        (task,) = tasks_of(c, scan.id)
    assert (task.stage, task.state) == (Stage.FINISH, TaskState.READY)
