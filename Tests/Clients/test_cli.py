"""The `quorate` command as an operator uses it."""

import json
import subprocess
from collections.abc import Callable

import pytest
from botocore.client import BaseClient

from support import audit
from support.clients import kms_client
from support.environment import clean_environment
from support.fleet import Fleet
from support.keys import encrypt


def test_status_names_every_custodian_and_the_margin(fleet: Fleet) -> None:
    result = fleet.run("status")
    assert result.returncode == 0, result.stderr
    for custodian in fleet.custodians:
        assert custodian.id in result.stdout
        assert custodian.region in result.stdout
    assert "margin" in result.stdout.lower()


def test_status_as_json(fleet: Fleet, key: str) -> None:
    status = fleet.status()
    assert [entry["id"] for entry in status["custodians"]] == [custodian.id for custodian in fleet.custodians]
    assert all(entry["reachable"] is True for entry in status["custodians"])
    assert "margin" in json.dumps(status).lower()
    assert "epoch" in json.dumps(status).lower()


def test_status_shows_a_loss(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    fleet.kill_custodian(3)
    lost = fleet.custodian(3).id
    (entry,) = [entry for entry in fleet.status()["custodians"] if entry["id"] == lost]
    assert entry["reachable"] is False


def test_keys_are_listed_and_shown(fleet: Fleet, kms: BaseClient, key: str, signing_key: str) -> None:
    listed = fleet.run("key", "list")
    assert listed.returncode == 0, listed.stderr
    assert key in listed.stdout
    assert signing_key in listed.stdout

    shown = fleet.run("key", "show", key)
    assert shown.returncode == 0, shown.stderr
    for fact in (key, "SYMMETRIC_DEFAULT", "Enabled"):
        assert fact in shown.stdout


def test_keys_as_json(fleet: Fleet, key: str) -> None:
    listed = json.loads(fleet.run("key", "list", "--format", "json").stdout)
    assert key in json.dumps(listed)
    assert key in json.dumps(json.loads(fleet.run("key", "show", key, "--format", "json").stdout))


def test_a_key_that_is_none_is_refused(fleet: Fleet) -> None:
    result = fleet.run("key", "show", "00000000-0000-0000-0000-000000000000")
    assert result.returncode == 2
    assert result.stderr.strip()


def test_an_alias_of_two_regions_is_not_guessed_at(fleet: Fleet) -> None:
    regions = ("eu-south-1", "eu-south-2")
    arns = {}
    for region in regions:
        client = kms_client(fleet, region)
        metadata = client.create_key()["KeyMetadata"]
        client.create_alias(AliasName="alias/in-two-regions", TargetKeyId=metadata["KeyId"])
        arns[region] = metadata["Arn"]

    result = fleet.run("key", "show", "alias/in-two-regions")
    assert result.returncode == 2
    assert "--region" in result.stderr
    assert all(arn in result.stderr for arn in arns.values())
    for region in regions:
        names = (
            ("alias/in-two-regions", "--region", region),
            (arns[region],),
            (arns[region].replace(f"key/{arns[region].rpartition('/')[2]}", "alias/in-two-regions"),),
        )
        for name in names:
            shown = fleet.run("key", "show", *name)
            assert shown.returncode == 0, shown.stderr
            assert shown.stdout.splitlines()[0] == arns[region]
    elsewhere = fleet.run("key", "show", "alias/in-two-regions", "--region", "eu-south-3")
    assert elsewhere.returncode == 2
    assert "eu-south-3" in elsewhere.stderr


@pytest.mark.parametrize("count", ["0", "-3", "x", "99999999999999999999"])
def test_a_tail_of_no_records_is_refused(fleet: Fleet, count: str) -> None:
    result = fleet.run("audit", "tail", str(audit.gateway_log(fleet)), f"--count={count}")
    assert result.returncode == 1
    assert "count" in result.stderr


def test_a_tail_longer_than_the_log_is_all_of_it(fleet: Fleet, key: str) -> None:
    result = fleet.run("audit", "tail", str(audit.custodian_log(fleet, 1)), f"--count={2**63 - 1}", "--format", "json")
    assert result.returncode == 0, result.stderr
    assert len(result.stdout.splitlines()) == len(audit.records(audit.custodian_log(fleet, 1)))


def test_the_audit_log_is_verified_and_its_end_shown(fleet: Fleet, kms: BaseClient, key: str) -> None:
    encrypt(kms, key, b"p", {"last": "request"})
    folder = str(audit.gateway_log(fleet))
    verified = fleet.run("audit", "verify", folder)
    assert verified.returncode == 0, verified.stderr
    assert verified.stdout.strip()
    tail = fleet.run("audit", "tail", folder)
    assert tail.returncode == 0, tail.stderr
    assert "Encrypt" in tail.stdout

    json.loads(fleet.run("audit", "verify", folder, "--format", "json").stdout)
    lines = fleet.run("audit", "tail", folder, "--format", "json").stdout.splitlines()
    assert any(json.loads(line)["eventName"] == "Encrypt" for line in lines)


@pytest.mark.parametrize("arguments", [["--help"], ["dev", "--help"], ["status", "--help"], ["audit", "--help"]])
def test_help(fleet: Fleet, arguments: list[str]) -> None:
    result = fleet.run(*arguments)
    assert result.returncode == 0
    assert "USAGE" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [["no-such-command"], ["status", "--no-such-flag"], ["key", "show"], ["audit", "verify"], ["custodian"]],
    ids=" ".join,
)
def test_a_wrong_command_line_exits_1(fleet: Fleet, arguments: list[str]) -> None:
    result = fleet.run(*arguments)
    assert result.returncode == 1
    assert result.stderr.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--custodians", "5", "--threshold", "6"],
        ["--custodians", "5", "--threshold", "1"],
        ["--custodians", "0", "--threshold", "0"],
        ["--custodians", "100", "--threshold", "3"],
        ["--custodians=-5", "--threshold=-6"],
        ["--custodians", "9223372036854775807", "--threshold", "3"],
        ["--account", "12"],
        ["--port-base", "70000"],
        ["--port-base=-1"],
    ],
    ids=" ".join,
)
def test_a_fleet_that_cannot_be_is_refused(fleet: Fleet, tmp_path, arguments: list[str]) -> None:
    result = fleet.run("dev", "--data", str(tmp_path / "data"), *arguments)
    assert result.returncode == 1
    assert result.stderr.strip()


def test_a_custodian_without_its_config_is_refused(fleet: Fleet, tmp_path) -> None:
    result = fleet.run("custodian", "--config", str(tmp_path / "missing.yaml"))
    assert result.returncode == 1
    assert "missing.yaml" in result.stderr
    assert "custodian-N/quorate.yaml" in result.stderr


def test_no_fleet_at_the_other_end(fleet: Fleet) -> None:
    result = subprocess.run(
        [fleet.binary, "status"],
        capture_output=True,
        text=True,
        timeout=30,
        env={**clean_environment(), **fleet.env, "QUORATE_ADMIN_URL": "http://127.0.0.1:9"},
    )
    assert result.returncode in (1, 2)
    assert "127.0.0.1:9" in result.stderr


def test_a_reader_that_goes_away_is_no_crash(fleet: Fleet, key: str) -> None:
    command = f"'{fleet.binary}' key show {key} | head -1"
    result = subprocess.run(
        ["bash", "-c", f"set -o pipefail; for _ in 1 2 3 4 5; do {command} >/dev/null || exit; done"],
        capture_output=True,
        text=True,
        timeout=60,
        env={**clean_environment(), **fleet.env},
    )
    assert result.returncode == 0, result.stderr[-2000:]
