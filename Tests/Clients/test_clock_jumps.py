"""Clocks that were wrong for a while, and are right again: the fleet serves as before."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from support.clients import kms_client
from support.clock import DAY, ShiftedClock, shift_clients
from support.faulty_fleet import CUSTODIANS, GATEWAY, HUB, FaultyFleet
from support.fleet import Fleet
from support.load import Load
from support.processes import wait_until
from support.traffic import Traffic

#: A node looks that often whether its certificate is due.
LOOK_SECONDS = 15
BACK_SECONDS = 30
AHEAD = 40 * DAY


@pytest.mark.parametrize("node", [HUB, GATEWAY, CUSTODIANS[0]], ids=["hub", "gateway", "custodian"])
def test_a_node_that_was_weeks_ahead_serves_again(binary: Path, tmp_path: Path, node: str) -> None:
    with FaultyFleet(binary, tmp_path) as fleet:
        kms, chance = fleet.realm.client().kms, random.Random(1)
        load = Load(kms)
        fleet.clocks[node].set(AHEAD)
        time.sleep(LOOK_SECONDS + 3)
        fleet.clocks[node].set(0)
        # Connections that were made before would go on for a while.
        for id in (HUB, GATEWAY, CUSTODIANS[0]):
            fleet.stop(id)
        for id in (HUB, GATEWAY, CUSTODIANS[0]):
            fleet.start_again(id)
        for id in (GATEWAY, HUB, *CUSTODIANS):
            fleet.wait_until_well(id)
        for name in load.operations():
            wait_until(lambda: load.once(name, kms, chance).refusal is None, BACK_SECONDS, f"{name} works again")
        assert not load.faults


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="the fleet's own authority is of the future too, and nothing makes another",
)
def test_a_dev_fleet_starts_after_its_clock_was_set_back(
    own_fleet: Callable[..., Fleet], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as on a machine that was without its battery, and made the fleet in another year."""
    clock = ShiftedClock(tmp_path / "clock")
    clock.set(400 * DAY)
    fleet = own_fleet(custodians=3, threshold=2, prefix=clock.prefix)
    with monkeypatch.context() as ahead:
        shift_clients(ahead, 400 * DAY)
        Traffic.prepare(kms_client(fleet)).run()
    fleet.stop()
    clock.set(0)
    fleet.start()
    Traffic.prepare(kms_client(fleet)).run()
