"""A custodian that lies while others rebuild a key: results are right, every request succeeds, the liar is named.

`lying-custodian` is a test build of the real one. What the other lies come to is in test_every_lie.
"""

import re
import time
from collections.abc import Callable

import pytest
from botocore.exceptions import ClientError

from support import audit
from support.clients import kms_client
from support.fleet import Fleet
from support.quorum import QuorumTraffic

#: A share that is another's, and one that is not signed.
SHARE_LIES = ["wrong-partial", "wrong-proof"]


@pytest.fixture
def with_liar(own_fleet: Callable[..., Fleet]) -> Callable[[str, int], tuple[Fleet, QuorumTraffic]]:
    """Starts a fleet, makes keys, and then puts a liar in the place of a custodian."""

    def start(lie: str, index: int) -> tuple[Fleet, QuorumTraffic]:
        fleet = own_fleet()
        assert fleet.binary.with_name("lying-custodian").is_file(), "the test build of the custodian is missing"
        traffic = QuorumTraffic.prepare(kms_client(fleet))
        fleet.kill_custodian(index)
        fleet.start_custodian(index, lie=lie)
        return fleet, traffic

    return start


def accused(fleet: Fleet) -> set[str]:
    """Whom the gateway's log names, on the word of a custodian that rebuilt a key."""
    log = (fleet.folder / "dev.err").read_text() + (fleet.folder / "dev.out").read_text()
    lines = [line for line in log.splitlines() if "is said to have sent a wrong share" in line]
    return {name for line in lines for name in re.findall(r"\bcustodian=\"?(custodian-\d+)", line)}


@pytest.mark.parametrize("lie", SHARE_LIES)
def test_a_liar_is_passed_over_and_named(with_liar: Callable[[str, int], tuple[Fleet, QuorumTraffic]], lie: str) -> None:
    fleet, traffic = with_liar(lie, 3)
    liar = fleet.custodian(3).id
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not accused(fleet):
        traffic.run()
    assert accused(fleet) == {liar}
    for _ in range(5):
        traffic.run()
    assert accused(fleet) == {liar}


def test_a_silent_member_delays_a_request_and_fails_none(
    with_liar: Callable[[str, int], tuple[Fleet, QuorumTraffic]],
) -> None:
    _, traffic = with_liar("silent", 2)
    for _ in range(6):
        traffic.run(seconds=5)


def test_one_that_lies_about_nonces_serves_rebuilt_keys_as_all_do(
    with_liar: Callable[[str, int], tuple[Fleet, QuorumTraffic]],
) -> None:
    fleet, traffic = with_liar("bad-nonces", 4)
    for _ in range(6):
        traffic.run()
    assert not accused(fleet)


def test_two_liars_are_outvoted(with_liar: Callable[[str, int], tuple[Fleet, QuorumTraffic]]) -> None:
    fleet, traffic = with_liar("wrong-partial", 1)
    fleet.kill_custodian(5)
    fleet.start_custodian(5, lie="garbage")
    for _ in range(8):
        traffic.run()
    assert accused(fleet) <= {fleet.custodian(1).id, fleet.custodian(5).id}


def test_a_liar_among_the_last_three_is_not_believed(
    with_liar: Callable[[str, int], tuple[Fleet, QuorumTraffic]],
) -> None:
    """Two honest custodians rebuild nothing with its wrong share. It can itself, with theirs and its own right one."""
    fleet, traffic = with_liar("wrong-partial", 1)
    for index in (2, 4):
        fleet.kill_custodian(index)
    for _ in range(5):
        for name, request in traffic.operations().items():
            started = time.monotonic()
            try:
                traffic.check(name, getattr(traffic.kms, name)(**request))
            except ClientError as error:
                code = error.response["Error"]["Code"]
                assert code in ("KeyUnavailableException", "DependencyTimeoutException"), str(error)
                assert fleet.custodian(1).id in str(error), "the liar is not named"
            assert time.monotonic() - started < 5, name
    fleet.start_custodian(2)
    traffic.run()


def test_each_custodian_writes_down_what_it_released_and_refused(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    traffic = QuorumTraffic.prepare(kms_client(fleet), rsa=False)
    answer = traffic.kms.generate_mac(**traffic.operations()["generate_mac"])
    request = answer["ResponseMetadata"]["RequestId"]
    records = [
        (index, record)
        for index in range(1, 6)
        for record in audit.records(audit.custodian_log(fleet, index))
        if record.get("requestID") == request
    ]
    released = [index for index, record in records if record["eventName"] == "ReleaseShare"]
    rebuilt = [index for index, record in records if record["eventName"] == "RebuildKey"]
    assert len(released) == 3 and len(set(released)) == 3
    assert len(rebuilt) == 1
    named = set(audit.record_of(fleet, answer)["additionalEventData"]["custodians"])
    assert named == {fleet.custodian(index).id for index in released}
    for _, record in records:
        assert record["requestParameters"]["keyId"] == traffic.mac_key
        assert not record.get("errorCode")
