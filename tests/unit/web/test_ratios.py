from datetime import date, timedelta

from catalogue.load import load_catalogue
from reports.model import Period
from storage.access import COMMAND
from storage.database import open_database, writing
from storage.dossiers import put_dossiers
from tests.filled import NOW, filled_settings
from web.ratios import KEPT, Ratios, current_period


def test_the_current_period_is_the_year_so_far():
    assert current_period(date(2026, 11, 20)) == Period(date(2026, 1, 1), date(2026, 11, 20))
    assert current_period(date(2027, 1, 1)) == Period(date(2027, 1, 1), date(2027, 1, 1))


def test_the_table_is_kept_for_a_while_only(tmp_path):
    settings = filled_settings(tmp_path)
    engine = open_database(settings.database_url)
    ratios = Ratios(engine, lambda: load_catalogue(settings.catalogue_dir))
    first = ratios.table(NOW, COMMAND)
    with writing(engine) as c:
        put_dossiers(c, [])
    assert ratios.table(NOW + KEPT / 2, COMMAND) is first
    assert ratios.table(NOW + KEPT, COMMAND) is not first
    again = ratios.table(NOW + KEPT, COMMAND)
    assert (
        ratios.table(NOW - timedelta(seconds=1), COMMAND) is not again
    )  # a clock set back must not freeze it
    engine.dispose()
