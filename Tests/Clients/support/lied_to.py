"""A fleet with a liar in it: whether its lies are counted, logged and answered with quarantine, and whom others ask."""

import random
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from botocore.client import BaseClient
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_der_public_key

from . import audit
from .clients import kms_client
from .clock import ShiftedClock, shift_clients
from .fleet import Fleet
from .keys import new_key
from .load import Load, Outcome, WrongAnswer
from .metrics import get, metrics, parsed, value
from .ports import free_port_base
from .processes import wait_until

#: The longer of the times for which a liar is asked last, and a moment.
QUARANTINE_SECONDS = 301
ML_DSA = "ML_DSA_SHAKE_256"
LIES = "quorate_custodian_lies_total"
QUARANTINED = "quorate_custodian_quarantined"

#: What is asked of each custody and suite.
OPERATIONS = {
    "prf": ("encrypt prf", "data key prf", "decrypt prf"),
    "replicated": ("encrypt replicated", "data key replicated", "decrypt replicated"),
    "frost": ("sign ed25519",),
    "agreement": ("agree",),
    "quorum": ("sign ecdsa", "sign rsa", "sign mldsa", "mac", "verify mac", "encrypt quorum", "decrypt quorum"),
}


class SortedLoad(Load):
    """A load that can be asked for one custody and suite at a time, with ML-DSA."""

    def __init__(self, kms: BaseClient):
        super().__init__(kms)
        self.ml_dsa_key = new_key(kms, KeySpec="ML_DSA_65", KeyUsage="SIGN_VERIFY")
        try:
            self.ml_dsa = load_der_public_key(kms.get_public_key(KeyId=self.ml_dsa_key)["PublicKey"])
        except UnsupportedAlgorithm:
            self.ml_dsa = None  # the gateway's own verdict has to do

    def operations(self) -> dict[str, Callable[[BaseClient, random.Random], None]]:
        decrypting = {f"decrypt {name}": self._opening(name) for name in self.symmetric}
        return super().operations() | decrypting | {"sign mldsa": self._sign_ml_dsa}

    def _opening(self, name: str) -> Callable[[BaseClient, random.Random], None]:
        def decrypt(kms: BaseClient, chance: random.Random) -> None:
            self.open(kms, chance.choice([sealed for sealed in self.sealed if sealed.name == name]))

        return decrypt

    def _sign_ml_dsa(self, kms: BaseClient, chance: random.Random) -> None:
        message = chance.randbytes(64)
        request = {"KeyId": self.ml_dsa_key, "Message": message, "SigningAlgorithm": ML_DSA}
        signature = kms.sign(**request)["Signature"]
        if self.ml_dsa is None:
            assert kms.verify(**request, Signature=signature)["SignatureValid"] is True
            return
        try:
            self.ml_dsa.verify(signature, message)
        except InvalidSignature:
            raise WrongAnswer(f"mldsa signed {message.hex()} wrongly") from None


class LiedToFleet:
    """Five custodians, three of which are enough; the gateway and each custodian say what they know of the others."""

    def __init__(self, binary: Path, folder: Path, patch: pytest.MonkeyPatch):
        assert binary.with_name("lying-custodian").is_file(), "the test build of the custodian is missing"
        self.clock = ShiftedClock(folder / "clock")
        self.seconds = 0
        self._patch = patch
        self.fleet = Fleet(binary, folder / "fleet", prefix=self.clock.prefix)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def _prepare(self) -> None:
        #: One that the gateway likes to have rebuild keys, since it stands in its region.
        self.liar = [one.index for one in self.fleet.custodians if one.region == self.fleet.env["AWS_REGION"]][-1]
        #: One that stands elsewhere, and only sends its shares.
        self.other = [one.index for one in self.fleet.custodians if one.region != self.fleet.env["AWS_REGION"]][-1]
        self.operations: dict[int, str] = {}
        base = free_port_base(5)
        for index in range(1, 6):
            self.operations[index] = f"127.0.0.1:{base + index}"
            self.be_honest(index)
        self.kms = kms_client(self.fleet)
        self.load = SortedLoad(self.kms)
        self.chance = random.Random(7)
        # One after the other: what is decrypted has to be there.
        for operation in (operation for operations in OPERATIONS.values() for operation in operations):
            self.serve([operation])

    # Who lies

    def be_honest(self, index: int) -> None:
        self.fleet.kill_custodian(index)
        self.start_honest(index)

    def start_honest(self, index: int, **environment: str) -> None:
        self.fleet.start_custodian(index, environment=self._environment(index) | environment)

    def lie(self, index: int, lie: str, *options: str) -> None:
        self.fleet.kill_custodian(index)
        self.fleet.start_custodian(index, lie=lie, options=options, environment=self._environment(index))
        self.fleet.wait_until_reachable(index)

    def _environment(self, index: int) -> dict[str, str]:
        return {"QUORATE_OPERATIONS": self.operations[index]}

    def forgive(self) -> None:
        """Has every quarantine be over, by the clocks of all nodes and clients."""
        self.seconds += QUARANTINE_SECONDS
        self.clock.set(self.seconds)
        self._patch.undo()
        shift_clients(self._patch, self.seconds)

    # Requests

    def serve(self, operations: Iterable[str], rounds: int = 1) -> list[Outcome]:
        """Has each operation done, some at once; every answer is right, and none is refused."""
        outcomes = self.attempt(operations, rounds)
        refused = [f"{outcome.operation}: {outcome.text}" for outcome in outcomes if outcome.refusal]
        assert not refused and not self.load.faults, (refused, self.load.faults)
        return outcomes

    def attempt(self, operations: Iterable[str], rounds: int = 1) -> list[Outcome]:
        """The same where some may be refused; no answer may be wrong."""
        names = [name for _ in range(rounds) for name in operations]
        with ThreadPoolExecutor(4) as pool:
            done = list(pool.map(lambda name: self.load.once(name, self.kms, self.chance), names))
        assert not self.load.faults, self.load.faults
        return done

    # What the nodes say

    def watchers(self, liar: int) -> list[dict]:
        """What the gateway and each custodian but the liar have counted."""
        others = [self.operations[index] for index in self.operations if index != liar]
        return [metrics(self.fleet), *(parsed(get(f"http://{address}/metrics")[1]) for address in others)]

    def lies(self, liar: int, kind: str | None = None) -> float:
        labels = {"custodian": self.name(liar)} | ({"kind": kind} if kind else {})
        return sum(value(seen, LIES, **labels) for seen in self.watchers(liar))

    def quarantines(self, liar: int) -> list[bool]:
        """Whether the gateway, and each other custodian, asks the liar last."""
        return [value(seen, QUARANTINED, custodian=self.name(liar)) == 1 for seen in self.watchers(liar)]

    def counted(self, name: str, **labels: str) -> float:
        """The gateway's own count."""
        return value(metrics(self.fleet), name, **labels)

    def counted_by_peers(self, name: str, silent: int, **labels: str) -> list[float]:
        """What custodians have counted, but for one."""
        return [value(seen, name, **labels) for seen in self.watchers(silent)[1:]]

    def lies_of_others(self, liars: set[int]) -> dict[tuple[str, frozenset], float]:
        names = {self.name(liar) for liar in liars}
        return {
            name: count
            for seen in self.watchers(min(liars))
            for name, count in seen.items()
            if name[0] == LIES and dict(name[1])["custodian"] not in names and count > 0
        }

    def name(self, index: int) -> str:
        return f"custodian-{index}"

    def log(self, *nodes: str) -> str:
        return "".join((self.fleet.folder / f"{node}.err").read_text(errors="replace") for node in nodes)

    def logged_lies(self, liar: int, kind: str) -> int:
        """In how many lines the other nodes' logs name the liar, and how it lied."""
        text = self.log("dev", *(f"custodian-{index}" for index in self.operations if index != liar))
        said = ("a custodian lied", f" custodian={self.name(liar)} ", f" kind={kind} ")
        return sum(all(part in line for part in said) for line in text.splitlines())

    def asked(self, liar: int) -> int:
        """How many uses of its shares the liar has written down, for itself or others."""
        return sum(len(file.read_bytes().splitlines()) for file in audit.files(audit.custodian_log(self.fleet, liar)))

    # Checks

    def until_caught(
        self, liar: int, operations: Iterable[str], kind: str | None = None, seconds: float = 30
    ) -> None:
        """Serves until a lie is found out, of one kind or any. Requesters are sent elsewhere for a while when one of them
        has found out another."""
        before = self.lies(liar, kind)

        def is_caught() -> bool:
            self.serve(operations)
            return self.lies(liar, kind) > before

        wait_until(is_caught, seconds, f"a lie of {self.name(liar)} known as {kind or 'any'} with {operations}")

    def until_passed_over(self, index: int, operations: Iterable[str], seconds: float = 30) -> None:
        """Serves until others are asked instead. Without that it would be three requests of five, or all."""

        def is_passed_over() -> bool:
            before = self.asked(index)
            served = self.serve(operations, rounds=-(-12 // len(list(operations))))
            return self.asked(index) - before <= len(served) // 3

        wait_until(is_passed_over, seconds, f"{self.name(index)} is passed over with {operations}")

    def close(self) -> None:
        self._patch.undo()
        self.fleet.close()
