"""Custodians that do not lie and hold everybody up: late answers, answers that trickle, and none.

Every request is served, the one at fault is told by log and metrics, and others are asked in its place.
"""

from collections.abc import Callable

import pytest

from support.lied_to import OPERATIONS, LiedToFleet
from support.ports import free_port_base
from support.processes import wait_until
from support.relay import Network

REPORTS = "quorate_custodian_reports_total"


def latency(fleet: LiedToFleet, index: int) -> float:
    return fleet.counted("quorate_custodian_latency_seconds", custodian=fleet.name(index))


def expect_no_lies(fleet: LiedToFleet) -> None:
    assert all(fleet.lies(index) == 0 for index in range(1, 6))


@pytest.mark.parametrize("milliseconds", [60, 400])
def test_one_that_answers_late_is_passed_over(lied_to: LiedToFleet, milliseconds: int) -> None:
    """Later than others are asked in its place, and never so late that it is silent."""
    slow = lied_to.other
    lied_to.lie(slow, "slow", "--delay", str(milliseconds))
    lied_to.forgive()
    for custody, operations in OPERATIONS.items():
        # A share under quorum custody that takes 60 ms is not worth another permit, and encryption under replicated keys
        # had rather have all five than be quick.
        if custody == "replicated" or custody == "quorum" and milliseconds < 100:
            lied_to.serve(operations, rounds=2)
        else:
            lied_to.until_passed_over(slow, operations)
    assert latency(lied_to, slow) > 0.02
    expect_no_lies(lied_to)
    lied_to.be_honest(slow)


def test_a_requester_that_keeps_requests_waiting_is_named_and_asked_no_more(lied_to: LiedToFleet) -> None:
    slow = lied_to.liar
    lied_to.lie(slow, "slow", "--delay", "1500")
    lied_to.forgive()

    def stalls() -> float:
        return lied_to.counted(REPORTS, custodian=lied_to.name(slow), report="stall")

    wait_until(lambda: lied_to.serve(OPERATIONS["quorum"]) and stalls() > 0, 30, "a stall")
    wait_until(lambda: is_steady(lied_to, stalls), 20, "no more stalls")
    expect_no_lies(lied_to)
    lied_to.be_honest(slow)


def is_steady(fleet: LiedToFleet, count: Callable[[], float]) -> bool:
    before = count()
    fleet.serve(OPERATIONS["quorum"], rounds=2)
    return count() == before


def test_one_whose_bytes_trickle_is_passed_over(lied_to: LiedToFleet) -> None:
    slow = lied_to.other
    behind = free_port_base(1)
    with Network() as network:
        lied_to.fleet.kill_custodian(slow)
        relay = network.relay(behind, port=lied_to.fleet.custodian(slow).port)
        lied_to.start_honest(slow, QUORATE_LISTEN=f"127.0.0.1:{behind}")
        lied_to.forgive()
        relay.set("trickle", 0.05)
        for custody, operations in OPERATIONS.items():
            if custody == "replicated":
                lied_to.serve(operations, rounds=2)
            else:
                lied_to.until_passed_over(slow, operations)
        expect_no_lies(lied_to)
    lied_to.be_honest(slow)


def test_one_that_says_nothing_is_blamed_and_passed_over(lied_to: LiedToFleet) -> None:
    silent = lied_to.other
    lied_to.lie(silent, "silent")
    lied_to.forgive()
    for operations in OPERATIONS.values():
        lied_to.serve(operations, rounds=3)
    wait_until(
        lambda: lied_to.serve(OPERATIONS["prf"])
        and lied_to.counted("quorate_custodian_blamed", custodian=lied_to.name(silent)) == 1,
        20,
        "the silent one blamed",
    )

    def absences() -> float:
        labels = {"custodian": lied_to.name(silent), "report": "failure"}
        return sum(lied_to.counted_by_peers(REPORTS, silent, **labels))

    wait_until(lambda: is_steady(lied_to, absences) and absences() > 0, 30, "requesters leave it out")
    expect_no_lies(lied_to)
