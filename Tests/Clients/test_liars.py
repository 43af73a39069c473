"""A custodian that lies: no wrong result reaches a client, every request succeeds, and the liar is named.

`lying-custodian` is a test build of the real one. What each lie comes to at each custody is in test_every_lie; here it is
what audit log and status say, crowds, and too many that are bad.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from support import audit
from support.clients import kms_client
from support.fleet import Fleet
from support.keys import encrypt
from support.processes import wait_until
from support.traffic import Traffic

LIES = ["wrong-proof", "silent"]


def blamed(fleet: Fleet, answers: list[dict]) -> set[str]:
    requests = {answer["ResponseMetadata"]["RequestId"] for answer in answers}
    return {
        name
        for record in audit.records(audit.gateway_log(fleet))
        if record.get("requestID") in requests
        for name in (record.get("additionalEventData") or {}).get("blamed") or []
    }


@pytest.fixture
def choose_liar(own_fleet: Callable[..., Fleet]) -> Callable[[str], tuple[Fleet, Traffic, str]]:
    """Starts a fleet and puts a liar in the place of a custodian that the gateway likes to ask."""

    def start(lie: str) -> tuple[Fleet, Traffic, str]:
        fleet = own_fleet()
        assert fleet.binary.with_name("lying-custodian").is_file(), "the test build of the custodian is missing"
        traffic = Traffic.prepare(kms_client(fleet))
        answer = traffic.kms.encrypt(KeyId=traffic.key, Plaintext=b"p")
        liar = audit.record_of(fleet, answer)["additionalEventData"]["custodians"][0]
        index = fleet.index_of(liar)
        fleet.kill_custodian(index)
        fleet.start_custodian(index, lie=lie)
        return fleet, traffic, liar

    return start


@pytest.mark.parametrize("lie", LIES)
def test_a_liar_is_named_and_passed_over(choose_liar: Callable[[str], tuple[Fleet, Traffic, str]], lie: str) -> None:
    fleet, traffic, liar = choose_liar(lie)
    answers: list[dict] = []
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        answers += traffic.run()
        if liar in blamed(fleet, answers):
            break
    assert blamed(fleet, answers) == {liar}
    # And it goes on so, with the liar known.
    for _ in range(5):
        answers += traffic.run()
    assert blamed(fleet, answers) == {liar}
    wait_until(lambda: says_blamed(fleet, liar), 10, "the liar named by quorate status")
    assert [entry["id"] for entry in fleet.status()["custodians"] if says_blamed(fleet, entry["id"])] == [liar]


@pytest.mark.parametrize("lie", ["wrong-partial", "wrong-proof", "oversize"])
def test_a_liar_in_a_crowd_is_named(
    choose_liar: Callable[[str], tuple[Fleet, Traffic, str]], lie: str
) -> None:
    """Requests of many clients travel together and have one proof for all; a false one spoils nobody's answer."""
    fleet, traffic, liar = choose_liar(lie)
    answers: list[dict] = []

    def client(number: int) -> None:
        for turn in range(4):
            message = f"{number} {turn}".encode()
            sealed = traffic.kms.encrypt(KeyId=traffic.key, Plaintext=message)
            opened = traffic.kms.decrypt(CiphertextBlob=sealed["CiphertextBlob"])
            assert opened["Plaintext"] == message
            answers.extend([sealed, opened])

    deadline = time.monotonic() + 60
    with ThreadPoolExecutor(24) as pool:
        while liar not in blamed(fleet, answers) and time.monotonic() < deadline:
            for outcome in [pool.submit(client, number) for number in range(24)]:
                outcome.result(timeout=60)
    assert liar in blamed(fleet, answers)


def says_blamed(fleet: Fleet, custodian: str) -> bool:
    (entry,) = [entry for entry in fleet.status()["custodians"] if entry["id"] == custodian]
    return bool(entry.get("blamed"))


@pytest.mark.parametrize("lie", ["wrong-partial", "silent"])
def test_a_liar_among_the_last_three_is_refused_and_not_believed(
    choose_liar: Callable[[str], tuple[Fleet, Traffic, str]], lie: str
) -> None:
    """With two honest custodians left there is no right answer to give, and none is made up."""
    fleet, traffic, liar = choose_liar(lie)
    honest = [custodian.index for custodian in fleet.custodians if custodian.id != liar]
    for index in honest[:2]:
        fleet.kill_custodian(index)
    kms = traffic.kms
    for call in (
        lambda: kms.decrypt(CiphertextBlob=traffic.ciphertext),
        lambda: encrypt(kms, traffic.key, b"p"),
        lambda: kms.sign(KeyId=traffic.signing_key, Message=b"m", SigningAlgorithm="ED25519_SHA_512"),
    ):
        started = time.monotonic()
        with pytest.raises((kms.exceptions.KeyUnavailableException, kms.exceptions.DependencyTimeoutException)):
            call()
        assert time.monotonic() - started < 10
    fleet.start_custodian(honest[0])
    traffic.run()


def test_two_liars_are_outvoted(choose_liar: Callable[[str], tuple[Fleet, Traffic, str]]) -> None:
    fleet, traffic, liar = choose_liar("wrong-partial")
    second = next(custodian for custodian in fleet.custodians if custodian.id != liar)
    fleet.kill_custodian(second.index)
    fleet.start_custodian(second.index, lie="garbage")
    answers = []
    for _ in range(6):
        answers += traffic.run()
    assert blamed(fleet, answers) <= {liar, second.id}
