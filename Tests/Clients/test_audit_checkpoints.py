"""Checkpoints of audit logs: what one machine's log has held, the other nodes of the fleet still know."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support import audit
from support.clients import kms_client
from support.fleet import ACCOUNT, Fleet
from support.known_folder import names, unpack
from support.namespaces import Loopback
from support.processes import wait_until
from support.realm import REGIONS, Realm
from support.traffic import Traffic

OFTEN = ("--checkpoint-seconds", "1")
NODES = ["gateway", "hub", *(f"custodian-{index}" for index in range(1, 6))]


def log_of(fleet: Fleet, node: str) -> Path:
    return fleet.data / node / "audit"


def verified(fleet: Fleet, *arguments: object) -> subprocess.CompletedProcess[str]:
    return fleet.run("audit", "verify", *map(str, arguments or [fleet.data]))


def is_clean(result: subprocess.CompletedProcess[str]) -> None:
    assert result.returncode == 0, result.stdout + result.stderr


def deposited(fleet: Fleet, node: str) -> audit.Checkpoint | None:
    """The checkpoint of a node's log that another node keeps: the hub, or the gateway for the hub."""
    witness = log_of(fleet, "gateway" if node == "hub" else "hub")
    last = json.loads(audit.files(log_of(fleet, node))[-1].read_text().splitlines()[-1])["chain"]
    found = [checkpoint for checkpoint in audit.witnessed(witness) if checkpoint.log == last["log"]]
    return found[0] if found and found[0].sequence == last["sequence"] else None


def wait_until_deposited(fleet: Fleet, *nodes: str) -> None:
    for node in nodes:
        wait_until(lambda node=node: deposited(fleet, node), 20, f"the last record of {node} is witnessed")


def access_keys(fleet: Fleet, count: int) -> None:
    """Gives the hub's log, which has what operators change, some records."""
    for number in range(count):
        assert fleet.run("access", "create", f"user-{number}").returncode == 0


@pytest.fixture
def used(own_fleet: Callable[..., Fleet]) -> Fleet:
    """A fleet that has served and was stopped; all of its logs have been witnessed to their ends."""
    fleet = own_fleet(options=OFTEN)
    Traffic.prepare(kms_client(fleet)).run()
    access_keys(fleet, 6)
    wait_until_deposited(fleet, *NODES)
    fleet.stop()
    return fleet


def test_a_fleet_that_serves_is_clean_and_its_logs_are_witnessed(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet(options=OFTEN)
    traffic = Traffic.prepare(kms_client(fleet))
    access_keys(fleet, 1)
    wait_until_deposited(fleet, *NODES)
    for _ in range(3):
        traffic.run()
        is_clean(verified(fleet))
    shown = json.loads(verified(fleet, fleet.data, "--format", "json").stdout)
    custodians = [f"custodian-custodian-{index}" for index in range(1, 6)]
    expected = {"hub": ["gateway-gateway-1", *custodians], "gateway": ["hub-hub-1"]}
    for log in shown["logs"]:
        assert log["checkpoints"] > 0 and log["covered"] > 0
    by_size = sorted(len(log["witnesses"]) for log in shown["logs"])
    assert by_size == [1] * 6 + [6]
    assert {name for log in shown["logs"] for name in log["witnesses"]} == {"hub-hub-1", *expected["hub"]}
    assert "checkpoints, with keys of charter" in verified(fleet).stdout
    fleet.stop()
    is_clean(verified(fleet))
    for node in NODES:
        is_clean(verified(fleet, log_of(fleet, node)))
        last = audit.checkpoints(log_of(fleet, node))[-1]
        assert last.sequence == len(audit.records(log_of(fleet, node))), "the last checkpoint is at the log's end"


def test_a_fleet_that_is_killed_is_clean_before_and_after_its_next_start(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet(options=OFTEN)
    traffic = Traffic.prepare(kms_client(fleet))
    for _ in range(3):
        traffic.run()
        fleet.kill_all()
        is_clean(verified(fleet))
        fleet.start()
        is_clean(verified(fleet))
        traffic = Traffic(kms_client(fleet), traffic.key, traffic.signing_key, traffic.ciphertext, traffic.signature)
    fleet.kill_custodian(2)
    traffic.run()
    fleet.start_custodian(2)
    traffic.run()
    wait_until_deposited(fleet, *(node for node in NODES if node != "hub"))
    is_clean(verified(fleet))
    assert "does not go with what is known of it" not in fleet.log_tail("dev")
    assert not [log for log in NODES if "AuditCheckpointAlarm" in str(audit.records(log_of(fleet, log)))]


@pytest.mark.parametrize("node", ["gateway", "custodian-3", "hub"])
def test_a_log_that_was_cut_off_with_its_head_and_checkpoints_is_found(used: Fleet, node: str) -> None:
    log = log_of(used, node)
    whole = len(audit.records(log))
    audit.cut(log, 3)
    is_clean(verified(used, log))  # by itself
    result = verified(used)
    assert result.returncode == 2
    (line,) = [line for line in result.stdout.splitlines() if "truncated: log" in line]
    name = json.loads(audit.files(log)[0].read_text().splitlines()[0])["chain"]["log"]
    assert f"log {name} ends at record 3" in line
    assert f"has record {whole}" in line
    assert re.search(r"checkpoint of 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", line)
    witness = "gateway-gateway-1" if node == "hub" else "hub-hub-1"
    assert "witnessed by" in line and witness in line


@pytest.mark.parametrize("node", ["gateway", "custodian-3"])
def test_a_node_that_goes_on_with_a_cut_log_raises_an_alarm_that_names_it(used: Fleet, node: str) -> None:
    audit.cut(log_of(used, node), 3)
    used.start()
    alarm = "a node's audit log does not go with what is known of it"
    name = "gateway/gateway-1" if node == "gateway" else f"custodian/{node}"
    wait_until(lambda: alarm in used.log_tail("dev"), 20, "the hub says so")
    (said, *_) = [line for line in used.log_tail("dev").splitlines() if alarm in line]
    assert name in said
    records = [r for r in audit.records(log_of(used, "hub")) if r["eventName"] == "AuditCheckpointAlarm"]
    assert records and name in records[0]["additionalEventData"]["node"]
    token = (used.data / "admin-token").read_text().strip()
    assert token
    used.stop()
    result = verified(used)
    assert result.returncode == 2
    assert "rewritten" in result.stdout or "truncated" in result.stdout, result.stdout


def test_a_log_cut_off_with_its_head_is_found_by_its_own_checkpoints(used: Fleet) -> None:
    log = log_of(used, "gateway")
    kept = (log / "audit.checkpoints").read_bytes()
    audit.cut(log, 4)
    (log / "audit.checkpoints").write_bytes(kept)
    result = verified(used, log)
    assert result.returncode == 2
    assert "truncated" in result.stdout and "in audit.checkpoints" in result.stdout


def test_a_log_that_was_rewritten_whole_is_found(used: Fleet) -> None:
    log = log_of(used, "custodian-1")
    audit.rewrite(log, 3)
    result = verified(used, log)
    assert result.returncode == 2
    assert "rewritten: record" in result.stdout
    # Without checkpoints it is a good chain, but for the record that says that there are some.
    (log / "audit.checkpoints").unlink()
    alone = verified(used, log)
    assert alone.returncode == 2
    assert "rewritten: record" not in alone.stdout and "missing" in alone.stdout
    together = verified(used)
    assert together.returncode == 2
    assert "rewritten: record" in together.stdout and "witnessed by hub-hub-1" in together.stdout


def test_a_log_that_was_taken_away_is_missed_by_name(used: Fleet, tmp_path: Path) -> None:
    log = log_of(used, "custodian-4")
    name = audit.checkpoints(log)[0].log
    log.rename(tmp_path / "kept")
    used.start()
    wait_until(lambda: "a node has begun another audit log" in used.log_tail("dev"), 20, "the hub says so")
    used.stop()
    result = verified(used)
    assert result.returncode == 2
    assert name in result.stdout and "custodian/custodian-4" in result.stdout
    is_clean(verified(used, used.data, tmp_path / "kept"))
    lost = [log, log_of(used, "hub")]
    assert verified(used, *lost).returncode == 2
    is_clean(verified(used, *lost, "--accept-lost", name))


@pytest.mark.parametrize("name", ["gone", "cut-off", "in-the-middle", "swapped", "changed", "of-another-node"])
def test_checkpoints_that_are_not_as_they_were_written_are_found(used: Fleet, name: str) -> None:
    log = log_of(used, "gateway")
    file = log / "audit.checkpoints"
    lines = file.read_text().splitlines(keepends=True)
    while len(lines) < 3:
        used.start()
        Traffic.prepare(kms_client(used))
        used.stop()
        lines = file.read_text().splitlines(keepends=True)
    other = (log_of(used, "custodian-1") / "audit.checkpoints").read_text().splitlines(keepends=True)
    flipped = lines[1][:-3] + ("0" if lines[1][-3] != "0" else "1") + lines[1][-2:]
    changes = {
        "cut-off": (lines[:-1], "truncated"),
        "in-the-middle": (lines[:1] + lines[2:], "missing"),
        "swapped": ([lines[1], lines[0], *lines[2:]], "forked"),
        "changed": ([lines[0], flipped, *lines[2:]], "forged"),
        "of-another-node": ([*lines, other[-1]], "foreign"),
    }
    if name == "gone":
        file.unlink()
        word = "missing"
    else:
        changed, word = changes[name]
        file.write_text("".join(changed))
    for arguments in ([log], []):
        result = verified(used, *arguments)
        assert result.returncode == 2, result.stdout
        assert re.search(rf"audit\.checkpoints:\d+: {word}", result.stdout), result.stdout


def test_signatures_are_checked_with_the_keys_that_are_given(used: Fleet, tmp_path: Path) -> None:
    log = tmp_path / "copy"
    shutil.copytree(log_of(used, "gateway"), log)
    node = audit.checkpoints(log)[0].node
    unknown = verified(used, log)
    is_clean(unknown)
    assert f"the signatures of checkpoints of {node} were not checked" in unknown.stdout

    charter = used.data / "charter.signed"
    root = re.search(r'rootKey: "(\w+)"', (used.data / "custodian-1" / "quorate.yaml").read_text())[1]
    known = verified(used, log, "--charter", charter, "--root-key", root)
    is_clean(known)
    assert "were not checked" not in known.stdout and "on trust" not in known.stdout
    assert "on trust" in verified(used, log, "--charter", charter).stdout
    wrong = verified(used, log, "--charter", charter, "--root-key", "00" * 32)
    assert wrong.returncode in (1, 2) and "not signed by root key" in wrong.stderr

    forged = verified(used, log, "--key", f"{node}={root}")
    assert forged.returncode == 2 and "forged" in forged.stdout
    other = verified(used, log, "--key", f"spiffe://other/gateway/gateway-1={root}")
    assert other.returncode == 2 and "none of the keys" in other.stderr


def test_a_folder_of_a_release_without_checkpoints_verifies_with_a_remark(fleet: Fleet, tmp_path: Path) -> None:
    unpack(names()[0], tmp_path / "fleet")
    result = verified(fleet, tmp_path / "fleet" / "data" / "gateway" / "audit")
    is_clean(result)
    assert "no checkpoints: nothing shows whether" in result.stdout


@pytest.fixture
def realm(binary: Path, tmp_path: Path) -> Iterator[Realm]:
    with Loopback() as hosts, Realm(binary, tmp_path / "realm", hosts, quorum=2, committee=3) as made:
        often = "{seconds: 1}"
        made.configure("hub-1", checkpoints=often)
        made.start("hub-1")
        nodes = [("custodian", f"custodian-{number}", REGIONS[0]) for number in (1, 2, 3)]
        made.join(*nodes, ("gateway", "gateway-1", REGIONS[0]))
        for name in ("custodian-1", "custodian-2", "custodian-3", "gateway-1"):
            made.configure(name, checkpoints=often)
            made.start(name)
        made.wait_for_fleet_key(*(name for _, name, _ in nodes))
        yield made


def test_gateways_and_custodians_of_their_own_deposit_with_the_hub_and_it_with_them(realm: Realm) -> None:
    def folder(name: str) -> Path:
        return realm.nodes[name].folder / "audit"

    client = realm.client("gateway-1")
    key = client.call("create_key")["KeyMetadata"]["KeyId"]
    client.call("encrypt", KeyId=key, Plaintext=b"p")
    realm.said("access", "create", "someone", "--account", ACCOUNT)
    others = [name for name in realm.nodes if name != "hub-1"]

    def last(name: str) -> int:
        return json.loads(audit.files(folder(name))[-1].read_text().splitlines()[-1])["chain"]["sequence"]

    def kept(witness: str, name: str) -> int:
        return max((c.sequence for c in audit.witnessed(folder(witness)) if c.node.endswith(f"/{name}")), default=0)

    for name in others:
        wait_until(lambda name=name: kept("hub-1", name) == last(name), 20, f"the hub has the end of {name}'s log")
        wait_until(lambda name=name: kept(name, "hub-1") == last("hub-1"), 20, f"{name} has the end of the hub's log")
    assert realm.quorate("audit", "verify", realm.folder).returncode == 0

    # A gateway whose log is cut off while it stands still is found out as soon as it is back.
    realm.stop("gateway-1")
    audit.cut(folder("gateway-1"), 1)
    realm.start("gateway-1")
    client = realm.client("gateway-1")
    client.call("encrypt", KeyId=key, Plaintext=b"p")
    wait_until(lambda: "does not go with what is known of it" in realm.log("hub-1"), 20, "the hub's alarm")
    assert "gateway/gateway-1" in realm.log("hub-1")
    wait_until(lambda: "refuses this node's checkpoints" in realm.log("gateway-1"), 20, "the gateway's own")
    found = realm.quorate("audit", "verify", realm.folder)
    assert found.returncode == 2 and "witnessed by hub-hub-1" in found.stdout
