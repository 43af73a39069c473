"""A mixed load on a fleet to whose nodes everything happens: no key is lost, no answer wrong, none late.

CHAOS_SECONDS says for how long (`make chaos` takes ten minutes), CHAOS_SEED repeats what an earlier run has drawn.
"""

import collections
import os
import random
import threading
import time
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from support.chaos import Chaos, Phase
from support.faulty_fleet import FaultyFleet
from support.load import Load, Outcome, WrongAnswer
from support.processes import wait_until

SECONDS = float(os.environ.get("CHAOS_SECONDS", "60"))
SEED = int(os.environ.get("CHAOS_SEED") or random.randrange(1 << 32))
WORKERS = 4
PAUSE = 0.03
CALM, STORM = 40, 20
#: After all faults are over, for all operations to work.
RECOVERY_SECONDS = 30


@pytest.mark.timeout(3 * SECONDS + 300)
def test_nothing_is_lost_wrong_or_late_whatever_happens_to_nodes(binary: Path, tmp_path: Path) -> None:
    print(f"CHAOS_SEED={SEED} CHAOS_SECONDS={SECONDS:.0f}, in {tmp_path}")
    with FaultyFleet(binary, tmp_path) as fleet:
        kms = fleet.realm.client().kms
        load = Load(kms)
        for name in load.operations():
            outcome = load.once(name, kms, random.Random(SEED))
            assert outcome.refusal is None, outcome
        chaos = Chaos(fleet, SEED)
        stop = threading.Event()
        workers = [
            threading.Thread(target=load.work, args=(fleet.realm.client().kms, SEED + number, stop, PAUSE), daemon=True)
            for number in range(WORKERS)
        ]
        for worker in workers:
            worker.start()
        try:
            left = SECONDS
            while left > 0:
                chaos.run(min(left, CALM), storm=False)
                left -= CALM
                if left > 0:
                    chaos.run(min(left, STORM), storm=True)
                    left -= STORM
                    recover(load, fleet)
                    chaos.note("every operation works again")
        finally:
            stop.set()
            for worker in workers:
                worker.join(60)
            report(load, chaos, fleet)
        assert not load.faults, "\n".join(load.faults)
        assert not any(worker.is_alive() for worker in workers), "a request hangs"
        faults = chaos.faults(load.outcomes)
        assert not faults, f"{len(faults)} requests, CHAOS_SEED={SEED}:\n" + "\n".join(faults[:20])
        check_all(load, fleet)
        for id in fleet.realm.nodes:
            fleet.stop(id)
        for log in fleet.audit_logs():
            result = fleet.realm.quorate("audit", "verify", log, seconds=120)
            assert result.returncode == 0, f"{log}: {result.stdout}{result.stderr}"


class Tampered:
    """A client in whose answers one bit is another."""

    def __init__(self, kms: BaseClient):
        self._kms = kms

    def __getattr__(self, operation: str) -> Callable[..., dict]:
        def call(**request: object) -> dict:
            answer = getattr(self._kms, operation)(**request)
            for name, value in answer.items():
                if isinstance(value, bytes):
                    answer[name] = value[:-1] + bytes([value[-1] ^ 1])
                elif name == "MacValid":
                    answer[name] = False
            return answer

        return call


def test_the_load_notices_every_wrong_answer(kms: BaseClient) -> None:
    load, chance = Load(kms), random.Random(1)
    for name in load.operations():
        assert load.once(name, kms, chance).refusal is None, name
    assert not load.faults
    for name in load.operations():
        if name == "verify":
            continue  # it has no answer but yes and a refusal
        made = len(load.sealed)
        outcome = load.once(name, Tampered(kms), chance)
        if len(load.sealed) == made:
            assert outcome.refusal == "wrong answer", name
        else:  # a ciphertext, or a data key, is noticed when it is opened
            with pytest.raises((WrongAnswer, ClientError)):
                load.open(kms, load.sealed.pop())


def test_requests_that_are_refused_or_late_are_noticed() -> None:
    chaos = Chaos(None, 1)
    chaos.phases = [Phase(False, 0, 50), Phase(True, 60, 90)]

    def is_fault(refusal: str | None, started: float, ended: float, operation: str = "mac") -> bool:
        return bool(chaos.faults([Outcome(operation, started, ended, refusal)]))

    assert not is_fault(None, 1, 6)
    assert is_fault(None, 1, 9)
    assert is_fault(None, 61, 69)
    assert is_fault("KeyUnavailableException", 1, 2)
    assert not is_fault("KeyUnavailableException", 61, 62)
    assert not is_fault("KeyUnavailableException", 49, 51)
    assert not is_fault("KeyUnavailableException", 1, 2, "encrypt replicated")
    assert not is_fault("DependencyTimeoutException", 1, 5, "re-encrypt")
    assert is_fault("KeyUnavailableException", 1, 5, "re-encrypt")
    assert is_fault("InvalidCiphertextException", 61, 62)
    assert is_fault("wrong answer", 61, 62)
    assert is_fault("connection", 1, 2)


def recover(load: Load, fleet: FaultyFleet) -> None:
    kms, chance = fleet.realm.client().kms, random.Random(SEED)
    for name in load.operations():
        wait_until(lambda: load.once(name, kms, chance).refusal is None, RECOVERY_SECONDS, f"{name} works again")


def check_all(load: Load, fleet: FaultyFleet) -> None:
    """Opens every ciphertext, and has every signature verified by another library."""
    clients = [fleet.realm.client().kms for _ in range(WORKERS)]
    sealed = list(load.sealed)
    assert sealed and load.signatures

    def open_some(number: int) -> None:
        for one in sealed[number::WORKERS]:
            load.open(clients[number], one)

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(open_some, range(WORKERS)))
    for name, message, signature in load.signatures:
        load.check_signature(name, message, signature)


def report(load: Load, chaos: Chaos, fleet: FaultyFleet) -> None:
    """What was done, for who looks at the output."""
    ends = collections.Counter(outcome.refusal or "answered" for outcome in list(load.outcomes))
    longest = max((outcome.ended - outcome.started for outcome in load.outcomes), default=0)
    print(f"requests: {dict(ends)}; the longest took {longest:.2f} s")
    print(f"faults: {', '.join(sorted(chaos.kinds))}")
    if fleet.no_disk:
        warnings.warn(f"left out: full disk: {fleet.no_disk}", stacklevel=1)
    began = chaos.events[0][0] if chaos.events else time.monotonic()
    lines = [f"{at - began:8.2f} {text}\n" for at, text in chaos.events]
    (fleet.realm.folder / "chaos.log").write_text("".join(lines))
