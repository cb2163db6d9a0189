"""What the operating system is told about our processes: to die with their parent, to use only so much."""

import ctypes
import os
import resource
import signal
from typing import Final

PR_SET_PDEATHSIG: Final = 1
CPU_MARGIN: Final = 30  # seconds

# One thread a page is fastest when every core reads a page; numpy and OpenCV look when they are loaded.
ONE_THREAD: Final = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int) -> None:
    """Have this process killed when its parent ends, by whatever means; at once if that has happened."""
    if _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:
        os._exit(1)


def confine(memory: int, cpu_seconds: int) -> None:
    """Limit this process and each one it starts: bytes of data (0: any) and seconds of CPU.

    The CPU limit ends what is left running when the process that should stop it was killed itself.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds + CPU_MARGIN, cpu_seconds + CPU_MARGIN))
    if memory:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
