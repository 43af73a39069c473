"""Users and access keys: `quorate access create|list|rotate|revoke`."""

import json
import time

from botocore.client import BaseClient

from support import audit
from support.access import new_user, user
from support.fleet import ACCOUNT, Fleet
from support.keys import new_key
from support.refusals import refused


def test_a_user_is_known_by_its_access_key(fleet: Fleet, kms: BaseClient, key: str) -> None:
    alice = new_user(fleet, "alice")
    assert alice.arn == f"arn:aws:iam::{ACCOUNT}:user/alice"
    sealed = alice.kms.encrypt(KeyId=key, Plaintext=b"p")["CiphertextBlob"]
    assert kms.decrypt(CiphertextBlob=sealed)["Plaintext"] == b"p"
    (record,) = [
        record
        for record in audit.records(audit.gateway_log(fleet))
        if record["eventName"] == "Encrypt" and record["userIdentity"].get("accessKeyId") == alice.id
    ]
    assert record["userIdentity"]["arn"] == alice.arn
    assert record["userIdentity"]["userName"] == "alice"

    statement = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "kms:*", "Resource": "*"}
    denied = {"Effect": "Deny", "Principal": {"AWS": alice.arn}, "Action": "kms:Encrypt", "Resource": "*"}
    shut = new_key(kms, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement, denied]}))
    kms.encrypt(KeyId=shut, Plaintext=b"p")
    with refused("AccessDeniedException"):
        alice.kms.encrypt(KeyId=shut, Plaintext=b"p")


def test_a_revoked_access_key_is_refused_at_once(fleet: Fleet, key: str) -> None:
    bob = new_user(fleet, "bob")
    bob.kms.describe_key(KeyId=key)
    revoked = fleet.run("access", "revoke", bob.id)
    assert revoked.returncode == 0, revoked.stderr
    with refused("UnrecognizedClientException"):
        bob.kms.describe_key(KeyId=key)
    again = fleet.run("access", "revoke", bob.id)
    assert again.returncode == 2
    assert "access list" in again.stderr


def test_access_keys_rotate_with_an_overlap(fleet: Fleet, key: str) -> None:
    old = new_user(fleet, "carol")
    rotated = fleet.run("access", "rotate", old.id, "--overlap-hours", str(3 / 3600), "--format", "json")
    assert rotated.returncode == 0, rotated.stderr
    new = user(fleet, rotated.stdout)
    assert new.arn == old.arn and new.id != old.id and new.secret != old.secret
    old.kms.describe_key(KeyId=key)
    new.kms.describe_key(KeyId=key)
    listed = json.loads(fleet.run("access", "list", "--format", "json").stdout)
    assert {entry["accessKeyId"]: entry.get("ends") is not None for entry in listed if entry["user"] == "carol"} == {
        old.id: True,
        new.id: False,
    }
    assert not any("secretAccessKey" in entry for entry in listed)
    time.sleep(3.2)
    with refused("UnrecognizedClientException"):
        old.kms.describe_key(KeyId=key)
    new.kms.describe_key(KeyId=key)


def test_what_operators_change_is_on_record_at_the_hub(fleet: Fleet) -> None:
    grace = new_user(fleet, "grace")
    assert fleet.run("access", "revoke", grace.id).returncode == 0
    assert fleet.run("access", "revoke", grace.id).returncode == 2
    log = fleet.data / "hub" / "audit"
    records = [
        (record["eventName"], record.get("errorCode"))
        for record in audit.records(log)
        if record["eventSource"] != "audit.quorate"
        and (
            record["requestParameters"].get("accessKeyId") == grace.id
            or record["requestParameters"].get("user") == "grace"
        )
    ]
    assert records == [
        ("CreateAccessKey", None),
        ("RevokeAccessKey", None),
        ("RevokeAccessKey", None),
        ("RevokeAccessKey", "Refused"),
    ]
    assert not any(grace.secret.encode() in file.read_bytes() for file in audit.files(log))


def test_the_table_names_keys_and_users_and_no_secret(fleet: Fleet) -> None:
    dave = new_user(fleet, "dave")
    table = fleet.run("access", "list").stdout
    assert dave.id in table and dave.arn in table and dave.secret not in table


def test_what_makes_no_access_key_says_why(fleet: Fleet) -> None:
    for _ in range(2):
        new_user(fleet, "erin")
    for arguments, word in ((("erin",), "2 access keys"), (("a/b",), "name"), (("erin", "--account", "7"), "12")):
        result = fleet.run("access", "create", *arguments)
        assert result.returncode == 2
        assert word in result.stderr, result.stderr


def test_no_secret_of_an_access_key_is_in_a_file(fleet: Fleet) -> None:
    secret = new_user(fleet, "frank").secret.encode()
    for path in fleet.folder.rglob("*"):
        if path.is_file():
            assert secret not in path.read_bytes(), path


def test_an_operator_opens_a_key_that_its_policy_locks(fleet: Fleet, kms: BaseClient, tmp_path) -> None:
    nobody = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:user/nobody"}, "Action": "kms:*"}
    locked = json.dumps({"Version": "2012-10-17", "Statement": [{**nobody, "Resource": "*"}]})
    key = new_key(kms, Policy=locked, BypassPolicyLockoutSafetyCheck=True)
    with refused("AccessDeniedException"):
        kms.describe_key(KeyId=key)
    document = tmp_path / "policy.json"
    everyone = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "kms:*", "Resource": "*"}

    document.write_text(json.dumps({"Version": "2012-10-17", "Statement": [{**everyone, "Action": "kms:Encript"}]}))
    found = fleet.run("policy", "put", key, str(document))
    assert found.returncode == 1
    assert "kms:Encript" in found.stdout and "--force" in found.stdout
    with refused("AccessDeniedException"):
        kms.describe_key(KeyId=key)
    document.write_text("{}")
    refusal = fleet.run("policy", "put", key, str(document))
    assert refusal.returncode == 2 and "refused" in refusal.stderr

    document.write_text(json.dumps({"Version": "2012-10-17", "Statement": [everyone]}))
    put = fleet.run("policy", "put", key, str(document))
    assert put.returncode == 0, put.stderr
    kms.describe_key(KeyId=key)
    assert json.loads(kms.get_key_policy(KeyId=key)["Policy"])["Statement"] == [everyone]
