"""The randomness of a running fleet: what it shows, what keys record of it, and what stops when there is too little."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from botocore.client import BaseClient

from support.clients import kms_client
from support.environment import clean_environment
from support.fleet import Fleet
from support.keys import ED25519, decrypt, encrypt, new_key, new_signing_key, sign
from support.metrics import get, health, metrics, value
from support.ports import free_port_base
from support.processes import wait_until
from support.refusals import refused

#: More sources than any machine has.
STARVED = ("env", "QUORATE_ENTROPY_MINIMUM_SOURCES=60")


@contextmanager
def no_keys_are_made(reason: str = "entropy is below") -> Iterator[None]:
    with refused("KeyUnavailableException") as caught:
        yield
    assert reason in str(caught.value)


def entropy(fleet: Fleet, *options: str) -> list[dict]:
    result = fleet.run("entropy", "status", "--format", "json", *options)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_every_process_feeds_a_pool_and_draws_from_it(fleet: Fleet, kms: BaseClient) -> None:
    before = {node["node"]: node["entropy"] for node in entropy(fleet)}
    assert set(before) == {"hub-1, gateway-1", *(custodian.id for custodian in fleet.custodians)}
    kms.generate_random(NumberOfBytes=1024)
    new_signing_key(kms)
    after = {node["node"]: node["entropy"] for node in entropy(fleet)}
    for node, report in after.items():
        assert report["sufficient"] and report["minimumSources"] == 1 and report["fresh"], node
        assert report["pool"]["reseeds"] > 0 and report["pool"]["secondsSinceReseed"] >= 0
        assert report["pool"]["generatedBytes"] > before[node]["pool"]["generatedBytes"] + 100, node
        sources = {source["name"]: source for source in report["sources"]}
        assert sources["memory-walk"]["state"] == "healthy" and sources["memory-walk"]["samplesPerSecond"] > 0
        assert sources["pkcs11"]["state"] == "absent" and sources["pkcs11"]["reason"] == "no module is given"
        assert sources["kernel"]["claimed"] == 0
    text = fleet.run("entropy", "status").stdout
    assert text.count("keys are made") == 1 + len(fleet.custodians) and "memory-walk" in text


def test_metrics_say_the_same(fleet: Fleet) -> None:
    samples = metrics(fleet)
    assert value(samples, "quorate_entropy_sufficient") == 1
    assert value(samples, "quorate_entropy_reseeds_total") > 0
    assert value(samples, "quorate_entropy_generated_bytes_total") > 0
    assert value(samples, "quorate_entropy_source_healthy", source="memory-walk") == 1
    assert value(samples, "quorate_entropy_source_healthy", source="pkcs11") == 0
    assert value(samples, "quorate_entropy_source_claimed_bits", source="memory-walk") == 1


@pytest.mark.parametrize(
    "request_",
    [{}, {"KeySpec": "ECC_NIST_EDWARDS25519", "KeyUsage": "SIGN_VERIFY"}, {"KeySpec": "RSA_2048", "KeyUsage": "SIGN_VERIFY"}],
    ids=["threshold", "frost", "quorum"],
)
def test_a_key_shows_what_it_was_born_from(fleet: Fleet, kms: BaseClient, request_: dict) -> None:
    key = new_key(kms, **request_)
    shown = json.loads(fleet.run("key", "show", key, "--format", "json").stdout)
    version = shown["versions"][0]
    committee = [member["custodian"] for member in version["shards"][0]["committee"]]
    assert [birth["custodian"] for birth in version["births"]] == committee
    for birth in version["births"]:
        assert birth["verified"] and birth["minimumSources"] == 1
        sources = {source["name"]: source for source in birth["sources"]}
        assert any(source["counted"] for source in birth["sources"])
        assert sources["memory-walk"]["claimed"] == 1 and sources["memory-walk"]["health"] == "healthy"
    text = fleet.run("key", "show", key).stdout
    assert "entropy at birth" in text and "at least 1 source had to count" in text
    assert not any(word in text for word in ("NOT SIGNED", "says nothing", "has left"))
    listed = json.loads(fleet.run("key", "list", "--format", "json").stdout)
    assert all("births" not in version for entry in listed for version in entry["versions"])


def test_below_the_minimum_no_keys_are_made_and_those_there_are_go_on(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    key, signing = new_key(kms), new_signing_key(kms)
    mac = new_key(kms, KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")
    blob = encrypt(kms, key, b"before")
    fleet.stop()
    fleet.prefix = STARVED
    fleet.start()
    kms = kms_client(fleet)
    for _ in range(3):
        assert decrypt(kms, blob) == b"before" and decrypt(kms, encrypt(kms, key, b"after")) == b"after"
        signature = sign(kms, signing, b"message")
        assert kms.verify(KeyId=signing, Message=b"message", Signature=signature, SigningAlgorithm=ED25519)[
            "SignatureValid"
        ]
        kms.generate_mac(KeyId=mac, Message=b"message", MacAlgorithm="HMAC_SHA_256")
    with no_keys_are_made():
        kms.create_key()
    for call in (kms.generate_data_key, kms.generate_data_key_without_plaintext):
        with no_keys_are_made():
            call(KeyId=key, KeySpec="AES_256")
    with no_keys_are_made():
        kms.generate_data_key_pair(KeyId=key, KeyPairSpec="ECC_NIST_P256")
    status, report = health(fleet)
    assert status == 200 and report["status"] == "degraded"
    assert any("entropy is below its minimum" in reason for reason in report["reasons"])
    assert "NO KEYS ARE MADE" in fleet.run("entropy", "status").stdout
    assert value(metrics(fleet), "quorate_entropy_sufficient") == 0
    assert "no keys are made" in fleet.log_tail("dev")
    fleet.stop()
    fleet.prefix = ()
    fleet.start()
    assert len(kms_client(fleet).list_keys()["Keys"]) == 3
    new_key(kms_client(fleet))


def test_a_custodian_below_the_minimum_is_named(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    fleet.kill_custodian(2)
    port = free_port_base(1)
    fleet.start_custodian(
        2, environment={"QUORATE_ENTROPY_MINIMUM_SOURCES": "60", "QUORATE_OPERATIONS": f"127.0.0.1:{port}"}
    )
    with no_keys_are_made(fleet.custodian(2).id):
        kms.create_key()
    name = fleet.custodian(2).id
    wait_until(lambda: any(name in reason for reason in health(fleet)[1]["reasons"]), 30, "health that names it")
    assert health(fleet)[0] == 200 and health(fleet)[1]["status"] == "degraded"
    assert value(metrics(fleet), "quorate_custodian_entropy_sufficient", custodian=name) == 0
    assert "a custodian makes no keys" in fleet.log_tail("dev")
    node = f"http://127.0.0.1:{port}"
    [report] = entropy(fleet, "--node", node)
    assert report["node"] == node and not report["entropy"]["sufficient"]
    assert json.loads(get(node + "/entropy")[1])["minimumSources"] == 60
    assert json.loads(get(node + "/health")[1])["status"] == "degraded"
    result = fleet.run("entropy", "status", "--node", "http://127.0.0.1:1")
    assert result.returncode == 2 and "operations" in result.stderr


def test_no_fleet_is_founded_below_the_minimum(binary: Path, tmp_path: Path) -> None:
    for arguments in (
        ("dev", "--data", tmp_path / "dev", "--port-base", "0"),
        ("fleet", "init", "acme", "--data", tmp_path / "acme", "--listen", "127.0.0.1:8400"),
    ):
        result = subprocess.run(
            [*STARVED, binary, *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=60,
            env=clean_environment(),
        )
        assert result.returncode != 0 and "No keys are made" in result.stderr, result
        assert "QUORATE_ENTROPY_MINIMUM_SOURCES=0" in result.stderr
    assert not (tmp_path / "acme").exists()
    result = subprocess.run(
        ["env", "QUORATE_ENTROPY_MINIMUM_SOURCES=many", binary, "dev", "--data", str(tmp_path / "bad")],
        capture_output=True,
        text=True,
        timeout=60,
        env=clean_environment(),
    )
    assert result.returncode != 0 and "entropy.minimumSources: many" in result.stderr


def test_two_copies_of_a_folder_never_draw_the_same(
    own_fleet: Callable[..., Fleet], binary: Path, tmp_path: Path
) -> None:
    fleet = own_fleet()
    key = new_key(kms_client(fleet))
    fleet.stop()
    drawn: list[bytes] = []
    for number in range(2):
        copy = tmp_path / f"copy-{number}"
        copy.mkdir()
        fleet.copy_data(copy / "data")
        with Fleet(binary, copy, fresh=False) as running:
            kms = kms_client(running)
            for _ in range(4):
                drawn.append(kms.generate_random(NumberOfBytes=1024)["Plaintext"])
                drawn.append(kms.generate_data_key(KeyId=key, KeySpec="AES_256")["Plaintext"])
    pieces = [data[at : at + 16] for data in drawn for at in range(0, len(data), 16)]
    assert len(pieces) == 8 * (64 + 2) and len(set(pieces)) == len(pieces)
