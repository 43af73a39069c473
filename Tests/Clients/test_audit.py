"""The audit log: every operation is in it, nothing secret is, and a change to it is found."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from support import audit
from support.clients import kms_client
from support.fleet import ACCOUNT, Fleet
from support.keys import encrypt, new_key, new_signing_key, sign
from support.raw import RawKMS
from support.traffic import Traffic


def test_the_logs_of_gateway_and_custodians_verify(fleet: Fleet, kms: BaseClient, key: str) -> None:
    encrypt(kms, key, b"p")
    for folder in (audit.gateway_log(fleet), *(audit.custodian_log(fleet, index) for index in range(1, 6))):
        result = fleet.run("audit", "verify", str(folder))
        assert result.returncode == 0, result.stdout + result.stderr


def test_a_record_says_who_did_what_with_which_key(fleet: Fleet, kms: BaseClient, key: str) -> None:
    answer = kms.encrypt(KeyId=key, Plaintext=b"p", EncryptionContext={"order": "4711"})
    record = audit.record_of(fleet, answer)
    assert record["eventSource"] == "kms.amazonaws.com"
    assert record["eventName"] == "Encrypt"
    assert record["awsRegion"] == fleet.env["AWS_REGION"]
    assert record["userIdentity"]["arn"] == f"arn:aws:iam::{ACCOUNT}:user/dev"
    assert record["requestParameters"]["encryptionContext"] == {"order": "4711"}
    assert key in json.dumps(record["requestParameters"]) + json.dumps(record.get("resources", []))
    assert {"eventTime", "eventVersion", "sourceIPAddress"} <= record.keys()
    assert not record.get("errorCode")


def test_a_record_says_how_many_attempts_and_which_custodians(fleet: Fleet, kms: BaseClient, key: str) -> None:
    more = audit.record_of(fleet, kms.encrypt(KeyId=key, Plaintext=b"p"))["additionalEventData"]
    known = {custodian.id for custodian in fleet.custodians}
    assert more["attempts"] >= 1
    assert len(set(more["custodians"])) >= fleet.threshold
    assert set(more["custodians"]) <= known
    assert int(more["keyVersion"]) == 1
    assert int(more["epoch"]) == 1
    assert not more.get("blamed")


def test_a_refused_request_is_recorded_with_its_error(fleet: Fleet, kms: BaseClient) -> None:
    with pytest.raises(ClientError) as caught:
        kms.describe_key(KeyId="alias/missing")
    record = audit.record_of(fleet, caught.value.response)
    assert record["eventName"] == "DescribeKey"
    assert record["errorCode"].removesuffix("Exception") == "NotFound"
    assert record["errorMessage"]


def test_a_request_with_a_wrong_signature_is_recorded(fleet: Fleet, raw: RawKMS) -> None:
    answer = raw.call("ListKeys", signer=raw.signer(secret_key="x" * 40))
    found = [r for r in audit.records(audit.gateway_log(fleet)) if r.get("requestID") == answer.request_id]
    assert len(found) == 1
    assert found[0]["errorCode"]


def test_every_answer_is_in_the_log_once(fleet: Fleet, kms: BaseClient, key: str, signing_key: str) -> None:
    answers = [
        kms.encrypt(KeyId=key, Plaintext=b"p"),
        kms.generate_data_key(KeyId=key, KeySpec="AES_256"),
        kms.generate_random(NumberOfBytes=8),
        kms.list_keys(),
        kms.list_aliases(),
        kms.get_public_key(KeyId=signing_key),
        kms.get_key_policy(KeyId=key, PolicyName="default"),
        kms.sign(KeyId=signing_key, Message=b"m", SigningAlgorithm="ED25519_SHA_512"),
    ]
    for answer in answers:
        audit.record_of(fleet, answer)


def test_custodians_witness_what_the_gateway_did(fleet: Fleet, kms: BaseClient) -> None:
    key, signing_key = new_key(kms), new_signing_key(kms)
    encrypt(kms, key, b"p")
    sign(kms, signing_key, b"m")
    for used in (key, signing_key):
        witnesses = [
            index
            for index in range(1, 6)
            if any(used in json.dumps(record) for record in audit.records(audit.custodian_log(fleet, index)))
        ]
        assert len(witnesses) >= fleet.threshold


def test_no_secret_is_in_any_log(fleet: Fleet, kms: BaseClient, key: str, signing_key: str) -> None:
    plaintext = b"PLANTED-IN-A-PLAINTEXT"
    message = b"PLANTED-IN-A-MESSAGE"
    ciphertext = encrypt(kms, key, plaintext)
    assert kms.decrypt(CiphertextBlob=ciphertext)["Plaintext"] == plaintext
    sign(kms, signing_key, message)
    logs = [*fleet.folder.glob("*.out"), *fleet.folder.glob("*.err"), *fleet.data.rglob("*.jsonl")]
    assert len(logs) > 6
    for log in logs:
        content = log.read_bytes()
        assert b"PLANTED" not in content, log
        assert b"UExBTlRFR" not in content, log  # the same in base64
        if log.suffix == ".jsonl":
            assert fleet.env["AWS_SECRET_ACCESS_KEY"].encode() not in content, log


# A log that was tampered with


@pytest.fixture(scope="module")
def written(fleet: Fleet, kms: BaseClient, key: str) -> Path:
    """A gateway's log of some length."""
    for number in range(10):
        encrypt(kms, key, b"p", {"number": str(number)})
    return audit.gateway_log(fleet)


def changed(lines: list[bytes]) -> list[bytes]:
    middle = len(lines) // 2
    return [*lines[:middle], lines[middle].replace(b"eventName", b"eventNane", 1), *lines[middle + 1 :]]


def renumbered(lines: list[bytes]) -> list[bytes]:
    record = json.loads(lines[4])
    record["eventTime"] = "2020-01-01T00:00:00Z"
    return [*lines[:4], json.dumps(record, separators=(",", ":")).encode() + b"\n", *lines[5:]]


def swapped(lines: list[bytes]) -> list[bytes]:
    return [*lines[:3], lines[4], lines[3], *lines[5:]]


TAMPERING: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "a-record-changed": changed,
    "a-record-rewritten": renumbered,
    "the-first-missing": lambda lines: lines[1:],
    "the-last-missing": lambda lines: lines[:-1],
    "one-missing": lambda lines: [*lines[:4], *lines[5:]],
    "two-swapped": swapped,
    "one-twice": lambda lines: [*lines[:4], lines[3], *lines[4:]],
    "a-line-put-in": lambda lines: [*lines[:4], b"{}\n", *lines[4:]],
    "a-line-of-noise": lambda lines: [*lines[:4], b"\xff\x00noise\n", *lines[4:]],
    "cut-in-the-middle-of-a-line": lambda lines: [*lines[:-1], lines[-1][:40]],
}


@pytest.mark.parametrize("name", TAMPERING)
def test_tampering_is_found(fleet: Fleet, written: Path, tmp_path: Path, name: str) -> None:
    copy = tmp_path / "audit"
    shutil.copytree(written, copy)
    assert fleet.run("audit", "verify", str(copy)).returncode == 0

    file = audit.files(copy)[0]
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(TAMPERING[name](lines)))
    result = fleet.run("audit", "verify", str(copy))
    assert result.returncode in (1, 2), result.stdout
    assert file.name in result.stdout + result.stderr


def without_its_end(written: Path, copy: Path) -> Path:
    """A log whose last records were cut off together with the file that says how far it had come, and checkpoints."""
    shutil.copytree(written, copy)
    audit.cut(copy, len(audit.records(copy)) - 5)
    (copy / "audit.head").unlink()
    return copy


def test_a_log_whose_end_is_not_known_does_not_pass(fleet: Fleet, written: Path, tmp_path: Path) -> None:
    copy = without_its_end(written, tmp_path / "audit")
    result = fleet.run("audit", "verify", str(copy))
    assert result.returncode == 2
    assert "the end is not known" in result.stdout
    assert "audit.head" in result.stderr
    assert "--allow-unknown-end" in result.stderr

    shown = fleet.run("audit", "verify", str(copy), "--format", "json")
    assert shown.returncode == 2
    report = json.loads(shown.stdout)
    assert report["endKnown"] is False
    assert report["whole"] is True
    assert any("audit.head" in remark for remark in report["remarks"])


def test_a_log_whose_end_is_not_known_may_be_accepted(fleet: Fleet, written: Path, tmp_path: Path) -> None:
    copy = without_its_end(written, tmp_path / "audit")
    result = fleet.run("audit", "verify", str(copy), "--allow-unknown-end")
    assert result.returncode == 0, result.stderr
    assert "the end is not known" in result.stdout

    file = audit.files(copy)[-1]
    file.write_bytes(b"".join(changed(file.read_bytes().splitlines(keepends=True))))
    assert fleet.run("audit", "verify", str(copy), "--allow-unknown-end").returncode == 2


def test_a_half_written_last_line_is_said(fleet: Fleet, written: Path, tmp_path: Path) -> None:
    copy = tmp_path / "audit"
    shutil.copytree(written, copy)
    file = audit.files(copy)[-1]
    with file.open("ab") as log:
        log.write(b'{"eventVersion":"1.11","eventTi')
    place = f"{file.name}:{len(file.read_bytes().splitlines())}"

    result = fleet.run("audit", "verify", str(copy))
    assert result.returncode == 0, result.stderr
    assert f"{place}: half written" in result.stdout
    report = json.loads(fleet.run("audit", "verify", str(copy), "--format", "json").stdout)
    assert report["tornTail"] == place
    assert report["endKnown"] is True


def test_a_folder_that_is_none_is_refused(fleet: Fleet, tmp_path: Path) -> None:
    result = fleet.run("audit", "verify", str(tmp_path / "missing"))
    assert result.returncode in (1, 2)
    assert result.stderr.strip()


def test_the_log_goes_on_and_verifies_after_a_kill(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    key = new_key(kms)
    answers = [kms.encrypt(KeyId=key, Plaintext=b"p")]
    for _ in range(3):
        fleet.kill_all()
        fleet.start()
        answers.append(kms_client(fleet).encrypt(KeyId=key, Plaintext=b"p"))
    for folder in (audit.gateway_log(fleet), *(audit.custodian_log(fleet, index) for index in range(1, 6))):
        result = fleet.run("audit", "verify", str(folder))
        assert result.returncode == 0, result.stdout + result.stderr
    for answer in answers:
        audit.record_of(fleet, answer)


def test_a_log_cut_off_by_a_crash_is_taken_up_again(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    new_key(kms_client(fleet))
    fleet.kill_all()
    with open(audit.files(audit.gateway_log(fleet))[-1], "ab") as log:
        log.write(b'{"eventVersion":"1.11","eventTi')
    fleet.start()
    new_key(kms_client(fleet))
    result = fleet.run("audit", "verify", str(audit.gateway_log(fleet)))
    assert result.returncode == 0, result.stdout + result.stderr


def verified(fleet: Fleet, *arguments: str) -> subprocess.CompletedProcess[str]:
    return fleet.run("audit", "verify", *(arguments or (str(fleet.data),)))


def test_the_logs_of_a_fleet_witness_each_other(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    traffic = Traffic.prepare(kms_client(fleet))
    traffic.run()
    live = verified(fleet)
    assert live.returncode == 0, live.stdout + live.stderr
    assert "have the records of the custodians that they rest on" in live.stdout
    traffic.run()
    fleet.stop()
    whole = json.loads(verified(fleet, str(fleet.data), "--format", "json").stdout)
    assert whole["agreement"]["requests"] > 0
    assert len(whole["logs"]) == 7  # of the hub too, which says what operators have changed

    # What a log lacks others know of: a custodian's and the gateway's of before.
    for folder, word in ((audit.custodian_log(fleet, 2), "has no record of it"), (audit.gateway_log(fleet), "no record")):
        kept = folder.with_name("kept")
        shutil.copytree(folder, kept)
        audit.cut(folder, len(audit.records(folder)) - 6, killed=False)
        together = verified(fleet)
        assert together.returncode == 2
        assert word in together.stdout, together.stdout
        shutil.rmtree(folder)
        kept.rename(folder)
    assert verified(fleet).returncode == 0


def test_trap_40_a_log_file_that_is_taken_away_is_noticed(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    key = new_key(kms)
    encrypt(kms, key, b"p")
    (file,) = audit.files(audit.gateway_log(fleet))
    file.unlink()
    encrypt(kms, key, b"p")
    records = audit.records(audit.gateway_log(fleet))
    assert records[0]["eventName"] == "AuditLogFileGone"
    assert file.name in records[0]["errorMessage"]
    assert fleet.status()["audit"]["lost"] == [str(file)]
    assert "FILE GONE" in fleet.run("status").stdout
    assert any("log file is gone" in line for line in fleet.log_tail("dev").splitlines())
    assert verified(fleet, str(audit.gateway_log(fleet))).returncode == 2
