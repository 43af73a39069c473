"""Processes as the kernel sees them: no core dumps, nothing read by others, memory locked, ports on loopback alone."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from support.clients import kms_client
from support.environment import clean_environment
from support.fleet import Fleet
from support.traffic import Traffic

NOBODY = 65534
IS_ROOT = os.geteuid() == 0
# A process that may lock no memory. Root could all the same, so that capability is taken from it.
WITHOUT_LOCKS = (
    *(("setpriv", "--bounding-set=-ipc_lock", "--inh-caps=-ipc_lock") if IS_ROOT else ()),
    "prlimit",
    "--memlock=0",
)


@pytest.fixture(params=["dev", 1, 5])
def process(fleet: Fleet, request: pytest.FixtureRequest) -> Path:
    pid = fleet.dev.pid if request.param == "dev" else fleet.pid_of(request.param)
    return Path(f"/proc/{pid}")


def kilobytes(pid: int, name: str) -> int:
    return int(re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)[1])


def test_no_core_is_dumped(process: Path) -> None:
    (limit,) = re.findall(r"^Max core file size +(\S+)", (process / "limits").read_text(), re.MULTILINE)
    assert limit == "0"


def test_a_custodian_locks_all_of_its_memory(fleet: Fleet, key: str) -> None:
    def unlocked(pid: int) -> int:
        return kilobytes(pid, "VmSize") - kilobytes(pid, "VmLck")

    for custodian in fleet.custodians:
        # All but the few pages that the kernel itself puts into every process.
        assert unlocked(custodian.pid) < 256, custodian.id
    # The look can tell: the process of gateway and hub locks nothing, as the threat model says.
    assert unlocked(fleet.dev.pid) > 256


# Reading by others of the same user


@pytest.fixture(scope="module")
def unprivileged(fleet: Fleet, binary: Path) -> Iterator[Fleet]:
    """A fleet of a user who is not root, whom the kernel would let read everything."""
    if not IS_ROOT:
        yield fleet
        return
    folder = Path(tempfile.mkdtemp(prefix="quorate-", dir="/tmp"))
    try:
        os.chown(folder, NOBODY, NOBODY)
        executable = folder / binary.name
        shutil.copy(binary, executable)
        executable.chmod(0o755)
        with Fleet(executable, folder, prefix=as_nobody()) as running:
            yield running
    finally:
        shutil.rmtree(folder)


def as_nobody() -> tuple[str, ...]:
    """Runs a command as a user who may do nothing but lock memory; the same for who looks and who is looked at."""
    user = (f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    return ("setpriv", *user, "--inh-caps=+ipc_lock", "--ambient-caps=+ipc_lock") if IS_ROOT else ()


def can_read(path: str) -> bool:
    """Whether another process of the same user may look into this one."""
    command = [*as_nobody(), "head", "-c", "1", path]
    return subprocess.run(command, capture_output=True, timeout=10, env=clean_environment()).returncode == 0


def test_no_process_of_the_same_user_looks_into_ours(unprivileged: Fleet) -> None:
    sleeper = subprocess.Popen([*as_nobody(), "sleep", "60"])
    try:
        # Until it has become nobody's it is root's.
        deadline = time.monotonic() + 10
        while not can_read(f"/proc/{sleeper.pid}/environ"):
            assert time.monotonic() < deadline, "the look itself fails, and so says nothing"
    finally:
        sleeper.kill()
        sleeper.wait(10)
    for pid in (unprivileged.dev.pid, *(custodian.pid for custodian in unprivileged.custodians)):
        assert "quorate" in Path(f"/proc/{pid}/cmdline").read_text()
        # What only a debugger may read: environment, memory, maps. A process that is not dumpable gives them to root.
        for name in ("environ", "maps", "auxv"):
            assert not can_read(f"/proc/{pid}/{name}"), f"{name} of process {pid}"
        assert Path(f"/proc/{pid}/mem").stat().st_uid == 0


# Where memory cannot be locked


def test_a_custodian_that_cannot_lock_its_memory_does_not_start(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    fleet.kill_custodian(2)
    refusal = fleet.run("custodian", "--config", fleet.config_of(2), prefix=WITHOUT_LOCKS)
    assert refusal.returncode == 1
    for part in ("does not start", "memory could not be locked", "ulimit -l", "allowUnhardened"):
        assert part in refusal.stderr
    # With its limit back it does.
    fleet.start_custodian(2)
    Traffic.prepare(kms_client(fleet)).run()


@pytest.mark.parametrize("where", ["environment", "file"])
def test_a_custodian_runs_unhardened_where_it_is_told_to_and_says_so(
    own_fleet: Callable[..., Fleet], where: str
) -> None:
    fleet = own_fleet()
    assert "UNHARDENED" not in fleet.run("status").stdout
    assert fleet.status_of(2)["detail"]["hardened"] is True
    fleet.kill_custodian(2)
    environment = {}
    if where == "environment":
        environment = {"QUORATE_ALLOW_UNHARDENED": "true"}
    else:
        with open(fleet.config_of(2), "a") as config:
            config.write("allowUnhardened: true\n")
    fleet.start_custodian(2, prefix=WITHOUT_LOCKS, environment=environment)
    assert "running unhardened" in fleet.log_tail("custodian-2")
    assert fleet.status_of(2)["detail"]["hardened"] is False
    rows = [line for line in fleet.run("status").stdout.splitlines() if "UNHARDENED" in line]
    assert [fleet.custodian(2).id in row for row in rows] == [True]
    # It serves, and what does not need the limit is in force.
    Traffic.prepare(kms_client(fleet)).run()
    limits = Path(f"/proc/{fleet.pid_of(2)}/limits").read_text()
    assert re.search(r"^Max core file size +0 ", limits, re.MULTILINE)


def test_no_secret_is_on_a_command_line_or_in_a_custodians_environment(fleet: Fleet, process: Path) -> None:
    secret = fleet.env["AWS_SECRET_ACCESS_KEY"].encode()
    assert secret not in (process / "cmdline").read_bytes()
    # A process that is not dumpable shows its environment to root alone.
    with suppress(PermissionError):
        assert secret not in (process / "environ").read_bytes()


def test_every_port_is_on_loopback(fleet: Fleet) -> None:
    ports = {fleet.port_base, fleet.port_base + 1, *(custodian.port for custodian in fleet.custodians)}
    listening = {}
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            address, state = line.split()[1], line.split()[3]
            host, port = address.split(":")
            if state == "0A" and int(port, 16) in ports:
                listening[int(port, 16)] = host
    assert listening == dict.fromkeys(ports, "0100007F")
