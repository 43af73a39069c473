"""Audit logs as files."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from .fleet import Fleet


def gateway_log(fleet: Fleet) -> Path:
    return fleet.data / "gateway" / "audit"


def custodian_log(fleet: Fleet, index: int) -> Path:
    return fleet.data / f"custodian-{index}" / "audit"


def files(folder: Path) -> list[Path]:
    found = sorted(folder.glob("audit-*.jsonl"))
    assert found, f"no audit log in {folder}"
    return found


def records(folder: Path) -> list[dict]:
    return [json.loads(line) for file in files(folder) for line in file.read_text().splitlines()]


def record_of(fleet: Fleet, response: dict) -> dict:
    """The gateway's record of the request that this is the answer to."""
    request_id = response["ResponseMetadata"]["RequestId"]
    found = [record for record in records(gateway_log(fleet)) if record.get("requestID") == request_id]
    assert len(found) == 1, f"{len(found)} records of request {request_id}"
    return found[0]


# Checkpoints, and what who owns a machine can do to its log


@dataclass(frozen=True)
class Checkpoint:
    """A line of audit.checkpoints or audit.witnessed."""

    node: str
    log: str
    sequence: int
    hash: str
    line: str


def checkpoints(folder: Path, name: str = "audit.checkpoints") -> list[Checkpoint]:
    path = folder / name
    return [_checkpoint(line) for line in path.read_text().splitlines()] if path.exists() else []


def witnessed(folder: Path) -> list[Checkpoint]:
    """What a node keeps of others."""
    return checkpoints(folder, "audit.witnessed")


def _checkpoint(line: str) -> Checkpoint:
    content = memoryview(bytes.fromhex(line))
    assert content[:5] == b"QSCP\x01" and content[9:14] == b"QACP\x01"
    rest = content[14:]

    def prefixed() -> str:
        nonlocal rest
        size = int.from_bytes(rest[:4], "big")
        text, rest = bytes(rest[4 : 4 + size]).decode(), rest[4 + size :]
        return text

    node = prefixed()
    assert rest[:5] == b"QAHD\x01"
    sequence, hash, rest = int.from_bytes(rest[5:13], "big"), bytes(rest[13:45]).hex(), rest[45:]
    return Checkpoint(node, prefixed(), sequence, hash, line)


def keep_checkpoints(folder: Path, count: int) -> None:
    """Leaves the first of them alone."""
    kept = checkpoints(folder)[:count]
    (folder / "audit.checkpoints").write_text("".join(f"{checkpoint.line}\n" for checkpoint in kept))


def write_head(folder: Path) -> None:
    """Makes audit.head say that the log ends where it does."""
    chain = json.loads(files(folder)[-1].read_bytes().splitlines()[-1])["chain"]
    head = b"QAHD\x01" + chain["sequence"].to_bytes(8, "big") + bytes.fromhex(chain["hash"])
    (folder / "audit.head").write_bytes(head + _field(chain["log"].encode()))


def cut(folder: Path, to: int, killed: bool = True) -> None:
    """Takes all records behind number `to` out of a log of one file, with its head and its checkpoints. It is whole by
    itself then where its process seems to have been killed: a log that was closed has a checkpoint at its end."""
    (file,) = files(folder)
    lines = file.read_bytes().splitlines(keepends=True)
    assert len(lines) > to
    file.write_bytes(b"".join(lines[:to]))
    write_head(folder)
    keep_checkpoints(folder, sum(checkpoint.sequence <= to for checkpoint in checkpoints(folder)))
    if killed:
        (folder / "audit.open").touch()


def rewrite(folder: Path, number: int) -> None:
    """Changes a record of a log of one file, and gives every record from there on a hash that goes with it."""
    (file,) = files(folder)
    lines = file.read_bytes().splitlines()
    previous = json.loads(lines[number - 2])["chain"]["hash"]
    for index in range(number - 1, len(lines)):
        object, marker, _ = lines[index].rpartition(b',"chain":{"log":"')
        assert marker
        object += b"}"
        if index == number - 1:
            assert b'"eventTime":"2' in object
            object = object.replace(b'"eventTime":"2', b'"eventTime":"1', 1)
        chain = json.loads(lines[index])["chain"]
        log, sequence = chain["log"].encode(), chain["sequence"]
        content = _field(b"quorate audit chain v1") + _field(log) + sequence.to_bytes(8, "big")
        content += _field(bytes.fromhex(previous)) + _field(object)
        hash = hashlib.sha256(content).hexdigest()
        place = b',"chain":{"log":"%s","sequence":%d,"previous":"%s","hash":"%s"}}'
        lines[index] = object[:-1] + place % (log, sequence, previous.encode(), hash.encode())
        previous = hash
    file.write_bytes(b"".join(line + b"\n" for line in lines))
    write_head(folder)


def _field(content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + content
