"""`quorate bench` as an operator runs it: what it prints, and that no key of it is left enabled."""

import json
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from botocore.client import BaseClient

from support import audit
from support.clients import kms_client
from support.environment import clean_environment
from support.fleet import Fleet
from support.processes import wait_until

QUICK = ("bench", "--connections", "1,4", "--seconds", "0.5")
FIGURES = ("p50", "p90", "p99", "p999", "maximum")


def states(kms: BaseClient) -> dict[str, str]:
    """The states of the keys that runs have made."""
    keys = [kms.describe_key(KeyId=entry["KeyId"])["KeyMetadata"] for entry in kms.list_keys(Limit=1000)["Keys"]]
    return {key["KeyId"]: key["KeyState"] for key in keys if key["Description"] == "quorate bench"}


def running(fleet: Fleet, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [fleet.binary, "bench", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**clean_environment(), **fleet.env},
    )


def test_a_run_as_json_has_plausible_figures(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    operations = ["Encrypt", "Decrypt", "GenerateDataKey", "Sign"]
    result = fleet.run(*QUICK, "--operations", ",".join(operations), "--format", "json", seconds=90)
    assert result.returncode == 0, result.stderr
    rows = json.loads(result.stdout)
    assert [(row["operation"], row["connections"]) for row in rows] == [(name, n) for name in operations for n in (1, 4)]
    for row in rows:
        assert row["requests"] > 0
        # A run ends with the requests that are under way, so it may take longer than was asked for.
        assert 0 < row["requestsPerSecond"] <= row["requests"] / 0.5
        assert 0 < row["p50"]
        assert [row[name] for name in FIGURES] == sorted(row[name] for name in FIGURES)
        assert row["connections"] / row["requestsPerSecond"] * 1000 < 10 * row["maximum"]
    assert list(states(kms_client(fleet)).values()) == ["PendingDeletion"] * 2


def test_a_run_as_a_table_has_a_row_a_measurement(fleet: Fleet) -> None:
    result = fleet.run(*QUICK, "--operations", "Encrypt", seconds=60)
    assert result.returncode == 0, result.stderr
    heading, *rows = result.stdout.splitlines()
    assert heading.split()[:3] == ["OPERATION", "CONNS", "REQ/S"]
    assert [row.split()[:2] for row in rows] == [["Encrypt", "1"], ["Encrypt", "4"]]
    assert all(float(figure) > 0 for row in rows for figure in row.split()[2:])


def test_a_run_over_given_keys_uses_each_and_deletes_none(own_fleet: Callable[..., Fleet], tmp_path: Path) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    given = [kms.create_key(Description="given")["KeyMetadata"]["Arn"] for _ in range(3)]
    names = tmp_path / "keys"
    names.write_text("\n".join(given) + "\n")
    result = fleet.run(*QUICK, "--operations", "Encrypt", "--keys", str(names), seconds=60)
    assert result.returncode == 0, result.stderr
    encrypts = [r for r in audit.records(audit.gateway_log(fleet)) if r["eventName"] == "Encrypt"]
    assert {resource["ARN"] for record in encrypts for resource in record["resources"]} == set(given)
    assert [kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] for key in given] == ["Enabled"] * 3
    assert list(states(kms).values()) == ["PendingDeletion"]


def test_a_run_that_fails_leaves_no_key_enabled(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    run = running(fleet, "--operations", "Encrypt", "--connections", "2", "--seconds", "60")
    try:
        wait_until(lambda: len(states(kms)) == 2, 20, "the keys of the run")
        time.sleep(1)
        for index in (1, 2, 3):
            fleet.kill_custodian(index)
        _, complaint = run.communicate(timeout=30)
    finally:
        run.kill()
        run.communicate()
    assert run.returncode == 2
    assert "KeyUnavailableException" in complaint
    assert list(states(kms).values()) == ["PendingDeletion"] * 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_a_run_that_is_interrupted_leaves_no_key_enabled(own_fleet: Callable[..., Fleet], number: signal.Signals) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    run = running(fleet, "--operations", "Sign", "--connections", "4", "--seconds", "60")
    try:
        wait_until(lambda: len(states(kms)) == 2, 20, "the keys of the run")
        run.send_signal(number)
        _, complaint = run.communicate(timeout=15)
    finally:
        run.kill()
        run.communicate()
    assert run.returncode == 1
    assert "interrupted" in complaint
    assert list(states(kms).values()) == ["PendingDeletion"] * 2


def test_keys_that_cannot_be_deleted_are_named(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    run = running(fleet, "--operations", "Encrypt", "--connections", "1", "--seconds", "60")
    try:
        wait_until(lambda: len(states(kms)) == 2, 20, "the keys of the run")
        keys = list(states(kms))
        fleet.stop()
        _, complaint = run.communicate(timeout=60)
    finally:
        run.kill()
        run.communicate()
    assert run.returncode == 2
    assert all(key in complaint for key in keys)
    assert "schedule-key-deletion" in complaint


@pytest.mark.parametrize(
    "arguments",
    [
        ["--connections", ""],
        ["--connections", "0"],
        ["--connections", "1,x"],
        ["--connections", "9999999"],
        ["--operations", ""],
        ["--operations", "Shred"],
        ["--seconds", "0"],
        ["--seconds=-1"],
        ["--seconds", "nan"],
        ["--seconds", "inf"],
        ["--seconds", "1e30"],
        ["--keys", "no-such-file"],
        ["--keys", "/dev/null"],
    ],
    ids=" ".join,
)
def test_a_run_that_cannot_be_is_refused(fleet: Fleet, arguments: list[str]) -> None:
    result = fleet.run("bench", *arguments)
    assert result.returncode == 1
    assert arguments[0].partition("=")[0] in result.stderr
    assert not result.stdout
