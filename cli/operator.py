"""Who runs a command: the audit log names the account of the machine."""

import getpass
from dataclasses import replace

from storage.access import COMMAND, Actor


def operator() -> Actor:
    """Return the one who runs this command, by the account of the machine: `sohoa:lan`."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        name = "?"
    return replace(COMMAND, name=f"{COMMAND.name}:{name}")
