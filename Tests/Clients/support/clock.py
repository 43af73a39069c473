"""A clock of the wall that a test sets, for processes that run: clock_shift.c, loaded before them."""

import struct
from datetime import timedelta
from pathlib import Path

import botocore.auth
import pytest

from .compiler import compile_c

SOURCE = Path(__file__).with_name("clock_shift.c")
DAY = 24 * 3600


class ShiftedClock:
    """The clock of the processes that are started behind its `prefix`; other processes keep theirs."""

    def __init__(self, folder: Path, name: str = "clock"):
        """Compiles what is loaded. Skips the test where there is no C compiler."""
        folder.mkdir(parents=True, exist_ok=True)
        self._library = folder / f"{name}.so"
        self._file = folder / f"{name}.seconds"
        self.set(0)
        compile_c(SOURCE, self._library, "-shared", "-fPIC", "-O1")

    @property
    def prefix(self) -> tuple[str, ...]:
        """What goes before the command of a process that is to go by this clock, and of all that it starts."""
        return ("env", f"LD_PRELOAD={self._library}", f"QUORATE_TEST_CLOCK={self._file}")

    def set(self, seconds: int) -> None:
        """Has the clock be so many seconds ahead of the machine's, at once; a negative number is behind it."""
        with open(self._file, "r+b" if self._file.exists() else "wb") as file:
            file.write(struct.pack("=q", seconds))


def shift_clients(patch: pytest.MonkeyPatch, seconds: int) -> None:
    """Has boto3 sign its requests for a time so many seconds ahead of the machine's."""
    now = botocore.auth.get_current_datetime
    patch.setattr(botocore.auth, "get_current_datetime", lambda *_, **__: now() + timedelta(seconds=seconds))
