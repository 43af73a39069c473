"""The memory of other processes, as root may read it."""

import re
from collections.abc import Iterable
from pathlib import Path

CHUNK = 16 << 20


def can_read(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/mem", "rb"):
            return True
    except OSError:
        return False


def places(pid: int, patterns: Iterable[bytes]) -> list[str]:
    """Where in a process any of these byte strings lies: one line a place, with the mapping that it is in."""
    patterns = list(patterns)
    overlap = max(map(len, patterns)) - 1
    found = []
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            fields = line.split(maxsplit=5)
            name = fields[5] if len(fields) > 5 else "anonymous"
            if not fields[1].startswith("r") or name in ("[vvar]", "[vsyscall]", "[vvar_vclock]"):
                continue
            start, end = (int(part, 16) for part in fields[0].split("-"))
            tail = b""
            while start < end:
                try:
                    memory.seek(start)
                    block = memory.read(min(CHUNK, end - start))
                except OSError:
                    break
                if not block:
                    break
                window = tail + block
                for pattern in patterns:
                    for match in re.finditer(re.escape(pattern), window):
                        found.append(f"{start - len(tail) + match.start():#x} in {fields[1]} {name}")
                tail = window[-overlap:] if overlap else b""
                start += len(block)
    return found
