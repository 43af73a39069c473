"""A fleet of separate processes that a test can kill, freeze, and take clock, disk and network from."""

import random
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from .clock import DAY, ShiftedClock
from .namespaces import Loopback
from .ports import free_port_base
from .processes import catches, wait_until
from .realm import REGIONS, Realm
from .relay import Network, Relay
from .small_disk import SmallDisk

HUB, GATEWAY = "hub-1", "gateway-1"
CUSTODIANS = tuple(f"custodian-{number}" for number in range(1, 6))
QUORUM = 3
#: How long a node that is well again may take until it serves.
BACK_SECONDS = 30
#: Seconds, forwards and back: more than permits allow, than a certificate lasts, and than it may be renewed after.
JUMPS = (3, -3, 3600, -3600, 2 * DAY, -2 * DAY, 40 * DAY)


@dataclass(frozen=True)
class Fault:
    """What happens to a node, and how it ends."""

    node: str
    name: str
    begin: Callable[[], None]
    end: Callable[[], None]


class FaultyFleet:
    """Hub, gateway and five custodians on loopback, behind relays, each with a clock of its own.

    One custodian's folder is on a small disk, where a disk may be mounted.
    """

    def __init__(self, binary: Path, folder: Path):
        self.network = Network()
        port = free_port_base(2) + 10
        self.relays: dict[str, Relay] = {HUB: self.network.relay(port)}
        listen = {"listen": f"127.0.0.1:{port}", "endpoint": self.relays[HUB].endpoint}
        self.realm = Realm(binary, folder / "realm", Loopback(), **listen)
        self.clocks = {id: ShiftedClock(folder / "clocks", id) for id in (HUB, GATEWAY, *CUSTODIANS)}
        self.disks: dict[str, SmallDisk] = {}
        self._gateway_log_begins = 0
        self.no_disk = ""
        try:
            self._start()
        except BaseException:
            self.close()
            raise

    def _start(self) -> None:
        realm = self.realm
        self._prepare(HUB)
        realm.start(HUB)
        joining = [realm.begin_joining("gateway", GATEWAY, REGIONS[0])]
        for number, id in enumerate(CUSTODIANS):
            listen = realm.endpoint(id)
            self.relays[id] = self.network.relay(int(listen.rpartition(":")[2]))
            ways = {"listen": listen, "endpoint": self.relays[id].endpoint}
            joining.append(realm.begin_joining("custodian", id, REGIONS[number % 3], **ways))
        realm.wait_for_requests(len(joining))
        realm.said("fleet", "approve", "--root", realm.root)
        for process in joining:
            _, errors = process.communicate(timeout=30)
            assert process.returncode == 0, errors
        for id in (GATEWAY, *CUSTODIANS):
            self._prepare(id)
        try:
            self.disks[CUSTODIANS[-1]] = SmallDisk(realm.nodes[CUSTODIANS[-1]].folder)
        except (FileNotFoundError, subprocess.CalledProcessError) as error:
            self.no_disk = f"no disk may be mounted here: {error}"
        realm.start(GATEWAY, *CUSTODIANS)
        for id in CUSTODIANS:
            self.wait_until_well(id)

    def _prepare(self, id: str) -> None:
        self.realm.nodes[id].prefix = self.clocks[id].prefix
        self.realm.nodes[id].options = ("--log-level", "info")

    # Faults

    def fault(self, node: str, name: str, chance: random.Random) -> Fault:
        """A fault of a node by its name, with what is left open drawn."""
        clock, relay = self.clocks[node], self.relays.get(node)
        if name == "clock":
            # A hub that is days ahead may date its own certificate so: test_clock_jumps has that.
            jump = chance.choice([jump for jump in JUMPS if node != HUB or abs(jump) < DAY])
            return Fault(node, f"clock {jump:+} s", lambda: clock.set(jump), lambda: clock.set(0))
        if name == "full disk":
            return Fault(node, name, self.disks[node].fill, lambda: self.make_space(node))
        if name in ("delay", "stall", "reset", "truncate", "corrupt"):
            amount = chance.uniform(0.02, 0.4) if name == "delay" else chance.randrange(1, 40_000)
            return Fault(node, name, lambda: relay.set(name, amount), lambda: relay.set("pass"))
        return {
            "kill": Fault(node, name, lambda: self.realm.kill(node), lambda: self.start_again(node)),
            "restart": Fault(node, name, lambda: self.stop(node), lambda: self.start_again(node)),
            "freeze": Fault(
                node,
                name,
                lambda: self.realm.nodes[node].process.send_signal(signal.SIGSTOP),
                lambda: self.realm.nodes[node].process.send_signal(signal.SIGCONT),
            ),
        }[name]

    def faults_of(self, node: str) -> list[str]:
        """The names of the faults that a node can have."""
        names = ["kill", "restart", "freeze", "clock"]
        names += ["delay", "stall", "reset", "truncate", "corrupt"] if node in self.relays else []
        return names + (["full disk"] if node in self.disks else [])

    def stop(self, node: str) -> None:
        """SIGTERM, on which a process exits 0 from when it catches signals, a moment after its start."""
        process = self.realm.nodes[node].process
        wait_until(lambda: process.poll() is not None or catches(process.pid, signal.SIGTERM), 10, f"{node} has begun")
        code = self.realm.stop(node)
        assert code == 0, f"{node} exited with {code}\n{self.realm.log(node)[-2000:]}"

    def start_again(self, node: str) -> None:
        if node == GATEWAY:
            self._gateway_log_begins = len(self.realm.log(GATEWAY))
        self.realm.launch(node)

    def make_space(self, node: str) -> None:
        """Frees a disk, and starts a node again that could not start without space."""
        self.disks[node].free()
        if self.realm.nodes[node].process.poll() is not None:
            self.start_again(node)

    def is_well(self, node: str) -> bool:
        """Whether a node runs and serves; a custodian does when the gateway has a connection to it."""
        assert self.realm.nodes[node].process.poll() is None, f"{node} ended by itself\n{self.realm.log(node)[-3000:]}"
        if node in (HUB, GATEWAY):
            return "ready" in self.realm.log(node, "out")
        log = self.realm.log(GATEWAY)[self._gateway_log_begins :]
        said = [line for line in log.splitlines() if f"custodian={node} [FleetRPC]" in line]
        return bool(said) and said[-1].endswith(" connected")

    def wait_until_well(self, node: str) -> None:
        wait_until(lambda: self.is_well(node), BACK_SECONDS, f"{node} serves again")

    # The end

    def audit_logs(self) -> list[Path]:
        return [self.realm.nodes[id].folder / "audit" for id in (GATEWAY, *CUSTODIANS)]

    def close(self) -> None:
        for node in self.realm.nodes.values():
            if node.process is not None and node.process.poll() is None:
                node.process.send_signal(signal.SIGCONT)
        self.realm.close()
        for disk in self.disks.values():
            disk.close()
        self.network.__exit__(None, None, None)

    def __enter__(self) -> "FaultyFleet":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()
