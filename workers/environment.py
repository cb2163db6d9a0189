"""Hands settings on to the processes that a process starts."""

import json

from pydantic import SecretStr

from configs.settings import Settings


def as_environment(settings: Settings) -> dict[str, str]:
    """Return the environment variables from which `Settings()` reads the same settings again."""
    prefix = Settings.model_config["env_prefix"]
    return {f"{prefix}{name}".upper(): _written(value) for name, value in settings}


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)
