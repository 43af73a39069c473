"""The C compiler of the machine: Debian's, or the one that came with Swift."""

import shutil
import subprocess
from pathlib import Path

import pytest


def compile_c(source: Path, to: Path, *options: str) -> None:
    """Skips the test where there is no compiler."""
    compiler = shutil.which("cc") or shutil.which("clang")
    if compiler is None:
        pytest.skip(f"no C compiler (cc or clang), which makes {source.name}")
    subprocess.run([compiler, *options, "-Wall", "-Werror", "-o", to, source], check=True, timeout=60)
