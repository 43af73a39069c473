"""Aliases."""

import pytest
from botocore.client import BaseClient

from support.clients import kms_client
from support.fleet import ACCOUNT, Fleet
from support.keys import decrypt, encrypt, new_key, new_signing_key
from support.refusals import refused

REGION = "eu-south-1"


@pytest.fixture(scope="module")
def kms(fleet: Fleet) -> BaseClient:
    """A region that no other test uses, without the client's own checks."""
    return kms_client(fleet, REGION, parameter_validation=False)


@pytest.fixture(scope="module")
def key(kms: BaseClient) -> str:
    return new_key(kms)


def names(kms: BaseClient, **request: object) -> list[str]:
    return [alias["AliasName"] for alias in kms.list_aliases(**request)["Aliases"]]


def test_an_alias_is_listed_with_its_key_and_dates(kms: BaseClient, key: str) -> None:
    kms.create_alias(AliasName="alias/listed", TargetKeyId=key)
    (alias,) = [entry for entry in kms.list_aliases()["Aliases"] if entry["AliasName"] == "alias/listed"]
    assert alias["TargetKeyId"] == key
    assert alias["AliasArn"] == f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/listed"
    assert alias["CreationDate"] <= alias["LastUpdatedDate"]


def test_aliases_of_one_key(kms: BaseClient, key: str) -> None:
    other = new_key(kms)
    kms.create_alias(AliasName="alias/of-other", TargetKeyId=other)
    assert names(kms, KeyId=other) == ["alias/of-other"]
    assert "alias/of-other" not in names(kms, KeyId=key)


def test_trap_42_a_moved_alias_is_used_by_the_next_request(kms: BaseClient, key: str) -> None:
    other = new_key(kms)
    kms.create_alias(AliasName="alias/moves", TargetKeyId=key)
    for target in (other, key) * 3:
        kms.update_alias(AliasName="alias/moves", TargetKeyId=target)
        answer = kms.encrypt(KeyId="alias/moves", Plaintext=b"p")
        assert answer["KeyId"].endswith(target)


def test_what_was_encrypted_by_alias_survives_the_alias(kms: BaseClient, key: str) -> None:
    kms.create_alias(AliasName="alias/short-lived", TargetKeyId=key)
    ciphertext = encrypt(kms, "alias/short-lived", b"p")
    kms.delete_alias(AliasName="alias/short-lived")
    assert decrypt(kms, ciphertext) == b"p"
    with refused("NotFoundException"):
        encrypt(kms, "alias/short-lived", b"p")


def test_an_alias_exists_once(kms: BaseClient, key: str) -> None:
    kms.create_alias(AliasName="alias/once", TargetKeyId=key)
    with refused("AlreadyExistsException"):
        kms.create_alias(AliasName="alias/once", TargetKeyId=key)


def test_names_differ_by_case(kms: BaseClient, key: str) -> None:
    kms.create_alias(AliasName="alias/Case", TargetKeyId=key)
    kms.create_alias(AliasName="alias/case", TargetKeyId=key)
    assert {"alias/Case", "alias/case"} <= set(names(kms))


def test_a_missing_alias_is_not_found(kms: BaseClient, key: str) -> None:
    with refused("NotFoundException"):
        kms.delete_alias(AliasName="alias/missing")
    with refused("NotFoundException"):
        kms.update_alias(AliasName="alias/missing", TargetKeyId=key)
    with refused("NotFoundException"):
        kms.describe_key(KeyId="alias/missing")


def test_an_alias_names_a_key_that_exists(kms: BaseClient) -> None:
    with refused("NotFoundException"):
        kms.create_alias(AliasName="alias/no-key", TargetKeyId="00000000-0000-0000-0000-000000000000")
    assert "alias/no-key" not in names(kms)


def test_an_alias_does_not_name_an_alias(kms: BaseClient, key: str) -> None:
    kms.create_alias(AliasName="alias/first", TargetKeyId=key)
    with refused("ValidationException", "NotFoundException", "InvalidArnException"):
        kms.create_alias(AliasName="alias/second", TargetKeyId="alias/first")


def test_an_alias_does_not_move_to_a_key_of_another_kind(kms: BaseClient, key: str) -> None:
    kms.create_alias(AliasName="alias/symmetric", TargetKeyId=key)
    with refused("ValidationException", "KMSInvalidStateException", "InvalidKeyUsageException"):
        kms.update_alias(AliasName="alias/symmetric", TargetKeyId=new_signing_key(kms))


@pytest.mark.parametrize("name", ["", "x", "no-prefix", "alias/", "alias/white space", "alias/é", "alias/" + "x" * 251])
def test_a_name_that_is_none_is_refused(kms: BaseClient, key: str, name: str) -> None:
    with refused("ValidationException", "InvalidAliasNameException"):
        kms.create_alias(AliasName=name, TargetKeyId=key)


def test_the_longest_name(kms: BaseClient, key: str) -> None:
    name = "alias/" + "x" * 250
    kms.create_alias(AliasName=name, TargetKeyId=key)
    assert kms.describe_key(KeyId=name)["KeyMetadata"]["KeyId"] == key


def test_names_of_aws_are_reserved(kms: BaseClient, key: str) -> None:
    with refused("InvalidAliasNameException", "ValidationException", "AccessDeniedException", "NotAuthorizedException"):
        kms.create_alias(AliasName="alias/aws/s3", TargetKeyId=key)
