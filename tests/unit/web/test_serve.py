import os
import signal
import subprocess
import sys
import urllib.request

import pytest

from tests.filled import filled_settings
from web.app import bound

PROGRAM = """
import sys
from configs.settings import Settings
from web import app

real = app.bound
def told(host, port):
    listening = real(host, port)
    print(listening.getsockname()[1], flush=True)
    return listening
app.bound = told
app.serve(Settings().resolved())
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_quietly_and_ends_in_order(tmp_path, number):
    settings = filled_settings(tmp_path)
    places = {"SOHOA_DATA_DIR": str(settings.data_dir), "SOHOA_PORT": "0"}
    serving = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | places,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert serving.stdout
    port = int(serving.stdout.readline())
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=20) as answer:
        assert answer.status == 200
    serving.send_signal(number)
    rest, errors = serving.communicate(timeout=20)
    assert (serving.returncode, rest, errors) == (0, b"", b"")


def test_a_taken_port_is_an_error_of_the_system():
    with bound("127.0.0.1", 0) as first, pytest.raises(OSError, match="in use"):
        bound("127.0.0.1", first.getsockname()[1])
