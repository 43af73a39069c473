"""A custodian's vault as its owner can open it: with the sealing key that lies beside it in a dev folder.

A second implementation of what SealingKey+Sealing.swift and ShareVault.swift do.
"""

import shutil
import sqlite3
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


@dataclass(frozen=True)
class Share:
    """A share, opened, and as it lies in the vault."""

    key: str
    secret: bytes
    sealed: bytes


def prefixed(content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + content


def sealing_key(node: Path) -> bytes:
    """The sealing key of a node, whose folder this is."""
    content = (node / "sealing-key").read_bytes()
    return content if len(content) == 32 else bytes.fromhex(content.decode())


def opened(sealed: bytes, key: bytes, label: str, associated_data: bytes) -> bytes:
    """Opens what was sealed: version, salt (16 bytes), nonce (12), AES-256-GCM ciphertext and tag."""
    assert sealed[0] == 1, f"sealed in format {sealed[0]}"
    info = b"quorate seal v1 " + label.encode()
    derived = HKDF(hashes.SHA256(), 32, salt=sealed[1:17], info=info).derive(key)
    header = bytes([1]) + prefixed(label.encode()) + prefixed(associated_data)
    return AESGCM(derived).decrypt(sealed[17:29], sealed[29:], header)


def shares(node: Path) -> list[Share]:
    """All shares of a custodian, which may be running."""
    key = sealing_key(node)
    found = []
    with tempfile.TemporaryDirectory() as copy:
        for path in node.glob("vault.sqlite*"):
            shutil.copy(path, copy)
        database = sqlite3.connect(Path(copy) / "vault.sqlite")
        rows = database.execute("SELECT key, version, shard, epoch, share, public FROM share").fetchall()
        database.close()
    for name, version, shard, epoch, sealed, public in rows:
        binding = prefixed(b"quorate share at rest v1") + prefixed(name.encode())
        binding += struct.pack(">III", version, shard, epoch) + prefixed(public)
        found.append(Share(name, opened(sealed, key, "share", binding), sealed))
    return found


def replicated_pieces(custodians: dict[str, Path]) -> dict[bytes, set[str]]:
    """All shares of these custodians in pieces of 32 bytes, and who has each: replicated keys are in several hands."""
    found: dict[bytes, set[str]] = {}
    for id, folder in custodians.items():
        held = shares(folder)
        assert held, f"{id} has no shares"
        for share in held:
            for start in range(0, len(share.secret), 32):
                found.setdefault(share.secret[start : start + 32], set()).add(id)
    return found
