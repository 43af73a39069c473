"""Data folders of earlier releases work with this one; those of later ones are refused and left as they are.

`Scripts/known-data-folder.py` wrote the folders in `versions`. QUORATE_PREVIOUS_BINARY names a `quorate` of an earlier
release for the tests of a fleet of both.
"""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.client import BaseClient

from support import folder
from support.clients import kms_client
from support.clock import DAY, ShiftedClock, shift_clients
from support.fleet import Fleet
from support.known_folder import CUSTODIANS, THRESHOLD, check, names, unpack, use_everything
from support.processes import wait_until
from support.quorum import QuorumTraffic
from support.traffic import Traffic

SIZE = {"custodians": CUSTODIANS, "threshold": THRESHOLD}
LATEST = names()[-1]
LASTING = ("root.sealed", "identity.sealed", "access.sealed", "charter.signed", "sealing-key", ".quorate-fleet")
#: Files by what is before the version of their format.
DOCUMENTS = {
    "root/root.sealed": b"QAUT",
    "charter.signed": b"QSCH",
    "hub/identity.sealed": b"QIDN",
    "hub/state.sealed": b"QNST",
    "gateway/identity.sealed": b"QIDN",
    "gateway/access.sealed": b"",
    "custodian-1/identity.sealed": b"QIDN",
    "custodian-1/state.sealed": b"QNST",
}


def client(fleet: Fleet) -> BaseClient:
    return kms_client(fleet, region="eu-central-1")


def audit_verifies(fleet: Fleet) -> None:
    for node in ("gateway", *(f"custodian-{index}" for index in range(1, CUSTODIANS + 1))):
        result = fleet.run("audit", "verify", str(fleet.data / node / "audit"))
        assert result.returncode == 0, f"{node}: {result.stdout}{result.stderr}"


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("days", [0, 25, 400], ids=lambda days: f"after-{days}-days")
def test_a_folder_of_an_earlier_release_works(
    binary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, days: int
) -> None:
    """Also when its certificates are near their end, and long after it."""
    answers = unpack(name, tmp_path / "fleet")
    clock = ShiftedClock(tmp_path / "clock")
    clock.set(days * DAY)
    shift_clients(monkeypatch, days * DAY)
    with Fleet(binary, tmp_path / "fleet", fresh=False, prefix=clock.prefix, **SIZE) as fleet:
        audit_verifies(fleet)
        check(client(fleet), answers)
        traffic, quorum = Traffic.prepare(client(fleet)), QuorumTraffic.prepare(client(fleet), rsa=False)
        # What this release wrote into the folder, it reads too.
        fleet.stop()
        audit_verifies(fleet)
        fleet.start()
        traffic.run()
        quorum.run()


@pytest.fixture
def upgraded(binary: Path, tmp_path: Path) -> Iterator[Fleet]:
    """An earlier release's folder that this one has used, stopped."""
    unpack(LATEST, tmp_path / "fleet")
    with Fleet(binary, tmp_path / "fleet", fresh=False, **SIZE) as fleet:
        fleet.stop()
        yield fleet


def kept(fleet: Fleet, *others: Path) -> dict[str, bytes]:
    """The files that no start changes, and others. Nodes that are not concerned start, and use databases and logs."""
    paths = [path for path in folder.files(fleet.data) if path.name in LASTING]
    return {str(path): path.read_bytes() for path in (*paths, *others)}


def refusal(fleet: Fleet, of: Path) -> str:
    """What `quorate dev` says that does not start because of a file, having changed nothing."""
    before = kept(fleet, of)
    result = fleet.run(*fleet.dev_arguments(fresh=False), seconds=60)
    assert result.returncode in (1, 2)
    assert "ready" not in result.stdout
    after = kept(fleet, of)
    assert set(after) == set(before)
    assert not [path for path, content in after.items() if before[path] != content]
    assert str(of) in result.stderr
    return result.stderr


def works(fleet: Fleet) -> None:
    """Nothing was lost to a start that was refused."""
    fleet.start()
    check(client(fleet), unpack(LATEST, fleet.folder / "expected"))
    fleet.stop()


@pytest.mark.parametrize("path", ["hub/quorate.sqlite", "custodian-1/vault.sqlite"])
def test_a_database_of_a_later_release_is_refused_and_left_as_it_is(upgraded: Fleet, path: str) -> None:
    def set_version(version: int) -> None:
        with sqlite3.connect(upgraded.data / path) as database:
            database.execute(f"PRAGMA user_version = {version}")
        database.close()

    set_version(2)
    said = refusal(upgraded, upgraded.data / path)
    assert "was written by a newer quorate (format 2" in said
    set_version(1)
    works(upgraded)


@pytest.mark.parametrize(("path", "magic"), DOCUMENTS.items())
def test_a_document_of_a_later_release_is_refused_and_left_as_it_is(upgraded: Fleet, path: str, magic: bytes) -> None:
    file = upgraded.data / path
    content = bytearray(file.read_bytes())
    assert content.startswith(magic + b"\x01")
    content[len(magic)] += 1
    file.write_bytes(content)
    said = refusal(upgraded, file)
    assert any(words in said for words in ("use a newer one", "this build does not read", "this build can read"))
    content[len(magic)] -= 1
    file.write_bytes(content)
    works(upgraded)


def test_a_damaged_document_is_not_taken_for_a_later_one(upgraded: Fleet) -> None:
    file = upgraded.data / "hub/identity.sealed"
    file.write_bytes(b"XXXX" + file.read_bytes()[4:])
    assert "newer" not in refusal(upgraded, file)


@pytest.mark.parametrize("missing", [False, True], ids=["later", "gone"])
def test_a_log_whose_end_is_not_known_does_not_become_whole_by_a_start(upgraded: Fleet, missing: bool) -> None:
    log = upgraded.data / "gateway/audit"
    head = log / "audit.head"
    content = bytearray(head.read_bytes())
    assert content.startswith(b"QAHD\x01")
    content[4] += 1
    head.write_bytes(content)
    if missing:
        head.unlink()
    newest = max(log.glob("audit-*.jsonl"))
    newest.write_bytes(b"".join(newest.read_bytes().splitlines(keepends=True)[:-10]))
    result = upgraded.run("audit", "verify", str(log))
    assert result.returncode == 2 and "end" in result.stdout + result.stderr

    upgraded.start()
    upgraded.stop()
    assert str(log) in upgraded.log_tail("dev"), "nothing was said of it"
    assert upgraded.run("audit", "verify", str(log)).returncode == 2


@pytest.fixture(scope="module")
def previous() -> Path:
    path = os.environ.get("QUORATE_PREVIOUS_BINARY")
    if not path:
        pytest.skip("QUORATE_PREVIOUS_BINARY names no quorate of an earlier release")
    return Path(path).absolute()


def test_newer_custodians_serve_an_older_hub_and_gateway(binary: Path, previous: Path, tmp_path: Path) -> None:
    """Two of three custodians are of this release; what they make and use takes all of them, then those two."""
    with Fleet(previous, tmp_path / "fleet", **SIZE) as fleet:
        kms = client(fleet)
        answers = use_everything(kms, "of one release")
        for index in (1, 2):
            fleet.kill_custodian(index)
            fleet.start_custodian(index, binary=binary)
        check(kms, answers)
        Traffic.prepare(kms).run()
        QuorumTraffic.prepare(kms).run()
        fleet.kill_custodian(3)
        fleet.wait_until_reachable(3, reachable=False)
        check(kms, answers)
        audit_verifies(fleet)


def test_an_older_custodian_serves_until_keys_record_their_birth_and_then_says_what_it_lacks(
    binary: Path, previous: Path, tmp_path: Path
) -> None:
    """So the hub is updated last."""
    unpack(LATEST, tmp_path / "fleet")
    with Fleet(binary, tmp_path / "fleet", fresh=False, **SIZE) as fleet:
        kms = client(fleet)
        fleet.kill_custodian(1)
        fleet.start_custodian(1, binary=previous)
        kms.create_key()
        wait_until(lambda: "use a newer one" in fleet.log_tail("dev"), 30, "a refusal of the key map that says why")


def test_a_folder_of_this_release_is_refused_clearly_or_works_with_the_one_before(
    binary: Path, previous: Path, tmp_path: Path
) -> None:
    with Fleet(binary, tmp_path / "fleet", **SIZE) as fleet:
        answers = use_everything(client(fleet), "this")
        fleet.stop()
        fleet.binary = previous
        before = kept(fleet)
        result = fleet.run("audit", "verify", str(fleet.data / "gateway" / "audit"))
        assert result.returncode in (0, 2)
        try:
            fleet.start()
        except AssertionError as error:
            assert "newer" in str(error)
            assert kept(fleet) == before
            return
        check(client(fleet), answers)
