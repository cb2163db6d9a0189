"""Versions of the catalogue are kept, laid over one another and gone back to, on both databases."""

from datetime import date, timedelta

import pytest

from catalogue.amendments import Amendment
from catalogue.errors import CatalogueError, Place
from catalogue.load import read_files
from catalogue.written import Section, Written
from configs.settings import Settings
from storage import catalogue_in_force, catalogue_versions
from storage.catalogue_in_force import CatalogueInForce
from storage.catalogue_versions import (
    CatalogueVersion,
    StaleCatalogueError,
    add_version,
    amendments_at,
    back_to,
    find_proposal,
    newest_version,
    propose,
    versions,
)
from storage.database import open_database, writing
from tests.rows import NOW

FILES = read_files(Settings().catalogue_dir)
CODE = FILES.sections[Section.CONDITIONS][0].code


def says(words, code=CODE):
    entry = Written(Place("trang"), code, {"code": code, "words": words})
    return Amendment(Section.CONDITIONS, code, (entry,))


def add(c, *amendments):
    base = newest_version(c)
    return add_version(c, base, amendments, CatalogueVersion(base + 1, "lan", NOW, "vì"))


def said(c, version=None):
    found = amendments_at(c, newest_version(c) if version is None else version)
    return {each.code: each.entries and each.entries[0].raw["words"] for each in found}


def test_of_each_code_the_last_word_counts(c):
    assert (newest_version(c), said(c)) == (0, {})
    add(c, says("một"), says("hai", "moi"))
    add(c, says("một nữa"))
    assert said(c) == {CODE: "một nữa", "moi": "hai"}
    assert said(c, 1) == {CODE: "một", "moi": "hai"}
    assert said(c, 0) == {}
    assert [each.version for each in versions(c)] == [2, 1]
    assert versions(c)[1].changed == ((Section.CONDITIONS, CODE), (Section.CONDITIONS, "moi"))


def test_going_back_says_only_what_is_different(c):
    add(c, says("một"), says("hai", "moi"))
    add(c, says("một nữa"))
    assert {each.code for each in back_to(c, 1)} == {CODE}
    assert back_to(c, 2) == ()
    add(c, *back_to(c, 0))
    assert said(c) == {CODE: None, "moi": None}
    add(c, *back_to(c, 2))
    assert said(c) == {CODE: "một nữa", "moi": "hai"}


def test_days_come_back_as_days(c):
    raw = {"kind": "commune", "complete": 97.5, "results": 100, "plan": "x", "valid_from": date(2026, 1, 1)}
    add(c, Amendment(Section.TARGETS, "commune", (Written(Place("trang"), "commune", raw),)))
    (kept,) = amendments_at(c, 1)
    assert kept.entries is not None
    assert kept.entries[0].raw == raw
    assert kept.entries[0].place.file == "bản 1 của danh mục"


def test_who_comes_second_is_told(c):
    add(c, says("một"))
    with pytest.raises(StaleCatalogueError):
        add_version(c, 0, [says("hai")], CatalogueVersion(1, "hoa", NOW, ""))
    assert said(c) == {CODE: "một"}


def test_a_proposal_is_kept_for_two_days(c):
    number = propose(c, 0, [says("một")], ("lan", "a.xlsx"), NOW)
    found = find_proposal(c, number)
    assert found is not None
    assert (found.who, found.file_name, found.base) == ("lan", "a.xlsx", 0)
    (amendment,), (said,) = found.amendments, (says("một"),)
    assert (amendment.section, amendment.code) == (said.section, said.code)
    assert amendment.entries is not None
    assert said.entries is not None
    assert [each.raw for each in amendment.entries] == [each.raw for each in said.entries]
    later = propose(c, 0, [says("hai")], ("lan", "b.xlsx"), NOW + timedelta(days=3))
    assert find_proposal(c, number) is None
    assert find_proposal(c, later) is not None


def test_every_process_sees_a_change_without_a_restart(engine, monkeypatch):
    monkeypatch.setattr(catalogue_in_force, "ASKED_EVERY", 0.0)
    one, other = CatalogueInForce(engine, FILES), CatalogueInForce(engine, FILES)
    assert one.now().catalogue is one.now().catalogue, "asked often, read once"
    with writing(engine) as c:
        add(c, says("mới"))
    assert one.now().catalogue.conditions[CODE] == "mới"
    assert (one.now().version, other.now().version) == (1, 1)


def test_the_number_is_asked_for_only_now_and_then(engine, monkeypatch):
    monkeypatch.setattr(catalogue_in_force, "ASKED_EVERY", 3600.0)
    kept = CatalogueInForce(engine, FILES)
    assert kept.now().version == 0
    with writing(engine) as c:
        add(c, says("mới"))
    assert kept.now().version == 0
    kept.ask_again()
    assert kept.now().version == 1


def test_what_no_longer_fits_to_the_files_is_named(engine):
    with writing(engine) as c:
        gone = Amendment(Section.CONDITIONS, CODE, ())
        add(c, gone)
        with pytest.raises(CatalogueError, match=f"không có điều kiện '{CODE}'"):
            catalogue_in_force.version_of(c, FILES, 1)
        add(c, says("x", "SAI"))
        with pytest.raises(CatalogueError, match="bản 2 của danh mục"):
            catalogue_in_force.version_of(c, FILES, 2)


def test_while_the_database_is_away_the_last_known_one_is_used(tmp_path):
    (tmp_path / "sohoa.db").mkdir()  # no database can be opened there
    kept = CatalogueInForce(open_database(f"sqlite:///{tmp_path / 'sohoa.db'}"), FILES)
    assert kept.now().version == catalogue_versions.FILES
    assert kept.now().catalogue.conditions[CODE]
