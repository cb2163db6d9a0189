from datetime import UTC, datetime

import pytest

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
