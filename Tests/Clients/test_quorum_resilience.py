"""Keys that a quorum rebuilds, while custodians die: any two of five change nothing, the third is refused clearly."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from support.clients import kms_client
from support.fleet import Fleet
from support.quorum import QuorumTraffic
from support.refusals import refused

PAIRS = list(itertools.combinations(range(1, 6), 2))
UNAVAILABLE = ("KeyUnavailableException", "DependencyTimeoutException")


@pytest.fixture(scope="module")
def wounded(binary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """A fleet whose custodians these tests kill and start again."""
    with Fleet(binary, tmp_path_factory.mktemp("wounded-quorum")) as fleet:
        yield fleet


@pytest.fixture(scope="module")
def traffic(wounded: Fleet) -> QuorumTraffic:
    return QuorumTraffic.prepare(kms_client(wounded))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"without-{pair[0]}-and-{pair[1]}")
def test_any_two_of_five_killed_change_nothing(
    wounded: Fleet, traffic: QuorumTraffic, pair: tuple[int, int]
) -> None:
    traffic.run()
    for index in pair:
        wounded.kill_custodian(index)
    try:
        for _ in range(3):
            traffic.run()
    finally:
        for index in pair:
            wounded.start_custodian(index)


def test_a_third_killed_is_refused_within_5_seconds_and_one_back_is_enough(
    wounded: Fleet, traffic: QuorumTraffic
) -> None:
    for index in (1, 3, 5):
        wounded.kill_custodian(index)
    try:
        for name, request in traffic.operations().items():
            started = time.monotonic()
            with refused(*UNAVAILABLE):
                getattr(traffic.kms, name)(**request)
            assert time.monotonic() - started < 5, name
        # What needs no share goes on.
        traffic.kms.get_public_key(KeyId=traffic.ec_key)
        wounded.start_custodian(3)
        traffic.run()
    finally:
        for index in (1, 3, 5):
            if not wounded.is_listening(index):
                wounded.start_custodian(index)


def test_trap_45_two_frozen_custodians_delay_a_request_and_fail_none(
    wounded: Fleet, traffic: QuorumTraffic
) -> None:
    for index in (2, 4):
        wounded.freeze(index)
    try:
        for _ in range(3):
            traffic.run(seconds=5)
    finally:
        for index in (2, 4):
            wounded.thaw(index)
    for index in (2, 4):
        wounded.wait_until_reachable(index)
    traffic.run()


def work_until(stop: threading.Event, traffic: QuorumTraffic, failures: list[Exception], done: Callable[[], object]):
    while not stop.is_set():
        try:
            traffic.run(seconds=10)
            done()
        except (AssertionError, ClientError, BotoCoreError) as error:
            failures.append(error)
            return


@pytest.mark.parametrize("victims", [(2, 5), (1, 3)])
def test_two_killed_under_load_fail_no_request(
    wounded: Fleet, traffic: QuorumTraffic, victims: tuple[int, int]
) -> None:
    failures: list[Exception] = []
    rounds = itertools.count()
    stop = threading.Event()
    arguments = (stop, traffic, failures, lambda: next(rounds))
    workers = [threading.Thread(target=work_until, args=arguments, daemon=True) for _ in range(6)]
    for worker in workers:
        worker.start()
    try:
        for victim in victims:
            time.sleep(1)
            wounded.kill_custodian(victim)
        time.sleep(3)
    finally:
        stop.set()
        for worker in workers:
            worker.join(60)
        for victim in victims:
            wounded.start_custodian(victim)
    assert not failures, failures[0]
    assert next(rounds) >= len(workers)


def test_16_clients_of_one_key_at_once_are_all_served(wounded: Fleet, traffic: QuorumTraffic) -> None:
    results: list[bytes | Exception] = []
    request = traffic.operations()["generate_mac"]
    barrier = threading.Barrier(16)

    def work() -> None:
        kms = kms_client(wounded)
        barrier.wait(30)
        for _ in range(5):
            try:
                results.append(kms.generate_mac(**request)["Mac"])
            except (ClientError, BotoCoreError) as error:
                results.append(error)

    workers = [threading.Thread(target=work, daemon=True) for _ in range(16)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert results == [traffic.mac] * (16 * 5)


def test_keys_survive_a_restart_of_every_process(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    traffic = QuorumTraffic.prepare(kms_client(fleet))
    fleet.kill_all()
    fleet.start()
    traffic.run()
    fleet.stop()
    fleet.start()
    traffic.run()
    for index in range(1, 6):
        fleet.kill_custodian(index)
    for index in range(1, 6):
        fleet.start_custodian(index)
    traffic.run()


def test_a_key_whose_maker_is_gone_is_as_good_as_any(own_fleet: Callable[..., Fleet]) -> None:
    """Each of five keys may have had another maker; with any one custodian gone all of them are there."""
    fleet = own_fleet()
    kms = kms_client(fleet)
    keys = [QuorumTraffic.prepare(kms, rsa=False) for _ in range(5)]
    for index in range(1, 6):
        fleet.kill_custodian(index)
        for traffic in keys:
            traffic.run()
        fleet.start_custodian(index)
