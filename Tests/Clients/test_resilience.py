"""Custodians that die: any two of five change nothing, the third is refused clearly, one back and all is well."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from support.clients import kms_client
from support.fleet import Fleet
from support.refusals import refused
from support.traffic import Traffic

PAIRS = list(itertools.combinations(range(1, 6), 2))
UNAVAILABLE = ("KeyUnavailableException", "DependencyTimeoutException")


@pytest.fixture(scope="module")
def wounded(binary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """A fleet whose custodians these tests kill and start again."""
    with Fleet(binary, tmp_path_factory.mktemp("wounded")) as fleet:
        yield fleet


@pytest.fixture(scope="module")
def traffic(wounded: Fleet) -> Traffic:
    return Traffic.prepare(kms_client(wounded))


def test_all_custodians_are_there_at_first(wounded: Fleet, traffic: Traffic) -> None:
    assert all(wounded.is_reachable(index) for index in range(1, 6))
    traffic.run()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"without-{pair[0]}-and-{pair[1]}")
def test_any_two_of_five_killed_change_nothing(wounded: Fleet, traffic: Traffic, pair: tuple[int, int]) -> None:
    for index in pair:
        wounded.kill_custodian(index)
    try:
        for _ in range(3):
            traffic.run()
        traffic.kms.describe_key(KeyId=traffic.key)
        assert {entry["id"] for entry in wounded.status()["custodians"] if not entry["reachable"]} == {
            wounded.custodian(index).id for index in pair
        }
    finally:
        for index in pair:
            wounded.start_custodian(index)


def test_a_third_killed_is_refused_within_5_seconds_and_one_back_is_enough(wounded: Fleet, traffic: Traffic) -> None:
    for index in (1, 3, 5):
        wounded.kill_custodian(index)
    try:
        for operation, request in {
            "encrypt": {"KeyId": traffic.key, "Plaintext": b"p"},
            "decrypt": {"CiphertextBlob": traffic.ciphertext},
            "generate_data_key": {"KeyId": traffic.key, "KeySpec": "AES_256"},
            "sign": {"KeyId": traffic.signing_key, "Message": b"m", "SigningAlgorithm": "ED25519_SHA_512"},
        }.items():
            started = time.monotonic()
            with refused(*UNAVAILABLE):
                getattr(traffic.kms, operation)(**request)
            assert time.monotonic() - started < 5, operation
        # What needs no share goes on.
        traffic.kms.describe_key(KeyId=traffic.key)
        traffic.kms.get_public_key(KeyId=traffic.signing_key)

        wounded.start_custodian(3)
        traffic.run()
    finally:
        for index in (1, 3, 5):
            if not wounded.is_listening(index):
                wounded.start_custodian(index)


def test_trap_45_two_frozen_custodians_delay_a_request_and_fail_none(wounded: Fleet, traffic: Traffic) -> None:
    for index in (2, 4):
        wounded.freeze(index)
    try:
        for _ in range(3):
            traffic.run(seconds=5)
        for index in (2, 4):
            wounded.wait_until_reachable(index, reachable=False)
    finally:
        for index in (2, 4):
            wounded.thaw(index)
    for index in (2, 4):
        wounded.wait_until_reachable(index)
    traffic.run()


def test_two_killed_under_load_fail_no_request(wounded: Fleet, traffic: Traffic) -> None:
    failures: list[Exception] = []
    rounds = itertools.count()
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            try:
                traffic.run()
                next(rounds)
            except (AssertionError, ClientError, BotoCoreError) as error:
                failures.append(error)
                return

    workers = [threading.Thread(target=work, daemon=True) for _ in range(6)]
    for worker in workers:
        worker.start()
    try:
        time.sleep(1)
        wounded.kill_custodian(2)
        time.sleep(1)
        wounded.kill_custodian(5)
        time.sleep(2)
    finally:
        stop.set()
        for worker in workers:
            worker.join(60)
        for index in (2, 5):
            wounded.start_custodian(index)
    assert not failures, failures[0]
    assert next(rounds) > len(workers)


def test_trap_14_a_restarted_custodian_signs_with_fresh_nonces(wounded: Fleet, traffic: Traffic) -> None:
    commitments = set()
    request = {"KeyId": traffic.signing_key, "Message": b"same", "SigningAlgorithm": "ED25519_SHA_512"}
    for _ in range(3):
        commitments |= {traffic.kms.sign(**request)["Signature"][:32] for _ in range(5)}
        for index in (1, 2, 3):
            wounded.kill_custodian(index)
        for index in (1, 2, 3):
            wounded.start_custodian(index)
    commitments |= {traffic.kms.sign(**request)["Signature"][:32] for _ in range(5)}
    assert len(commitments) == 20


def test_all_killed_and_all_back(wounded: Fleet, traffic: Traffic) -> None:
    for index in range(1, 6):
        wounded.kill_custodian(index)
    with refused(*UNAVAILABLE):
        traffic.kms.decrypt(CiphertextBlob=traffic.ciphertext)
    for index in range(1, 6):
        wounded.start_custodian(index)
    traffic.run()


def test_the_smallest_fleet_lives_with_one_gone(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet(custodians=3, threshold=2)
    traffic = Traffic.prepare(kms_client(fleet))
    fleet.kill_custodian(2)
    traffic.run()
