"""The data folder as an intruder or an operator finds it."""

import base64
from pathlib import Path


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def sealing_keys(folder: Path) -> list[Path]:
    """The files that hold sealing keys."""
    found = [path for path in files(folder) if "sealing" in path.name]
    assert found, f"no sealing key in {folder}"
    return found


def spellings(secret: bytes) -> dict[str, bytes]:
    """How a secret might lie in a file: as it is, in hexadecimal, in base64 at any of its three alignments."""
    found = {"raw": secret, "hex": secret.hex().encode(), "HEX": secret.hex().upper().encode()}
    for shift in range(3):
        encoded = base64.b64encode(bytes(shift) + secret)
        # The first and last characters also depend on what lies around the secret.
        found[f"base64+{shift}"] = encoded[4:-4]
    return found


def occurrences(folder: Path, secret: bytes) -> list[str]:
    """Where the secret is found; a search that could find nothing is refused."""
    assert len(secret) >= 16
    places = []
    for path in files(folder):
        content = path.read_bytes()
        places += [f"{path.name}: {how}" for how, spelling in spellings(secret).items() if spelling in content]
    return places
