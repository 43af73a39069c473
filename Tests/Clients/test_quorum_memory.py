"""A key under quorum custody in memory: in no process but one that does something with it, and afterwards in none.

The key is one that the test has made itself and imported, so that its bytes are known; each process is then searched.
"""

import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from botocore.exceptions import ClientError
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from support.clients import kms_client
from support.fleet import Fleet
from support.importing import KEY_WRAP_SHA_256, import_material, new_external_key, pkcs8
from support.memory import can_read, places

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root reads the memory of other processes")


@dataclass(frozen=True)
class Planted:
    """A key whose bytes the test knows, and an operation that needs all of it."""

    name: str
    #: Byte strings that must not be found, in every form in which a library keeps numbers.
    forms: tuple[bytes, ...]
    spec: str
    usage: str
    material: bytes
    operation: str
    request: dict


def both_ways(number: int, count: int) -> tuple[bytes, bytes]:
    return number.to_bytes(count, "big"), number.to_bytes(count, "little")


def planted(name: str) -> Planted:
    if name == "HMAC":
        key = secrets.token_bytes(32)
        request = {"Message": b"m", "MacAlgorithm": "HMAC_SHA_256"}
        return Planted(name, (key,), "HMAC_256", "GENERATE_VERIFY_MAC", key, "generate_mac", request)
    if name == "EC":
        key = ec.generate_private_key(ec.SECP256R1())
        forms = both_ways(key.private_numbers().private_value, 32)
        request = {"Message": b"m", "SigningAlgorithm": "ECDSA_SHA_256"}
        return Planted(name, forms, "ECC_NIST_P256", "SIGN_VERIFY", pkcs8(key), "sign", request)
    key = rsa.generate_private_key(65537, 2048)
    numbers = key.private_numbers()
    forms = (*both_ways(numbers.p, 128), *both_ways(numbers.q, 128), *both_ways(numbers.d, 256))
    request = {"Message": b"m", "SigningAlgorithm": "RSASSA_PSS_SHA_256"}
    return Planted(name, forms, "RSA_2048", "SIGN_VERIFY", pkcs8(key), "sign", request)


@pytest.fixture(scope="module")
def searched(binary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    with Fleet(binary, tmp_path_factory.mktemp("memory")) as fleet:
        yield fleet


def processes(fleet: Fleet) -> dict[str, int]:
    return {"gateway and hub": fleet.dev.pid} | {
        custodian.id: fleet.pid_of(custodian.index) for custodian in fleet.custodians
    }


def found(fleet: Fleet, forms: tuple[bytes, ...]) -> dict[str, list[str]]:
    hits = {name: places(pid, forms) for name, pid in processes(fleet).items()}
    return {name: where for name, where in hits.items() if where}


def test_the_search_finds_what_is_there(searched: Fleet) -> None:
    canary = secrets.token_bytes(32)
    holder = subprocess.Popen(
        [sys.executable, "-c", "value = bytes.fromhex(input()); print('here', flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        holder.stdin.write(canary.hex().encode() + b"\n")
        holder.stdin.flush()
        assert holder.stdout.readline() == b"here\n"
        assert places(holder.pid, [canary])
        assert not places(holder.pid, [secrets.token_bytes(32)])
    finally:
        holder.kill()
        holder.wait(10)
    # And it can look into every process of the fleet: each knows the fleet's custodians by name.
    for name, pid in processes(searched).items():
        assert can_read(pid), name
        assert places(pid, [b"custodian-1"]), name


@pytest.mark.parametrize("name", ["HMAC", "EC", "RSA"])
def test_a_key_is_nowhere_but_where_it_is_used_and_then_nowhere(searched: Fleet, name: str) -> None:
    kms = kms_client(searched)
    key = planted(name)
    try:
        key_id = new_external_key(kms, KeySpec=key.spec, KeyUsage=key.usage)
        import_material(kms, key_id, key.material, KEY_WRAP_SHA_256, "RSA_2048")
    except ClientError as error:
        if error.response["Error"]["Code"] in ("UnsupportedOperationException", "UnknownOperationException"):
            pytest.skip(f"keys cannot be imported yet: {error}")
        raise

    def use() -> None:
        getattr(kms, key.operation)(KeyId=key_id, **key.request)

    time.sleep(0.5)
    assert not found(searched, key.forms), "after the import"
    use()
    time.sleep(0.5)
    assert not found(searched, key.forms), "after one operation"
    during = searched_under_load(searched, key, use)
    assert "gateway and hub" not in during, during
    time.sleep(1.5)
    assert not found(searched, key.forms), "after the load"


@pytest.mark.parametrize("name", ["HMAC", "EC"])
def test_a_key_for_a_requester_is_in_that_process_alone(
    binary, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    with Fleet(binary, tmp_path_factory.mktemp("beside"), requesters=1) as fleet:
        kms = kms_client(fleet)
        key = planted(name)
        (requester,) = [custodian.id for custodian in fleet.custodians if custodian.kind == "requester"]
        placement = {"TagKey": "quorate:placement", "TagValue": "k=3 n=5 reconstruction=gateway"}
        key_id = new_external_key(kms, KeySpec=key.spec, KeyUsage=key.usage, Tags=[placement])
        import_material(kms, key_id, key.material, KEY_WRAP_SHA_256, "RSA_2048")

        def use() -> None:
            getattr(kms, key.operation)(KeyId=key_id, **key.request)

        use()
        time.sleep(0.5)
        assert not found(fleet, key.forms), "after one operation"
        during = searched_under_load(fleet, key, use)
        assert set(during) <= {requester}, during
        time.sleep(1.5)
        assert not found(fleet, key.forms), "after the load"


def searched_under_load(fleet: Fleet, key: Planted, use: Callable[[], None]) -> dict[str, list[str]]:
    """What was found while four clients used the key."""
    stop = threading.Event()
    failures: list[Exception] = []

    def work() -> None:
        while not stop.is_set():
            try:
                use()
            except ClientError as error:
                failures.append(error)
                return

    workers = [threading.Thread(target=work, daemon=True) for _ in range(4)]
    for worker in workers:
        worker.start()
    hits: dict[str, list[str]] = {}
    try:
        for _ in range(3):
            hits |= found(fleet, key.forms)
    finally:
        stop.set()
        for worker in workers:
            worker.join(30)
    assert not failures, failures[0]
    return hits
