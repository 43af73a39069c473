"""Grants, as the AWS clients make, use and end them."""

import json
from collections.abc import Callable

import pytest
from botocore.client import BaseClient

from support.access import new_user
from support.clients import aws, kms_client
from support.fleet import ACCOUNT, Fleet
from support.keys import new_key
from support.refusals import refused

DEV = f"arn:aws:iam::{ACCOUNT}:user/dev"


def closed_key(kms: BaseClient, **request: object) -> str:
    """A key that its policy gives to the fleet's first user alone."""
    statement = {"Effect": "Allow", "Principal": {"AWS": DEV}, "Action": "kms:*", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return new_key(kms, Policy=policy, **request)


def test_a_grant_is_in_force_from_its_answer_to_its_end(fleet: Fleet, kms: BaseClient) -> None:
    key = closed_key(kms)
    app = new_user(fleet, "grantee-1")
    with refused("AccessDeniedException"):
        app.kms.encrypt(KeyId=key, Plaintext=b"p")
    made = kms.create_grant(KeyId=key, GranteePrincipal=app.arn, Operations=["Encrypt", "Decrypt"])
    sealed = app.kms.encrypt(KeyId=key, Plaintext=b"p", GrantTokens=[made["GrantToken"]])["CiphertextBlob"]
    assert app.kms.decrypt(CiphertextBlob=sealed)["Plaintext"] == b"p"
    with refused("AccessDeniedException"):
        app.kms.generate_data_key(KeyId=key, KeySpec="AES_256")
    (entry,) = kms.list_grants(KeyId=key)["Grants"]
    assert entry["GrantId"] == made["GrantId"]
    assert entry["GranteePrincipal"] == app.arn
    assert entry["Operations"] == ["Decrypt", "Encrypt"]
    assert entry["IssuingAccount"] == f"arn:aws:iam::{ACCOUNT}:root"
    kms.revoke_grant(KeyId=key, GrantId=made["GrantId"])
    with refused("AccessDeniedException"):
        app.kms.encrypt(KeyId=key, Plaintext=b"p")
    with refused("InvalidGrantTokenException"):
        app.kms.encrypt(KeyId=key, Plaintext=b"p", GrantTokens=[made["GrantToken"]])
    with refused("NotFoundException"):
        kms.revoke_grant(KeyId=key, GrantId=made["GrantId"])


def test_a_constraint_binds_the_context(fleet: Fleet, kms: BaseClient) -> None:
    key = closed_key(kms)
    app = new_user(fleet, "grantee-2")
    kms.create_grant(
        KeyId=key,
        GranteePrincipal=app.arn,
        Operations=["GenerateDataKey", "Decrypt"],
        Constraints={"EncryptionContextSubset": {"bucket": "a"}},
    )
    context = {"bucket": "a", "object": "1"}
    made = app.kms.generate_data_key(KeyId=key, KeySpec="AES_256", EncryptionContext=context)
    assert app.kms.decrypt(CiphertextBlob=made["CiphertextBlob"], EncryptionContext=context)
    for wrong in ({}, {"bucket": "b"}, {"object": "1"}):
        with refused("AccessDeniedException"):
            app.kms.generate_data_key(KeyId=key, KeySpec="AES_256", EncryptionContext=wrong)


def test_grants_are_paged_and_retired(fleet: Fleet, kms: BaseClient) -> None:
    key = closed_key(kms)
    app, boss = new_user(fleet, "grantee-3"), new_user(fleet, "retiring-3")
    made = [
        kms.create_grant(KeyId=key, GranteePrincipal=app.arn, RetiringPrincipal=boss.arn, Operations=["DescribeKey"])
        for _ in range(5)
    ]
    pages = kms.get_paginator("list_grants").paginate(KeyId=key, PaginationConfig={"PageSize": 2})
    listed = [grant["GrantId"] for page in pages for grant in page["Grants"]]
    assert sorted(listed) == sorted(grant["GrantId"] for grant in made)
    retirable = boss.kms.list_retirable_grants(RetiringPrincipal=boss.arn, Limit=100)["Grants"]
    assert {grant["GrantId"] for grant in retirable} == set(listed)
    with refused("AccessDeniedException"):
        app.kms.list_retirable_grants(RetiringPrincipal=boss.arn)
    with refused("AccessDeniedException"):
        app.kms.retire_grant(GrantToken=made[0]["GrantToken"])
    boss.kms.retire_grant(GrantToken=made[0]["GrantToken"])
    boss.kms.retire_grant(KeyId=kms.describe_key(KeyId=key)["KeyMetadata"]["Arn"], GrantId=made[1]["GrantId"])
    assert len(kms.list_grants(KeyId=key)["Grants"]) == 3
    assert len(kms.list_grants(KeyId=key, GrantId=made[2]["GrantId"])["Grants"]) == 1
    assert kms.list_grants(KeyId=key, GranteePrincipal=boss.arn)["Grants"] == []


def test_grants_survive_a_restart_and_end_with_it_where_they_were_revoked(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    key = closed_key(kms)
    app, other = new_user(fleet, "app"), new_user(fleet, "other")
    kms.create_grant(KeyId=key, GranteePrincipal=app.arn, Operations=["Encrypt"], Name="kept")
    gone = kms.create_grant(KeyId=key, GranteePrincipal=other.arn, Operations=["Encrypt"])
    kms.revoke_grant(KeyId=key, GrantId=gone["GrantId"])
    fleet.stop()
    fleet.start()
    app.kms.encrypt(KeyId=key, Plaintext=b"p")
    with refused("AccessDeniedException"):
        other.kms.encrypt(KeyId=key, Plaintext=b"p")
    (kept,) = kms.list_grants(KeyId=key)["Grants"]
    again = kms.create_grant(KeyId=key, GranteePrincipal=app.arn, Operations=["Encrypt"], Name="kept")
    assert again["GrantId"] == kept["GrantId"]


def test_the_cli_makes_a_grant(fleet: Fleet, kms: BaseClient) -> None:
    key = closed_key(kms)
    made = json.loads(
        aws(
            fleet, "create-grant", "--key-id", key, "--grantee-principal", DEV, "--operations", "Decrypt",
            "--constraints", "EncryptionContextEquals={a=b}",
        ).stdout
    )  # fmt: skip
    listed = json.loads(aws(fleet, "list-grants", "--key-id", key).stdout)["Grants"]
    assert [grant["GrantId"] for grant in listed] == [made["GrantId"]]
    assert listed[0]["Constraints"] == {"EncryptionContextEquals": {"a": "b"}}
    aws(fleet, "revoke-grant", "--key-id", key, "--grant-id", made["GrantId"])


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"GranteePrincipal": "app"}, "InvalidArnException"),
        ({"GranteePrincipal": "arn:aws:iam::000000000000:group/g"}, "InvalidArnException"),
        ({"Operations": ["Sign"]}, "ValidationException"),
        ({"GrantTokens": ["eA=="]}, "InvalidGrantTokenException"),
        ({"DryRun": True}, "DryRunOperationException"),
        ({"KeyId": "alias/none"}, "NotFoundException"),
    ],
)
def test_a_grant_that_cannot_be_is_refused(kms: BaseClient, key: str, change: dict, error: str) -> None:
    with refused(error):
        kms.create_grant(**{"KeyId": key, "GranteePrincipal": DEV, "Operations": ["Encrypt"], **change})
    with refused("InvalidGrantIdException"):
        kms.revoke_grant(KeyId=key, GrantId="none")
