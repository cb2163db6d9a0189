import pytest
from typer.testing import CliRunner

from cli.main import app
from cli.operator import operator
from configs.settings import Settings
from storage.access import Reach
from storage.accounts import find_account, password_of
from storage.audit_log import Wanted, entries
from storage.database import open_database, reading
from storage.passwords import verify_password

PASSWORD = "bốn mùa xuân hạ"


@pytest.fixture
def user(places):
    """Run `sohoa user` with a password on standard input."""

    def run(*arguments, password=PASSWORD):
        return CliRunner().invoke(app, ["user", *arguments], input=f"{password}\n")

    return run


@pytest.fixture
def account(places):
    """Return an account by its name, as the database has it."""

    def find(name):
        engine = open_database(Settings().resolved().database_url)
        with reading(engine) as c:
            found = find_account(c, name), password_of(c, name)
        engine.dispose()
        return found

    return find


def test_the_first_account_is_an_administrator_of_everything(user, account):
    result = user("add", "Quantri")
    assert (result.exit_code, result.stdout) == (0, "Đã thêm tài khoản quantri.\n")
    found, kept = account("quantri")
    assert (sorted(found.roles), found.unit, found.must_change) == (["administrator"], None, False)
    assert verify_password(kept, PASSWORD)


def test_further_ones_must_change_their_password(user, account):
    user("add", "quantri")
    result = user(
        "add", "lan", "--role", "clerk", "--role", "officer", "--unit", "H99.101", "--full-name", "Lê Lan"
    )
    assert "phải đổi mật khẩu" in result.stdout
    found, _ = account("lan")
    assert (sorted(found.roles), found.unit, found.full_name) == (["clerk", "officer"], "H99.101", "Lê Lan")
    assert found.must_change
    listed = user("list").stdout
    assert "Lê Lan" in listed


@pytest.mark.parametrize(
    ("arguments", "password", "words"),
    [
        (("add", "Lan Anh"), PASSWORD, "chữ thường không dấu"),
        (("add", "lan"), "ngắn", "ít nhất 10 ký tự"),
        (("add", "lan", "--unit", "X99"), PASSWORD, "Danh mục không có đơn vị X99"),
        (("add", "lan", "--role", "station"), PASSWORD, "cần tên trạm"),
        (("add", "quantri"), PASSWORD, "Đã có tài khoản tên này"),
        (("disable", "nobody"), PASSWORD, "Không có tài khoản này"),
        (("disable", "quantri"), PASSWORD, "quản trị viên cuối cùng"),
        (("role", "quantri", "clerk"), PASSWORD, "quản trị viên cuối cùng"),
        (("unit", "quantri", "H99.101"), PASSWORD, "quản trị viên cuối cùng"),
        (("set-password", "nobody"), PASSWORD, "Không có tài khoản này"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(user, arguments, password, words):
    user("add", "quantri")
    result = user(*arguments, password=password)
    assert result.exit_code == 1
    assert words in result.stderr


def test_accounts_are_changed(user, account):
    user("add", "quantri")
    user("add", "lan", "--role", "clerk")
    assert user("role", "lan", "lead", "officer").exit_code == 0
    assert user("unit", "lan", "H99.102").exit_code == 0
    found, _ = account("lan")
    assert (sorted(found.roles), found.unit) == (["lead", "officer"], "H99.102")
    assert user("unit", "lan", "-").exit_code == 0
    assert user("set-password", "lan", password="thu vàng lá rụng").exit_code == 0
    found, kept = account("lan")
    assert found.unit is None
    assert verify_password(kept, "thu vàng lá rụng")
    assert user("disable", "lan").exit_code == 0
    assert account("lan")[1] is None
    assert "đã khóa" in user("list").stdout
    assert user("enable", "lan").exit_code == 0
    assert account("lan")[1] is not None


def test_all_of_it_is_in_the_audit_log_which_is_whole(user, sohoa):
    user("add", "quantri")
    user("add", "lan", "--role", "clerk")
    user("disable", "lan")
    engine = open_database(Settings().resolved().database_url)
    with reading(engine) as c:
        lines = [(each.actor, each.action) for each in entries(c, Reach(None), Wanted())]
    engine.dispose()
    who = operator().name
    assert lines == [(who, "account_disabled"), (who, "account_added"), (who, "account_added")]
    result = sohoa("audit-log", "verify")
    assert (result.exit_code, "nguyên vẹn: 3 dòng" in result.stdout) == (0, True)
    noted = result.stdout.split()[-1]
    assert sohoa("audit-log", "verify", "--expect", noted).exit_code == 0
    assert sohoa("audit-log", "verify", "--expect", "3:" + "0" * 64).exit_code == 2
    assert sohoa("audit-log", "verify", "--expect", "9" + noted).exit_code == 2
    assert sohoa("audit-log", "verify", "--expect", "x").exit_code == 2


def test_a_token_is_made_shown_once_and_taken_back(sohoa, places):
    result = sohoa("token", "add", "may-quet", "--station", "tram-101", "--days", "30")
    assert result.exit_code == 0
    key = result.stdout.strip()
    assert key.startswith("sohoa_")
    listed = sohoa("token", "list").stdout
    assert "may-quet" in listed
    assert key not in listed
    assert sohoa("token", "add", "may-quet").exit_code == 1
    assert sohoa("token", "add", "x", "--for", "nothing").exit_code == 1
    assert sohoa("token", "add", "x", "--act", "no_such_act").exit_code == 2
    assert sohoa("token", "revoke", "may-quet").exit_code == 0
    assert sohoa("token", "revoke", "may-quet").exit_code == 1
