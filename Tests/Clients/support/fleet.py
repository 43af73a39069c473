"""A fleet: `quorate dev` on free ports of this machine, and its five custodians, each a process of its own."""

import json
import shutil
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from .environment import clean_environment, read_exports
from .ports import free_port_base
from .processes import is_alive, kill, send, wait_until

ACCOUNT = "000000000000"
START_SECONDS = 60
STOP_SECONDS = 20


@dataclass(frozen=True)
class Custodian:
    """One entry of DIR/fleet.json."""

    id: str
    index: int
    pid: int
    endpoint: str
    kind: str
    region: str
    vendor: str
    operator: str
    config: str

    @property
    def port(self) -> int:
        return int(self.endpoint.rpartition(":")[2])


class Fleet:
    """A running fleet. Everything that it started has ended when it is closed."""

    def __init__(
        self,
        binary: Path,
        folder: Path,
        custodians: int = 5,
        threshold: int = 3,
        requesters: int = 0,
        fresh: bool = True,
        options: tuple[str, ...] = (),
        prefix: tuple[str, ...] = (),
    ):
        """Starts it: `options` go to `quorate dev`, `prefix` is a command that runs each of its processes."""
        self.binary = binary
        self.options = options
        self.prefix = prefix
        self.folder = folder
        self.data = folder / "data"
        self.count = custodians
        self.threshold = threshold
        self.requesters = requesters
        self.options = options
        self.port_base = free_port_base(custodians + requesters)
        self.dev: subprocess.Popen[bytes] | None = None
        self.replacements: dict[int, subprocess.Popen[bytes]] = {}
        self.folder.mkdir(parents=True, exist_ok=True)
        self.start(fresh=fresh)

    # Start and stop

    def start(self, fresh: bool = False) -> None:
        """Starts `quorate dev` and waits for its line that begins `ready`."""
        self.dev = self.spawn(*self.dev_arguments(fresh), log="dev")
        try:
            wait_until(lambda: self._is_ready() or self.dev.poll() is not None, START_SECONDS, "a line `ready`")
            assert self.dev.poll() is None, f"quorate dev ended by itself\n{self.log_tail('dev')}"
        except BaseException:
            self.close()
            raise

    def dev_arguments(self, fresh: bool) -> list[str]:
        options = {
            "--data": self.data,
            "--port-base": self.port_base,
            "--account": ACCOUNT,
            "--custodians": self.count,
            "--threshold": self.threshold,
            "--requesters": self.requesters,
        }
        flat = [str(part) for option in options.items() for part in option]
        return ["dev", *flat, *self.options, *(["--fresh"] if fresh else [])]

    def spawn(
        self,
        *arguments: str,
        log: str,
        binary: Path | None = None,
        prefix: tuple[str, ...] = (),
        environment: dict[str, str] | None = None,
    ) -> subprocess.Popen[bytes]:
        """Starts an executable of ours, with its output in FOLDER/LOG.out and FOLDER/LOG.err."""
        with open(self.folder / f"{log}.out", "wb") as out, open(self.folder / f"{log}.err", "ab") as err:
            return subprocess.Popen(
                [*self.prefix, *prefix, binary or self.binary, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                env={**clean_environment(), **(environment or {})},
            )

    def stop(self) -> None:
        """SIGTERM to everything; each process drains and exits 0."""
        self.start_stopping()
        for index, process in self.replacements.items():
            assert process.wait(STOP_SECONDS) == 0, f"custodian {index}: {self.log_tail(f'custodian-{index}')}"
        self.replacements.clear()
        assert self.dev.wait(STOP_SECONDS) == 0, self.log_tail("dev")
        children = self.custodians
        wait_until(lambda: not any(is_alive(child.pid) for child in children), 5, "custodians gone with quorate dev")

    def start_stopping(self) -> None:
        for process in (*self.replacements.values(), self.dev):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)

    def kill_all(self) -> None:
        """SIGKILL to gateway and hub; their custodians die with them, and those started since are killed too."""
        children = self.custodians
        for process in (self.dev, *self.replacements.values()):
            process.kill()
            process.wait(10)
        self.replacements.clear()
        wait_until(lambda: not any(is_alive(child.pid) for child in children), 10, "custodians gone with quorate dev")

    def close(self) -> None:
        """Ends whatever of the fleet still runs, however the test went."""
        for process in (*self.replacements.values(), self.dev):
            if process is not None and process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
                process.wait(10)

    def __enter__(self) -> "Fleet":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        try:
            if kind is None and self.dev.poll() is None:
                self.stop()
        finally:
            self.close()

    def copy_data(self, to: Path) -> Path:
        """Copies the data folder as an operator would, with its modes."""
        shutil.copytree(self.data, to, symlinks=True)
        return to

    # What the fleet says of itself

    @property
    def env(self) -> dict[str, str]:
        return read_exports((self.data / "env").read_text())

    @property
    def description(self) -> dict:
        return json.loads((self.data / "fleet.json").read_text())

    @property
    def custodians(self) -> list[Custodian]:
        names = Custodian.__dataclass_fields__
        return [Custodian(**{name: entry[name] for name in names}) for entry in self.description["custodians"]]

    def custodian(self, index: int) -> Custodian:
        return next(custodian for custodian in self.custodians if custodian.index == index)

    def index_of(self, custodian_id: str) -> int:
        return next(custodian.index for custodian in self.custodians if custodian.id == custodian_id)

    def log_tail(self, log: str) -> str:
        return "".join(
            (self.folder / f"{log}.{stream}").read_text(errors="replace")[-4000:] for stream in ("out", "err")
        )

    def _is_ready(self) -> bool:
        lines = (self.folder / "dev.out").read_text(errors="replace").splitlines(keepends=True)
        return any(line.startswith("ready") and line.endswith("\n") for line in lines)

    # Custodians

    def pid_of(self, index: int) -> int:
        replacement = self.replacements.get(index)
        return replacement.pid if replacement else self.custodian(index).pid

    def kill_custodian(self, index: int) -> None:
        replacement = self.replacements.pop(index, None)
        if replacement:
            replacement.kill()
            replacement.wait(10)
        else:
            kill(self.custodian(index).pid, of=self.binary)

    def config_of(self, index: int) -> str:
        return str(self.data / f"custodian-{index}" / "quorate.yaml")

    def start_custodian(
        self, index: int, lie: str | None = None, options: tuple[str, ...] = (), **how: object
    ) -> None:
        """Starts a custodian that was killed, as an operator does, or a lying one in its place, and waits for it.

        `options` are the liar's, and `how` goes to `spawn`.
        """
        config = self.config_of(index)
        log = f"custodian-{index}"
        if lie:
            binary = self.binary.with_name("lying-custodian")
            process = self.spawn("--config", config, "--lie", lie, *options, log=log, binary=binary, **how)
        else:
            process = self.spawn("custodian", "--config", config, log=log, **how)
        self.replacements[index] = process
        wait_until(lambda: process.poll() is not None or self.is_listening(index), 20, f"custodian {index} listening")
        assert process.poll() is None, f"custodian {index} ended by itself\n{self.log_tail(log)}"
        if not lie:  # a liar may not look like one that serves
            self.wait_until_reachable(index)

    def wait_until_reachable(self, index: int, reachable: bool = True) -> None:
        """Waits until the gateway has the custodian for its quorums, or has it no more."""
        what = f"custodian {index} in service again" if reachable else f"the loss of custodian {index} noticed"
        wait_until(lambda: self.is_reachable(index) is reachable, 20, what)

    def is_listening(self, index: int) -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex(("127.0.0.1", self.custodian(index).port)) == 0

    def freeze(self, index: int) -> None:
        send(self.pid_of(index), signal.SIGSTOP, of=self.binary)

    def thaw(self, index: int) -> None:
        send(self.pid_of(index), signal.SIGCONT, of=self.binary)

    # The command line

    def run(
        self, *arguments: str, seconds: float = 30, prefix: tuple[str, ...] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Runs `quorate` as an operator of this fleet would, after `source DIR/env`."""
        return subprocess.run(
            [*prefix, self.binary, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            env={**clean_environment(), **self.env},
        )

    def status(self) -> dict:
        """`quorate status --format json`."""
        result = self.run("status", "--format", "json")
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    def status_of(self, index: int) -> dict:
        name = self.custodian(index).id
        return next(entry for entry in self.status()["custodians"] if entry["id"] == name)

    def is_reachable(self, index: int) -> bool:
        """Whether the gateway has the custodian for its quorums."""
        return self.status_of(index)["reachable"] is True
