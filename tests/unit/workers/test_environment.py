from pathlib import Path

from pydantic import SecretStr

from configs.settings import Settings
from workers.environment import as_environment


def test_a_process_reads_the_same_settings_from_its_environment(monkeypatch, tmp_path):
    given = Settings(
        data_dir=tmp_path, inbox=Path("/kho/hộp nhận"), workers=3, poll_seconds=0.5,
        s3_secret_key=SecretStr("not shown"), redis_url="unix:///run/redis.sock",
        dossier_codes=(r"HS-\d{6}", 'Mã "lạ"'),
    ).resolved()  # fmt: skip
    for name, value in as_environment(given).items():
        monkeypatch.setenv(name, value)
    assert Settings() == given
