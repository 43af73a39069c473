"""Faults of a fleet in an order that a seed decides, and what was going on when."""

import heapq
import random
import time
from dataclasses import dataclass

from .faulty_fleet import CUSTODIANS, GATEWAY, HUB, QUORUM, Fault, FaultyFleet
from .load import MISSING, Outcome

#: What a client waits for an answer, with a margin for a busy machine.
DEADLINE = 5.0 + 2.0
#: After the gateway has a node again: for the custodians to have one another.
SETTLE_SECONDS = 3.0
FEWEST_BAD = len(CUSTODIANS) - QUORUM
#: Suites whose encryption takes more custodians than the quorum.
NEEDS_MORE = ("encrypt replicated", "data key replicated")
#: Two uses of keys in the time of one: seen to run out of it where two requesters were lost one after the other.
TWO_USES = "re-encrypt"
#: What a gateway answers whose clock or disk is wrong, or that is gone.
STORM = (*MISSING, "connection", "InvalidSignatureException", "KMSInternalException")


@dataclass(frozen=True)
class Phase:
    """A time in which so many custodians at most were bad."""

    is_storm: bool
    started: float
    ended: float

    def holds(self, outcome: Outcome) -> bool:
        return self.started <= outcome.started and outcome.ended <= self.ended


class Chaos:
    """Begins and ends faults, and writes down when."""

    def __init__(self, fleet: FaultyFleet, seed: int):
        self._fleet = fleet
        self._chance = random.Random(seed)
        self._begun = time.monotonic()
        self._gateway_since = 0.0
        self.phases: list[Phase] = []
        self.events: list[tuple[float, str]] = []
        self.kinds: set[str] = set()
        #: When the gateway itself was to blame for what took long.
        self.gateway_bad: list[tuple[float, float]] = []

    def note(self, text: str) -> None:
        self.events.append((time.monotonic(), text))

    def around(self, outcome: Outcome) -> list[str]:
        """What happened shortly before and during a request."""
        return [
            f"{at - self._begun:8.2f} {text}"
            for at, text in self.events
            if outcome.started - 12 <= at <= outcome.ended
        ]

    def describe(self, outcome: Outcome) -> str:
        took = outcome.ended - outcome.started
        at = outcome.started - self._begun
        head = f"at {at:.2f} s, after {took:.2f} s: {outcome.operation}: {outcome.text or 'an answer'}"
        return "\n    ".join([head, *self.around(outcome)])

    def run(self, seconds: float, storm: bool) -> None:
        """Faults for so long; then all of them end, and every node serves again."""
        started = time.monotonic()
        self.note(f"{'storm' if storm else 'calm'} begins")
        nodes = [*CUSTODIANS, HUB, GATEWAY] if storm else list(CUSTODIANS)
        most = len(nodes) if storm else FEWEST_BAD
        ending: list[tuple[float, int, Fault]] = []
        bad: set[str] = set()
        number = 0
        try:
            while (now := time.monotonic()) < started + seconds:
                if ending and ending[0][0] <= now:
                    self._end(heapq.heappop(ending)[2], bad, wait=not storm)
                elif len(bad) < most:
                    node = self._chance.choice([node for node in nodes if node not in bad])
                    fault = self._fleet.fault(node, self._chance.choice(self._fleet.faults_of(node)), self._chance)
                    number += 1
                    bad.add(node)
                    self._begin(fault)
                    heapq.heappush(ending, (now + self._chance.uniform(0.5, 6), number, fault))
                    time.sleep(self._chance.uniform(0, 0.7))
                else:
                    time.sleep(0.02)
        finally:
            ended = time.monotonic()
            for _, _, fault in sorted(ending):
                self._end(fault, bad, wait=False)
        for node in (GATEWAY, HUB, *CUSTODIANS):
            self._fleet.wait_until_well(node)
        self.phases.append(Phase(storm, started, ended if storm else time.monotonic()))
        self.note("all faults are over")

    def _begin(self, fault: Fault) -> None:
        self.kinds.add(fault.name.split()[0])
        self.note(f"{fault.node}: {fault.name}")
        if fault.node == GATEWAY:
            self._gateway_since = time.monotonic()
        fault.begin()

    def _end(self, fault: Fault, bad: set[str], wait: bool) -> None:
        fault.end()
        self.note(f"{fault.node}: {fault.name} is over")
        if fault.node == GATEWAY:
            self.gateway_bad.append((self._gateway_since, time.monotonic()))
        if wait:
            # Until then it counts as bad: it is of no use yet to a gateway or another custodian.
            self._fleet.wait_until_well(fault.node)
            time.sleep(SETTLE_SECONDS)
            self.note(f"{fault.node}: serves again")
        bad.discard(fault.node)

    # What must hold

    def faults(self, outcomes: list[Outcome]) -> list[str]:
        """Requests that ended as none may."""
        found = []
        for outcome in outcomes:
            calm = any(not phase.is_storm and phase.holds(outcome) for phase in self.phases)
            allowed: tuple[str, ...] = STORM
            if calm:
                allowed = MISSING if outcome.operation in NEEDS_MORE else ()
                if outcome.operation == TWO_USES:
                    allowed = ("DependencyTimeoutException",)
            if outcome.refusal is not None and outcome.refusal not in allowed:
                found.append(f"refused: {self.describe(outcome)}")
            by_gateway = any(start < outcome.ended and outcome.started < end for start, end in self.gateway_bad)
            if outcome.ended - outcome.started > DEADLINE and not by_gateway:
                found.append(f"late: {self.describe(outcome)}")
        return found
