from importlib import import_module

import pytest

from cli import processes


@pytest.fixture
def ran(monkeypatch, places):
    """What would run, instead of running it."""
    started = []
    monkeypatch.setattr(processes, "configure", lambda: None)  # it would log to what pytest has closed
    for name, place in processes.PROCESSES.items():
        module, _, function = place.partition(":")
        monkeypatch.setattr(
            import_module(module), function, lambda settings, name=name: started.append((name, settings))
        )
    return started


@pytest.mark.parametrize("name", sorted(set(processes.PROCESSES) - processes.NEED_REDIS))
def test_every_process_starts_with_resolved_settings_and_a_database(name, ran, sohoa, places):
    assert sohoa(name).exit_code == 0
    ((started, settings),) = ran
    assert started == name
    assert settings.database_url == f"sqlite:///{places / 'data' / 'sohoa.db'}"
    assert (places / "data" / "sohoa.db").exists()


@pytest.mark.parametrize("name", sorted(processes.NEED_REDIS))
def test_processes_with_a_queue_want_its_address(name, ran, sohoa, monkeypatch):
    assert sohoa(name).exit_code == 2
    monkeypatch.setenv("SOHOA_REDIS_URL", "redis://127.0.0.1:6379/0")
    assert sohoa(name).exit_code == 0
    assert [started for started, _ in ran] == [name]


def test_options_win_over_the_environment(ran, sohoa, tmp_path, monkeypatch):
    monkeypatch.setenv("SOHOA_WORKERS", "7")
    sohoa("up", "--data", tmp_path / "d", "--inbox", tmp_path / "i", "--port", 9, "--workers", 3)
    ((_, settings),) = ran
    assert (settings.data_dir, settings.inbox) == (tmp_path / "d", tmp_path / "i")
    assert (settings.port, settings.workers) == (9, 3)
    sohoa("up", "--port", "9")
    assert ran[1][1].workers == 7


def test_an_option_out_of_range_is_told_in_words(ran, sohoa):
    result = sohoa("up", "--port", "70000")
    assert result.exit_code == 2
    assert "--port" in result.stderr
