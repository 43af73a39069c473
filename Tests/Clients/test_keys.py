"""A key's life: created, described, disabled, scheduled for deletion, kept."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from botocore.client import BaseClient

from support.fleet import ACCOUNT, Fleet
from support.keys import ED25519, ED25519_PH, encrypt, new_key, new_signing_key
from support.refusals import refused

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def test_a_new_key_describes_itself_as_in_aws(fleet: Fleet, kms: BaseClient) -> None:
    before = datetime.now(UTC) - timedelta(seconds=2)
    metadata = kms.create_key(Description="a description — with an em dash")["KeyMetadata"]
    key_id = metadata["KeyId"]
    assert UUID.fullmatch(key_id)
    assert metadata.pop("CreationDate") >= before
    expected = {
        "AWSAccountId": ACCOUNT,
        "KeyId": key_id,
        "Arn": f"arn:aws:kms:{fleet.env['AWS_REGION']}:{ACCOUNT}:key/{key_id}",
        "Enabled": True,
        "Description": "a description — with an em dash",
        "KeyUsage": "ENCRYPT_DECRYPT",
        "KeyState": "Enabled",
        "Origin": "AWS_KMS",
        "KeyManager": "CUSTOMER",
        "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT",
        "KeySpec": "SYMMETRIC_DEFAULT",
        "EncryptionAlgorithms": ["SYMMETRIC_DEFAULT"],
        "MultiRegion": False,
    }
    assert {name: metadata.get(name) for name in expected} == expected


def test_a_new_signing_key_names_its_algorithms(kms: BaseClient) -> None:
    metadata = kms.describe_key(KeyId=new_signing_key(kms))["KeyMetadata"]
    assert metadata["KeySpec"] == "ECC_NIST_EDWARDS25519"
    assert metadata["KeyUsage"] == "SIGN_VERIFY"
    assert sorted(metadata["SigningAlgorithms"]) == sorted([ED25519, ED25519_PH])
    assert "EncryptionAlgorithms" not in metadata


def test_the_deprecated_name_of_the_key_spec_still_works(kms: BaseClient) -> None:
    metadata = kms.create_key(CustomerMasterKeySpec="SYMMETRIC_DEFAULT")["KeyMetadata"]
    assert metadata["KeySpec"] == "SYMMETRIC_DEFAULT"


def test_a_key_is_found_by_id_arn_alias_and_alias_arn(kms: BaseClient) -> None:
    metadata = kms.create_key()["KeyMetadata"]
    kms.create_alias(AliasName="alias/four-names", TargetKeyId=metadata["Arn"])
    alias_arn = metadata["Arn"].rpartition(":")[0] + ":alias/four-names"
    for name in (metadata["KeyId"], metadata["Arn"], "alias/four-names", alias_arn):
        assert kms.describe_key(KeyId=name)["KeyMetadata"]["KeyId"] == metadata["KeyId"]


def test_a_description_changes(kms: BaseClient) -> None:
    key = new_key(kms, Description="before")
    kms.update_key_description(KeyId=key, Description="after")
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["Description"] == "after"


def test_trap_42_a_disabled_key_is_refused_at_once_and_serves_at_once_when_enabled(kms: BaseClient) -> None:
    key = new_key(kms)
    ciphertext = encrypt(kms, key, b"before")
    for _ in range(5):
        kms.disable_key(KeyId=key)
        assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "Disabled"
        with refused("DisabledException"):
            encrypt(kms, key, b"while disabled")
        with refused("DisabledException"):
            kms.decrypt(CiphertextBlob=ciphertext)
        kms.enable_key(KeyId=key)
        assert kms.decrypt(CiphertextBlob=ciphertext)["Plaintext"] == b"before"


def test_a_disabled_signing_key_is_refused_everywhere(kms: BaseClient) -> None:
    key = new_signing_key(kms)
    kms.disable_key(KeyId=key)
    with refused("DisabledException"):
        kms.sign(KeyId=key, Message=b"m", SigningAlgorithm=ED25519)
    with refused("DisabledException"):
        kms.verify(KeyId=key, Message=b"m", Signature=bytes(64), SigningAlgorithm=ED25519)
    with refused("DisabledException"):
        kms.get_public_key(KeyId=key)


def test_enabling_and_disabling_twice_changes_nothing(kms: BaseClient) -> None:
    key = new_key(kms)
    kms.enable_key(KeyId=key)
    kms.disable_key(KeyId=key)
    kms.disable_key(KeyId=key)
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["Enabled"] is False


class TestDeletion:
    @pytest.mark.parametrize("days", [7, 30])
    def test_the_date_follows_the_window(self, kms: BaseClient, days: int) -> None:
        key = new_key(kms)
        answer = kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=days)
        expected = datetime.now(UTC) + timedelta(days=days)
        assert abs(answer["DeletionDate"] - expected) < timedelta(minutes=5)
        assert answer["PendingWindowInDays"] == days
        metadata = kms.describe_key(KeyId=key)["KeyMetadata"]
        assert metadata["KeyState"] == "PendingDeletion"
        assert metadata["DeletionDate"] == answer["DeletionDate"]

    def test_the_window_is_30_days_if_nothing_is_said(self, kms: BaseClient) -> None:
        answer = kms.schedule_key_deletion(KeyId=new_key(kms))
        assert answer["PendingWindowInDays"] == 30

    @pytest.mark.parametrize("days", [0, 1, 6, 31, 365, -7])
    def test_a_window_outside_7_to_30_days_is_refused(self, unchecked: BaseClient, key: str, days: int) -> None:
        with refused("ValidationException"):
            unchecked.schedule_key_deletion(KeyId=key, PendingWindowInDays=days)

    def test_a_key_that_waits_for_deletion_does_nothing_else(self, kms: BaseClient) -> None:
        key = new_key(kms)
        ciphertext = encrypt(kms, key, b"kept")
        kms.schedule_key_deletion(KeyId=key)
        refusals = [
            lambda: encrypt(kms, key, b"late"),
            lambda: kms.decrypt(CiphertextBlob=ciphertext),
            lambda: kms.generate_data_key(KeyId=key, KeySpec="AES_256"),
            lambda: kms.enable_key(KeyId=key),
            lambda: kms.disable_key(KeyId=key),
            lambda: kms.schedule_key_deletion(KeyId=key),
            lambda: kms.tag_resource(KeyId=key, Tags=[{"TagKey": "a", "TagValue": "b"}]),
            lambda: kms.create_alias(AliasName="alias/too-late", TargetKeyId=key),
            lambda: kms.update_key_description(KeyId=key, Description="late"),
        ]
        for refusal in refusals:
            with refused("KMSInvalidStateException"):
                refusal()

    def test_a_key_that_was_kept_is_disabled_and_whole(self, kms: BaseClient) -> None:
        key = new_key(kms)
        ciphertext = encrypt(kms, key, b"kept")
        kms.schedule_key_deletion(KeyId=key)
        assert kms.cancel_key_deletion(KeyId=key)["KeyId"].endswith(key)
        metadata = kms.describe_key(KeyId=key)["KeyMetadata"]
        assert metadata["KeyState"] == "Disabled"
        assert "DeletionDate" not in metadata
        kms.enable_key(KeyId=key)
        assert kms.decrypt(CiphertextBlob=ciphertext)["Plaintext"] == b"kept"

    def test_only_a_waiting_deletion_is_cancelled(self, kms: BaseClient, key: str) -> None:
        with refused("KMSInvalidStateException"):
            kms.cancel_key_deletion(KeyId=key)


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        ({"KeySpec": "ECC_NIST_EDWARDS25519"}, "ValidationException"),
        ({"KeySpec": "SYMMETRIC_DEFAULT", "KeyUsage": "SIGN_VERIFY"}, "ValidationException"),
        ({"KeySpec": "ECC_NIST_EDWARDS25519", "KeyUsage": "ENCRYPT_DECRYPT"}, "ValidationException"),
        ({"KeySpec": "NO_SUCH_SPEC"}, "ValidationException"),
        ({"KeyUsage": "NO_SUCH_USE"}, "ValidationException"),
        ({"Description": "x" * 8193}, "ValidationException"),
        ({"KeySpec": "RSA_2048", "KeyUsage": "GENERATE_VERIFY_MAC"}, "ValidationException"),
        ({"KeySpec": "HMAC_256", "KeyUsage": "SIGN_VERIFY"}, "ValidationException"),
        ({"KeySpec": "ECC_SECG_P256K1", "KeyUsage": "KEY_AGREEMENT"}, "ValidationException"),
        ({"KeySpec": "SM2", "KeyUsage": "SIGN_VERIFY"}, "UnsupportedOperationException"),
        ({"KeySpec": "ML_DSA_44", "KeyUsage": "SIGN_VERIFY"}, "UnsupportedOperationException"),
        ({"Origin": "AWS_CLOUDHSM"}, "UnsupportedOperationException"),
    ],
    ids=lambda value: "-".join(f"{v}"[:24] for v in value.values()) if isinstance(value, dict) else value,
)
def test_a_key_that_cannot_be_made_is_refused(unchecked: BaseClient, request_: dict, error: str) -> None:
    with refused(error):
        unchecked.create_key(**request_)


def test_description_of_8192_characters(kms: BaseClient) -> None:
    key = new_key(kms, Description="x" * 8192)
    assert len(kms.describe_key(KeyId=key)["KeyMetadata"]["Description"]) == 8192
