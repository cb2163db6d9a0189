"""What of a compose file these tests need: merging, `${...}`, and running its commands on this machine."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).parents[2]
BIN: Final = Path(sys.executable).parent
VARIABLE: Final = re.compile(r"\$\$|\$\{(\w+)(?::([?-])([^}]*))?\}")
POLL_SECONDS: Final = 0.1


def services_of(*names: str) -> dict[str, dict[str, Any]]:
    """Return the services of compose files laid over one another."""
    merged: dict[str, dict[str, Any]] = {}
    for name in names:
        content = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
        for service, keys in content["services"].items():
            merged[service] = merged.get(service, {}) | keys
    return merged


def interpolate(text: str, environment: Mapping[str, str]) -> str:
    """Put variables in as compose does; raise KeyError for a required one that is absent or empty."""

    def value(found: re.Match[str]) -> str:
        if found[0] == "$$":
            return "$"
        given = environment.get(found[1], "")
        if not given and found[2] == "?":
            raise KeyError(found[1])
        return given or found[3] or ""

    return VARIABLE.sub(value, text)


@dataclass(frozen=True, slots=True)
class Here:
    """This machine in place of the containers: names of hosts replaced, each service with its own folder."""

    folder: Path
    environment: Mapping[str, str]
    places: Mapping[str, str]  # what stands in the file -> what it is here

    def text(self, text: str) -> str:
        """Return a text of the file as it is to be read here."""
        text = interpolate(text, self.environment)
        for there, here in self.places.items():
            text = text.replace(there, here)
        return text

    def environment_of(self, name: str, service: Mapping[str, Any]) -> dict[str, str]:
        """Return the environment of a service: the file's, and what the Dockerfile sets."""
        given = {key: self.text(str(value)) for key, value in service.get("environment", {}).items()}
        own = {"SOHOA_DATA_DIR": str(self.folder / name), "SOHOA_INBOX": str(self.folder / "inbox")}
        path = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
        return {**os.environ, **self.environment, **own, **path, **given}

    def start(self, name: str, service: Mapping[str, Any]) -> subprocess.Popen[bytes]:
        """Start a service's command; what it prints goes to a file."""
        command = [*map(str, service.get("entrypoint", [])), *map(str, service["command"])]
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [str(BIN / command[0]), *map(self.text, command[1:])],
                env=self.environment_of(name, service),
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )

    def is_healthy(self, name: str, service: Mapping[str, Any]) -> bool:
        """Run a service's health check as compose would."""
        kind, *command = map(self.text, map(str, service["healthcheck"]["test"]))
        shell = ["sh", "-c", *command] if kind == "CMD-SHELL" else command
        ran = subprocess.run(shell, env=self.environment_of(name, service), capture_output=True, check=False)
        return ran.returncode == 0


def wait_for(what: Callable[[], bool], seconds: float) -> bool:
    """Wait until something holds; return whether it came to hold in time."""
    deadline = time.monotonic() + seconds
    while not what():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True
