"""Processes as the kernel sees them: no core dumps, secrets locked in memory, ports on loopback alone."""

import re
from contextlib import suppress
from pathlib import Path

import pytest

from support.fleet import Fleet


@pytest.fixture(params=["dev", 1, 5])
def process(fleet: Fleet, request: pytest.FixtureRequest) -> Path:
    pid = fleet.dev.pid if request.param == "dev" else fleet.pid_of(request.param)
    return Path(f"/proc/{pid}")


def test_no_core_is_dumped(process: Path) -> None:
    (limit,) = re.findall(r"^Max core file size +(\S+)", (process / "limits").read_text(), re.MULTILINE)
    assert limit == "0"


def test_a_custodian_locks_its_secrets_in_memory(fleet: Fleet, key: str) -> None:
    for custodian in fleet.custodians:
        status = Path(f"/proc/{custodian.pid}/status").read_text()
        assert int(re.search(r"VmLck:\s+(\d+) kB", status)[1]) > 0, custodian.id


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
