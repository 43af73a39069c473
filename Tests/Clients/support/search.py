"""Looks for secrets in the memory of processes and in files, in every form that a program may have given them."""

import base64
import struct
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .compiler import compile_c

SOURCE = Path(__file__).with_name("search.c")
#: Memory that was freed has lost its first 16 bytes to malloc's lists, and a buffer may have been written over in part:
#: so pieces of a secret are looked for, not the whole.
PIECE = 16
TEXT_PIECE = 24


@dataclass(frozen=True)
class Hit:
    """A place where a piece of a secret lies."""

    secret: str
    form: str
    #: The process, or the file's path.
    holder: str
    #: The address in the process, or the offset in the file.
    place: int
    mapping: str
    #: What lies there, in hexadecimal, with 32 bytes around it.
    around: str

    def __str__(self) -> str:
        return f"{self.secret} as {self.form} in {self.holder} at {self.place:#x} ({self.mapping}): {self.around}"


def pieces(content: bytes, size: int) -> Iterator[bytes]:
    """The content cut into pieces of one size, the last of which may overlap the one before."""
    for start in range(0, len(content) - size + 1, size):
        yield content[start : start + size]
    if len(content) > size and len(content) % size:
        yield content[-size:]


def forms(secret: bytes) -> dict[str, set[bytes]]:
    """The pieces of a secret by the form that they have."""
    assert len(secret) >= PIECE, "what is so short would be found by chance"
    texts = {"decimal numbers": ", ".join(map(str, secret)).encode()}
    for order, content in {"": secret, " reversed": secret[::-1]}.items():
        texts[f"hex{order}"] = content.hex().encode()
        texts[f"HEX{order}"] = content.hex().upper().encode()
    for shift in range(3):
        # The first and last characters also depend on what lies around the secret.
        encoded = base64.b64encode(bytes(shift) + secret)[4:-4]
        texts[f"base64+{shift}"] = encoded
        texts[f"base64url+{shift}"] = encoded.translate(bytes.maketrans(b"+/", b"-_"))
    found = {"raw": set(pieces(secret, PIECE)), "reversed": set(pieces(secret[::-1], PIECE))}
    for name, text in texts.items():
        # Numbers in decimal have less in each character.
        size = 2 * TEXT_PIECE if name.startswith("decimal") else TEXT_PIECE
        found[name] = set(pieces(text, min(size, len(text))))
    return found


class Search:
    """Finds any of these secrets, by their names."""

    def __init__(self, folder: Path, secrets: dict[str, bytes]):
        """`folder` is for the program and its patterns; no search should look into it."""
        folder.mkdir(parents=True, exist_ok=True)
        self._program = folder / "search"
        self._patterns = folder / "patterns"
        if not self._program.exists():
            compile_c(SOURCE, self._program, "-O2")
        self._names: list[tuple[str, str]] = []
        seen: set[bytes] = set()
        with open(self._patterns, "wb") as file:
            for name, secret in secrets.items():
                for form, found in forms(secret).items():
                    for piece in sorted(found - seen):
                        file.write(struct.pack("=I", len(piece)) + piece)
                        self._names.append((name, form))
                    seen |= found

    def memory(self, holder: str, pid: int) -> list[Hit]:
        """What is found in a process."""
        return self._run(["memory", str(pid)], holder)

    def files(self, folder: Path) -> list[Hit]:
        """What is found in the files under a folder; each hit's holder is its path in the folder."""
        paths = [str(path) for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
        assert paths, f"no file in {folder}"
        hits = self._run(["files", *paths], None)
        return [Hit(**{**vars(hit), "holder": str(Path(hit.holder).relative_to(folder))}) for hit in hits]

    def _run(self, arguments: Iterable[str], holder: str | None) -> list[Hit]:
        command = [self._program, self._patterns, *arguments]
        output = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout
        found = []
        for line in output.splitlines():
            number, place, where, around = line.split("\t")
            name, form = self._names[int(number)]
            found.append(Hit(name, form, holder or where, int(place), where, around))
        return found


def protected(pid: int, address: int) -> bool:
    """Whether a place in memory is locked, and left out of core dumps and forked children."""
    inside = False
    for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        head = line.split(maxsplit=1)[0]
        if "-" in head and not head.endswith(":"):
            start, end = (int(part, 16) for part in head.split("-"))
            inside = start <= address < end
        elif inside and head == "VmFlags:":
            return {"lo", "dd"} <= set(line.split()[1:])
    return False
