"""The API against its own description: whatever is sent, it answers as it says, and never fails."""

import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core.result import Ok
from sqlalchemy import update

from configs.settings import Settings
from reports.catalogue_book import MEDIA_TYPE
from storage.database import writing
from storage.tables import scans
from storage.tokens import GRANTABLE
from tests.entered import Office
from tests.filled import filled_settings
from web.app import bound, create_app
from web.limits import Limit
from web.security import SecurityHeaders

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
schemathesis.serializer.alias(MEDIA_TYPE, "application/octet-stream")  # a workbook: bytes, nearly all wrong
SCHEMA = schemathesis.openapi.from_dict(create_app(Settings(data_dir=Path("nowhere")).resolved()).openapi())
OPERATIONS = [each.ok() for each in SCHEMA.get_all_operations() if isinstance(each, Ok)]
NAMES = [each.label for each in OPERATIONS]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """An API on a real socket, and the key of a token for all that a program can be given."""
    office = Office(filled_settings(tmp_path_factory.mktemp("api")))
    office.app.state.site.limits.limit_of = lambda _: Limit(10**9, timedelta(minutes=1))
    keep_original(office, tmp_path_factory.mktemp("original") / "quet.pdf")
    key = office.program(*GRANTABLE).headers["Authorization"]
    with bound("127.0.0.1", 0) as listening:
        server = uvicorn.Server(uvicorn.Config(SecurityHeaders(office.app), log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", key
        server.should_exit = True
        thread.join()
    office.engine.dispose()


def keep_original(office, path):
    path.write_bytes(b"%PDF-1.7")
    digest = office.app.state.site.objects().put(path)
    with writing(office.engine) as c:
        c.execute(update(scans).where(scans.c.id == 1).values(sha256=digest))


def test_the_description_knows_every_route():
    assert len(NAMES) > 50
    assert {
        "GET /api/status",
        "POST /api/stations/{station}/files",
        "GET /api/scans/{scan_id}/original",
    } <= set(NAMES)


@pytest.mark.parametrize("operation", OPERATIONS, ids=NAMES)
@pytest.mark.parametrize("known", [True, False], ids=["token", "stranger"])
def test_whatever_is_sent_it_answers_as_it_says(served, operation, known):
    address, key = served
    headers = {"Authorization": key} if known else {}

    @settings(
        max_examples=25 if known else 4,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def look(data):
        case = data.draw(operation.as_strategy())
        case.headers.pop("Authorization", None)
        answer = case.call(base_url=address, headers=headers, timeout=60)
        assert answer.status_code < 500
        if not known:
            assert answer.status_code in {401, 404, 405, 422}
        case.validate_response(answer, checks=CHECKS)

    look()
