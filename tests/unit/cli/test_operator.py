"""Commands that change what is counted stand in the audit log, with the account of the machine."""

import pytest

from cli.operator import operator
from storage.access import Reach
from storage.audit_log import Wanted, entries, verify
from storage.database import migrate, open_database, reading
from tests.unit.cli.test_register import BAD, GOOD, HEADING

CODE = "H99.101-261103-0001"


@pytest.fixture(autouse=True)
def account(monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "lan")


@pytest.fixture
def log(places):
    """Read the log, oldest first: (action, subject, detail)."""

    def log(action=None):
        engine = open_database(f"sqlite:///{places / 'data' / 'sohoa.db'}")
        migrate(engine)
        with reading(engine) as c:
            found = entries(c, Reach(None), Wanted(action=action))
            assert verify(c).intact
        engine.dispose()
        assert {each.actor for each in found} <= {"sohoa:lan"}
        return [(each.action, each.subject, each.detail) for each in reversed(found)]

    return log


@pytest.fixture
def register(tmp_path):
    file = tmp_path / "so.csv"
    file.write_text(f"{HEADING}\n{GOOD}\n{BAD}", encoding="utf-8")
    return file


def test_an_import_is_noted_and_a_trial_or_a_refusal_is_not(sohoa, register, log):
    sohoa("register", "import", register)
    sohoa("register", "import", register, "--skip-errors", "--dry-run")
    assert log("register_imported") == []
    sohoa("register", "import", register, "--skip-errors", "--source", "một cửa")
    counts = {"added": 1, "changed": 0, "refused": 1, "source": "một cửa"}
    assert log("register_imported") == [("register_imported", "register:so.csv", counts)]


def test_what_is_said_of_a_dossier_is_noted(sohoa, register, log):
    sohoa("register", "import", register, "--skip-errors")
    sohoa("dossier", "fact", CODE, "co_uy_quyen", "--by", "Lò Thị Mai")
    sohoa("dossier", "fact", CODE, "co_uy_quyen", "--by", "Lò Thị Mai", "--undo")
    assert sohoa("dossier", "reuse", CODE, "giay_chung_sinh", "--by", "Lò Thị Mai").exit_code == 0
    told = [detail for _, subject, detail in log("dossier_changed") if subject == f"dossier:{CODE}"]
    assert told == [
        {"fact": "co_uy_quyen", "stated": True, "by": "Lò Thị Mai"},
        {"fact": "co_uy_quyen", "stated": None, "by": "Lò Thị Mai"},
        {"reused": "giay_chung_sinh", "from": "national", "by": "Lò Thị Mai"},
    ]


def test_counting_anew_is_noted(sohoa, register, log):
    sohoa("register", "import", register, "--skip-errors")
    sohoa("recount")
    assert log("recounted") == [("recounted", "dossiers:all", {"dossiers": 1, "differing": 0})]


def test_units_and_targets_are_noted_when_they_change(sohoa, tmp_path, log):
    units = tmp_path / "don-vi.csv"
    columns = "ma,ten,cap,ma_cha,hieu_luc_tu,hieu_luc_den,ke_thua"
    units.write_text(f"{columns}\n20,Tỉnh An Lạc,tỉnh,,,,\n", encoding="utf-8")
    sohoa("units", "import", units)
    sohoa("units", "import", units)
    sohoa("recount")
    first = log("catalogue_changed")
    assert [subject for _, subject, _ in first] == [
        *("catalogue:units", "catalogue:targets", "catalogue:procedures"),
    ]
    assert first[0][2]["source"] == "don-vi.csv"
    units.write_text(f"{columns}\n20,Tỉnh An Lạc,tỉnh,,,,\n21,Tỉnh Hòa An,tỉnh,,,,\n", encoding="utf-8")
    sohoa("units", "import", units)
    (again,) = log("catalogue_changed")[3:]
    assert again[2]["entries"] == first[0][2]["entries"] + 1
    assert again[2]["before"] == first[0][2]["now"]


def test_an_account_without_a_name_is_told_as_such(monkeypatch):
    def nobody():
        raise KeyError("getpwuid(): uid not found: 1234")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert operator().name == "sohoa:?"
