"""A change touches the dossiers of the days on which other papers are asked for, and no others."""

from dataclasses import replace
from datetime import date

from catalogue.load import load_catalogue
from catalogue.touched import Touched, lost, touched
from configs.settings import Settings

CATALOGUE = load_catalogue(Settings().catalogue_dir)
CODE = "1.001776"  # district until 2025-06-30, commune from then on
OLD, NEW = CATALOGUE.procedure_versions(CODE)


def with_versions(*versions):
    rest = tuple(each for each in CATALOGUE.procedures if each.code != CODE)
    return replace(CATALOGUE, procedures=(*rest, *versions))


def test_another_name_touches_nothing():
    assert touched(CATALOGUE, with_versions(OLD, replace(NEW, name="khác")), [CODE]) == ()


def test_other_slots_touch_the_days_of_their_version():
    fewer = replace(NEW, requirements=NEW.requirements[1:])
    assert touched(CATALOGUE, with_versions(OLD, fewer), [CODE]) == (
        Touched(CODE, date(2025, 7, 1), date.max),
    )


def test_a_version_from_a_day_touches_the_days_from_then_on():
    ended = replace(NEW, valid_to=date(2026, 12, 31))
    later = replace(NEW, valid_from=date(2027, 1, 1), requirements=NEW.requirements[1:])
    assert touched(CATALOGUE, with_versions(OLD, ended, later), [CODE]) == (
        Touched(CODE, date(2027, 1, 1), date.max),
    )


def test_a_procedure_that_goes_touches_all_its_days():
    assert touched(CATALOGUE, with_versions(), [CODE]) == (
        Touched(CODE, date.min, date(2025, 6, 30)),
        Touched(CODE, date(2025, 7, 1), date.max),
    )
    assert touched(CATALOGUE, with_versions(), []) == ()


def test_days_are_lost_where_no_version_is_left_and_not_where_another_is():
    assert lost(CATALOGUE, with_versions(NEW), [CODE]) == (Touched(CODE, date.min, date(2025, 6, 30)),)
    assert lost(CATALOGUE, with_versions(OLD, replace(NEW, valid_from=date(2026, 1, 1))), [CODE]) == (
        Touched(CODE, date(2025, 7, 1), date(2025, 12, 31)),
    )
    assert lost(CATALOGUE, with_versions(replace(OLD, valid_to=None)), [CODE]) == ()
