import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from cli import entrance, ground
from cli.database import newest_revision, opened
from cli.doctor import CHECKS, examine
from cli.ground import Finding, Level
from configs.settings import Settings
from storage.access import COMMAND, UserRole
from storage.accounts import NewAccount, add_account, change_account
from storage.audit_log import AuditAction, Deed, note
from storage.database import writing
from tests.filled import filled_settings


@pytest.fixture
def settings(places):
    return Settings().resolved()


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_every_check_ends_with_words_and_advice_where_needed(name, settings):
    title, check = CHECKS[name]
    found = examine(check, settings)
    assert title
    assert found.seen
    assert (found.advice is None) == (found.level is Level.OK)


def test_a_fresh_machine_is_well(sohoa):
    result = sohoa("doctor")
    assert result.exit_code == 0
    assert "HỎNG" not in result.output


def test_trouble_ends_with_1_and_says_what_to_do(sohoa, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    result = sohoa("doctor")
    assert result.exit_code == 1
    assert "apt install poppler-utils" in result.output


def test_json_holds_every_check(sohoa):
    content = json.loads(sohoa("doctor", "--json").stdout)
    assert set(content) == set(CHECKS)
    assert content["poppler"]["level"] == "ok"


def test_a_language_that_is_absent_is_named(settings, monkeypatch):
    monkeypatch.setattr(ground, "_output", lambda *_: "List of available languages:\neng\nosd\n")
    found = ground.tesseract(settings)
    assert (found.level, found.advice) == (Level.TROUBLE, "apt install tesseract-ocr-vie")


def test_a_further_reader_that_is_absent_is_noted(settings, monkeypatch):
    monkeypatch.setattr(ground, "find_spec", lambda name: None if name == "trueocr" else name)
    found = ground.readers(settings)
    assert found.level is Level.NOTE
    assert "trueocr" in found.seen
    assert "script/setup" in str(found.advice)


def test_a_server_that_is_away_is_trouble(places, monkeypatch):
    away = Settings(redis_url="redis://127.0.0.1:1/0", database_url="postgresql://x@127.0.0.1:1/x").resolved()
    for name in ("redis", "database"):
        found = examine(CHECKS[name][1], away)
        assert found.level is Level.TROUBLE
        assert "sohoa doctor" not in found.seen
    assert examine(ground.clock, away).level is Level.OK


def test_a_redis_address_that_is_none_is_trouble(places):
    found = examine(ground.redis_server, Settings(redis_url="localhost:6379").resolved())
    assert found.level is Level.TROUBLE
    assert "SOHOA_REDIS_URL" in found.seen


def test_a_broken_database_file_is_to_be_restored(settings):
    settings.data_dir.mkdir()
    (settings.data_dir / "sohoa.db").write_bytes(b"no database" * 500)
    found = examine(ground.database, settings)
    assert (found.level, found.advice) == (Level.TROUBLE, ground.RESTORE)


def test_a_database_of_another_version_is_noted(places, monkeypatch):
    settings = filled_settings(places)
    assert ground.database(settings).level is Level.OK
    here = newest_revision()
    monkeypatch.setattr(ground, "newest_revision", lambda: "9999")
    assert ground.database(settings) == Finding(
        Level.NOTE, f"cấu trúc {here}, bản này cần 9999", "Sẽ tự nâng ở lần chạy tới."
    )


def test_looking_at_a_missing_database_makes_none(settings):
    ground.database(settings)
    ground.clock(settings)
    assert not (settings.data_dir / "sohoa.db").exists()


def test_a_clock_before_the_newest_row_is_trouble(places):
    assert (
        ground.clock(filled_settings(places, datetime.now(UTC) + timedelta(days=30))).level is Level.TROUBLE
    )


def test_a_clock_in_another_age_is_trouble(settings, monkeypatch):
    monkeypatch.setattr(ground, "YEARS", range(1970, 1971))
    assert ground.clock(settings).level is Level.TROUBLE


def test_a_full_disk_is_trouble(settings, monkeypatch):
    usage = shutil.disk_usage("/")._replace(free=5 * 10**8)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    found = ground.disk(settings)
    assert found.level is Level.TROUBLE
    assert "còn 0,4 GB" in found.seen


def test_an_inbox_of_somebody_else_is_trouble(settings, monkeypatch):
    (settings.inbox / "tram-101").mkdir(parents=True)
    assert ground.inbox(settings).seen.endswith("1 trạm")
    monkeypatch.setattr("os.access", lambda path, _: "tram" not in str(path))
    assert "tram-101" in ground.inbox(settings).seen
    assert ground.inbox(settings).level is Level.TROUBLE


def test_the_store_is_asked_to_give_back_what_it_took(settings, monkeypatch):
    assert ground.objects(settings).level is Level.OK
    monkeypatch.setattr("storage.folder.FolderObjects.verify", lambda *_: False)
    assert ground.objects(settings).level is Level.TROUBLE


def test_who_can_log_in_is_seen_and_what_to_do_where_nobody_can(settings):
    assert entrance.accounts(settings).level is Level.NOTE
    engine = opened(settings)
    assert "sohoa user add" in str(entrance.accounts(settings).advice)
    with writing(engine) as c:
        new = NewAccount("lan", "Lan", frozenset({UserRole.CLERK}))
        account = add_account(c, new, "x", datetime.now(UTC), must_change=False)
    assert "--role administrator" in str(entrance.accounts(settings).advice)
    with writing(engine) as c:
        change_account(c, account.id, {"roles": [UserRole.ADMINISTRATOR]})
    assert entrance.accounts(settings).seen == "1 tài khoản, 1 quản trị viên toàn hệ thống"


def test_an_audit_log_that_was_changed_is_trouble(settings):
    engine = opened(settings)
    with writing(engine) as c:
        note(c, datetime.now(UTC), COMMAND, Deed(AuditAction.LOGIN, "account:lan"))
    assert entrance.audit_log(settings) == Finding(Level.OK, "chuỗi còn nguyên vẹn, 1 dòng")
    with writing(engine) as c:
        c.execute(text("DROP TRIGGER audit_log_update"))
        c.execute(text("UPDATE audit_log SET actor = 'x'"))
    found = entrance.audit_log(settings)
    assert (found.level, found.seen) == (Level.TROUBLE, "chuỗi bị đứt ở dòng 1")
