"""Counts of uses, and GetKeyLastUsage."""

import json
from collections.abc import Callable
from pathlib import Path

from botocore.client import BaseClient

from support import audit
from support.clients import kms_client
from support.fleet import Fleet
from support.keys import new_key
from support.namespaces import Loopback
from support.processes import wait_until
from support.realm import REGIONS, Client, Realm


def uses(fleet: Fleet, key: str) -> dict[str, int]:
    result = fleet.run("key", "usage", key, "--format", "json")
    assert result.returncode == 0, result.stderr
    return {entry["operation"]: entry["count"] for entry in json.loads(result.stdout)}


def test_uses_are_counted_and_the_last_is_known(fleet: Fleet, kms: BaseClient) -> None:
    key = new_key(kms)
    assert uses(fleet, key) == {}
    unused = kms.get_key_last_usage(KeyId=key)
    assert "KeyLastUsage" not in unused
    assert unused["KeyCreationDate"] == kms.describe_key(KeyId=key)["KeyMetadata"]["CreationDate"]
    sealed = [kms.encrypt(KeyId=key, Plaintext=b"p")["CiphertextBlob"] for _ in range(3)]
    answer = kms.decrypt(CiphertextBlob=sealed[0])
    assert uses(fleet, key) == {"Encrypt": 3, "Decrypt": 1}
    last = kms.get_key_last_usage(KeyId=key)["KeyLastUsage"]
    assert last["Operation"] == "Decrypt"
    assert last["KmsRequestId"] == answer["ResponseMetadata"]["RequestId"]
    assert last["CloudTrailEventId"] == audit.record_of(fleet, answer)["eventID"]
    table = fleet.run("key", "usage", key).stdout
    assert "Encrypt" in table and "USES" in table


def test_counts_are_exact_after_a_stop_and_never_too_low_after_a_crash(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    key = new_key(kms)
    for _ in range(40):
        kms.encrypt(KeyId=key, Plaintext=b"p")
    last = kms.get_key_last_usage(KeyId=key)["KeyLastUsage"]
    fleet.stop()
    fleet.start()
    assert uses(fleet, key) == {"Encrypt": 40}
    assert kms.get_key_last_usage(KeyId=key)["KeyLastUsage"] == last

    for _ in range(40):
        kms.encrypt(KeyId=key, Plaintext=b"p")
    fleet.kill_all()
    fleet.start()
    counted = uses(fleet, key)["Encrypt"]
    assert 80 <= counted <= 80 + 4_096
    kms.encrypt(KeyId=key, Plaintext=b"p")
    assert uses(fleet, key)["Encrypt"] == counted + 1


def last_use(client: Client, key: str) -> dict | None:
    return client.call("get_key_last_usage", KeyId=key).get("KeyLastUsage")


def request_id(answer: dict) -> str:
    return answer["ResponseMetadata"]["RequestId"]


def wait_for_last_use(client: Client, key: str, answer: dict) -> None:
    wait_until(lambda: (last_use(client, key) or {}).get("KmsRequestId") == request_id(answer), 15, "the last use")


def test_each_gateway_knows_the_last_use_at_any(binary: Path, tmp_path: Path) -> None:
    gateways = ("gateway-1", "gateway-2")
    with Realm(binary, tmp_path / "realm", Loopback()) as realm:
        realm.start("hub-1")
        custodians = tuple(f"custodian-{number}" for number in range(1, 6))
        realm.join(
            *(("gateway", id, REGIONS[0]) for id in gateways), *(("custodian", id, REGIONS[0]) for id in custodians)
        )
        realm.start(*gateways, *custodians)
        first, second = (realm.client(id) for id in gateways)
        key = first.call("create_key")["KeyMetadata"]["KeyId"]
        sealed = first.call("encrypt", KeyId=key, Plaintext=b"p")
        wait_for_last_use(second, key, sealed)
        opened = second.call("decrypt", CiphertextBlob=sealed["CiphertextBlob"])
        assert last_use(second, key)["KmsRequestId"] == request_id(opened)
        wait_for_last_use(first, key, opened)
        # A hub that starts has an empty board, and a gateway that starts remembers what it has heard.
        realm.kill("hub-1")
        realm.stop("gateway-1")
        realm.start("hub-1", "gateway-1")
        assert realm.client("gateway-1").call("get_key_last_usage", KeyId=key)["KeyLastUsage"]["Operation"] == "Decrypt"
        sealed = realm.client("gateway-1").call("encrypt", KeyId=key, Plaintext=b"p")
        wait_for_last_use(second, key, sealed)
