"""Processes seen from outside, by id. Nothing here ends a process that is not one of the fleet's."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path


def wait_until(condition: Callable[[], object], seconds: float, what: str) -> None:
    """Polls until the condition holds; fails, saying what was waited for, after so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and is not yet reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def catches(pid: int, number: signal.Signals) -> bool:
    """Whether a process has a handler for a signal."""
    (caught,) = (line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) >> (number - 1) & 1)


def send(pid: int, number: signal.Signals, of: Path) -> None:
    """Sends a signal to a process, once it is sure that the process runs this executable."""
    running = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0].decode()
    assert Path(running).name == of.name, f"process {pid} is {running}, not ours"
    os.kill(pid, number)


def kill(pid: int, of: Path) -> None:
    """SIGKILL, and waits until the process is gone."""
    send(pid, signal.SIGKILL, of)
    wait_until(lambda: not is_alive(pid), 10, f"process {pid} gone after SIGKILL")
