"""Citizens' numbers in names of stations, in paths and reasons: hidden wherever the state is shown."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from cli.status import lines_of
from storage.database import open_database, reading
from storage.model import Arrival, ArrivalState
from storage.overview import Process, Station, overview
from tests.filled import filled_settings
from web.status import as_plain

NUMBER = "079201001234"
NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
STUCK = Arrival(NUMBER, f"cccd_{NUMBER}.pdf", 1, 1, ArrivalState.STUCK, f"Tệp {NUMBER}.", None, NOW, NOW)


def test_no_number_is_in_json_or_in_the_plain_lines(tmp_path):
    with reading(open_database(filled_settings(tmp_path).database_url)) as connection:
        seen = overview(connection, NOW)
    scan = replace(seen.last_scans[0], station=NUMBER, reason=NUMBER, file_name=f"a\n{NUMBER}")
    seen = replace(
        seen,
        open_arrivals=(STUCK,),
        last_scans=(scan,),
        stations=(Station(NUMBER, NOW, {}),),
        processes=(Process("web", NUMBER, NUMBER, 1.0),),
    )
    assert NUMBER not in json.dumps(as_plain(seen))
    assert NUMBER not in "\n".join(lines_of(seen))
