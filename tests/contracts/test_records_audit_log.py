import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from storage.access import COMMAND, NOWHERE, Actor, Reach
from storage.audit_log import BEGINNING, AuditAction, Deed, Wanted, entries, note, verify
from storage.database import reading, writing
from storage.tables import audit_log
from tests.rows import NOW

EVERYWHERE = Reach(None)
LAN = Actor("lan", "Lan", frozenset(), NOWHERE, address="192.0.2.7")


def write(c, count=5):
    for number in range(count):
        deed = Deed(AuditAction.DOSSIER_SEEN, f"dossier:{number}", f"H99.10{number % 2 + 1}", {"n": number})
        note(c, NOW + timedelta(minutes=number), LAN if number % 2 else COMMAND, deed)


def tampered(engine, statement):
    """Do what the triggers forbid, as somebody who owns the database could."""
    with writing(engine) as c:
        if engine.dialect.name == "postgresql":
            c.execute(text("ALTER TABLE audit_log DISABLE TRIGGER USER"))
            c.execute(statement)
            c.execute(text("ALTER TABLE audit_log ENABLE TRIGGER USER"))
        else:
            for verb in ("update", "delete"):
                c.execute(text(f"DROP TRIGGER audit_log_{verb}"))
            c.execute(statement)


def test_what_was_noted_is_read_newest_first(c):
    write(c)
    found = entries(c, EVERYWHERE, Wanted())
    assert [entry.seq for entry in found] == [5, 4, 3, 2, 1]
    assert (found[0].actor, found[0].action, found[0].detail) == ("sohoa", "dossier_seen", {"n": 4})
    assert (found[1].actor, found[1].address, found[1].at) == ("lan", "192.0.2.7", NOW + timedelta(minutes=3))
    assert [entry.seq for entry in entries(c, EVERYWHERE, Wanted(), before=4, limit=2)] == [3, 2]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(actor="lan"), [4, 2]),
        (Wanted(action="login"), []),
        (Wanted(subject="dossier:2"), [3]),
        (Wanted(since=NOW + timedelta(minutes=2)), [5, 4, 3]),
        (Wanted(until=NOW + timedelta(minutes=2)), [2, 1]),
    ],
)
def test_lines_are_found_by_what_is_asked(c, wanted, found):
    write(c)
    assert [entry.seq for entry in entries(c, EVERYWHERE, wanted)] == found


def test_a_unit_sees_its_own_lines_only(c):
    write(c)
    assert [entry.seq for entry in entries(c, Reach(frozenset({"H99.102"})), Wanted())] == [4, 2]
    assert entries(c, Reach(None, "tram-101"), Wanted()) == ()


def test_personal_numbers_are_never_noted(c):
    number = "038201001234"
    note(c, NOW, LAN, Deed(AuditAction.SEARCHED, f"search:{number}", None, {"q": [number, {"x": number}]}))
    (entry,) = entries(c, EVERYWHERE, Wanted())
    assert number not in str(entry)
    assert entry.subject == "search:038…34"
    assert verify(c).intact


def test_a_whole_chain_is_whole(c):
    assert verify(c) == verify(c)
    assert (verify(c).whole, verify(c).head) == (0, BEGINNING)
    write(c)
    verdict = verify(c)
    assert (verdict.intact, verdict.whole) == (True, 5)
    assert verify(c, (5, verdict.head)).intact


@pytest.mark.parametrize(
    "statement",
    [update(audit_log).values(actor="somebody"), delete(audit_log).where(audit_log.c.seq == 3)],
    ids=["update", "delete"],
)
def test_the_database_refuses_to_change_a_line(engine, statement):
    with writing(engine) as c:
        write(c)
    with pytest.raises(DBAPIError, match="only be added to"), writing(engine) as c:
        c.execute(statement)
    with reading(engine) as c:
        assert verify(c).whole == 5


@pytest.mark.services
def test_postgresql_refuses_to_empty_it(migrated_postgres):
    with pytest.raises(DBAPIError, match="only be added to"), writing(migrated_postgres) as c:
        c.execute(text("TRUNCATE audit_log"))


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        (update(audit_log).where(audit_log.c.seq == 3).values(actor="an"), 3),
        (update(audit_log).where(audit_log.c.seq == 2).values(detail={"n": 7}), 2),
        (update(audit_log).where(audit_log.c.seq == 4).values(at=NOW), 4),
        (update(audit_log).where(audit_log.c.seq == 1).values(hash="0" * 64), 1),
        (delete(audit_log).where(audit_log.c.seq == 3), 3),
        (delete(audit_log).where(audit_log.c.seq == 1), 1),
        (update(audit_log).where(audit_log.c.seq == 5).values(seq=9), 5),
    ],
)
def test_who_gets_around_the_triggers_breaks_the_chain(engine, statement, broken_at):
    with writing(engine) as c:
        write(c)
    tampered(engine, statement)
    with reading(engine) as c:
        verdict = verify(c)
    assert (verdict.intact, verdict.broken_at, verdict.whole) == (False, broken_at, broken_at - 1)


def test_a_line_put_in_breaks_the_chain(engine):
    with writing(engine) as c:
        write(c, 2)
        row = dict(c.execute(select(audit_log).where(audit_log.c.seq == 2)).mappings().one())
        c.execute(insert(audit_log).values({**row, "seq": 3}))
        assert verify(c).broken_at == 3


def test_lines_cut_off_at_the_end_are_seen_by_what_was_noted_elsewhere(engine):
    with writing(engine) as c:
        write(c)
        noted = (5, verify(c).head)
    tampered(engine, delete(audit_log).where(audit_log.c.seq >= 4))
    with writing(engine) as c:
        assert verify(c).intact
        assert verify(c, noted).broken_at == 4
        write(c, 2)
        assert verify(c).intact
        assert verify(c, noted).broken_at == 5


def test_an_act_that_is_taken_back_leaves_no_line(engine):
    def fail():
        with writing(engine) as c:
            write(c)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with reading(engine) as c:
        assert verify(c).whole == 0


def test_lines_noted_at_once_make_one_chain(engine):
    start = threading.Barrier(6)

    def add(number):
        start.wait(timeout=30)
        for _ in range(5):
            with writing(engine) as c:
                note(c, NOW, LAN, Deed(AuditAction.LOGIN, f"account:{number}"))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(add, range(6)))
    with reading(engine) as c:
        assert verify(c).whole == 30
