import json
from datetime import UTC, datetime

import pytest

from tests.filled import PERSONAL_NUMBER, filled_settings


@pytest.fixture
def filled_now(places):
    return filled_settings(places, datetime.now(UTC))


def test_without_a_database_none_is_invented(sohoa, places):
    for arguments in (["status"], ["report", "ratio", "--from", "1/1/2026", "--to", "2/1/2026"]):
        result = sohoa(*arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        assert f"Chưa có cơ sở dữ liệu ở {places}" in result.stderr
    assert not (places / "data").exists()


def test_a_fresh_machine_has_nothing_yet(sohoa, places):
    (places / "data").mkdir()
    (places / "data" / "sohoa.db").touch()
    result = sohoa("status")
    assert result.exit_code == 0
    assert "Tệp đã nhận: 0" in result.output
    assert "sohoa up" in result.output


def test_a_person_reads_states_stations_and_processes(sohoa, filled_now):
    output = sohoa("status").output
    for words in (
        "Tệp đã nhận: 18",
        "Cần rà soát: 3",
        "tram-102/quet0001.pdf – Mắc kẹt: Không mở được tệp: thiếu quyền đọc.",
        "Nên quét lại (trong 18 tệp mới nhất): 3",
        "tram-101/quet-008.pdf – Trang 2: Ảnh bị mờ, chữ nhòe. Hãy lau mặt kính",
        "tram-101: 5 tệp",
        "Theo dõi thư mục (watcher): đang chạy",
        "Giao việc (scheduler): im lặng, tín hiệu cuối 6 phút trước",
    ):
        assert words in output


def test_a_program_reads_json(sohoa, filled_now):
    content = json.loads(sohoa("status", "--json").stdout)
    assert content["scans"] == dict.fromkeys(content["scans"], 3)
    assert [process["alive"] for process in content["processes"]] == [False, True, True]
    assert len(content["latest"]) == 18
    assert PERSONAL_NUMBER not in json.dumps(content)


@pytest.mark.parametrize(
    ("name", "code"), [("watcher", 0), ("worker-mot-cua", 0), ("scheduler", 1), ("web", 1)]
)
def test_the_health_check_asks_for_one_process(name, code, sohoa, filled_now):
    result = sohoa("status", "--alive", name)
    assert (result.exit_code, result.output) == (code, "")
