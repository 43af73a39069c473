"""AWS's errors by their boto3 exception classes, with their HTTP statuses."""

from collections.abc import Callable

import pytest
from botocore.client import BaseClient

from support.fleet import ACCOUNT, Fleet
from support.keys import ED25519, encrypt, new_key
from support.operations import BUILT
from support.raw import RawKMS
from support.refusals import refused

UNKNOWN = "00000000-0000-0000-0000-000000000000"


def test_each_error_is_the_exception_class_of_boto3(kms: BaseClient, key: str) -> None:
    with pytest.raises(kms.exceptions.NotFoundException):
        kms.describe_key(KeyId=UNKNOWN)
    kms.create_alias(AliasName="alias/errors", TargetKeyId=key)
    with pytest.raises(kms.exceptions.AlreadyExistsException):
        kms.create_alias(AliasName="alias/errors", TargetKeyId=key)
    with pytest.raises(kms.exceptions.InvalidCiphertextException):
        kms.decrypt(CiphertextBlob=b"not one of ours")
    with pytest.raises(kms.exceptions.KMSInvalidStateException):
        kms.cancel_key_deletion(KeyId=key)
    disabled = new_key(kms)
    kms.disable_key(KeyId=disabled)
    with pytest.raises(kms.exceptions.DisabledException):
        encrypt(kms, disabled, b"p")
    with pytest.raises(kms.exceptions.MalformedPolicyDocumentException):
        kms.put_key_policy(KeyId=key, PolicyName="default", Policy="{")
    with pytest.raises(kms.exceptions.TagException):
        kms.tag_resource(KeyId=key, Tags=[{"TagKey": "aws:x", "TagValue": "y"}])
    with pytest.raises(kms.exceptions.InvalidMarkerException):
        kms.list_keys(Marker="nonsense")
    with pytest.raises(kms.exceptions.DryRunOperationException):
        kms.encrypt(KeyId=key, Plaintext=b"p", DryRun=True)


class TestKeyUsage:
    def test_a_signing_key_does_not_encrypt(self, kms: BaseClient, signing_key: str) -> None:
        for call in (
            lambda: encrypt(kms, signing_key, b"p"),
            lambda: kms.generate_data_key(KeyId=signing_key, KeySpec="AES_256"),
            lambda: kms.generate_data_key_without_plaintext(KeyId=signing_key, KeySpec="AES_256"),
        ):
            with refused("InvalidKeyUsageException"):
                call()

    def test_an_encryption_key_does_not_sign(self, kms: BaseClient, key: str) -> None:
        with refused("InvalidKeyUsageException"):
            kms.sign(KeyId=key, Message=b"m", SigningAlgorithm=ED25519)
        with refused("InvalidKeyUsageException"):
            kms.verify(KeyId=key, Message=b"m", Signature=bytes(64), SigningAlgorithm=ED25519)

    def test_an_encryption_key_has_no_public_key(self, kms: BaseClient, key: str) -> None:
        with refused("UnsupportedOperationException", "InvalidKeyUsageException"):
            kms.get_public_key(KeyId=key)


def calls_with(kms: BaseClient, key: str) -> list[Callable[[], object]]:
    return [
        lambda: kms.describe_key(KeyId=key),
        lambda: kms.enable_key(KeyId=key),
        lambda: kms.disable_key(KeyId=key),
        lambda: kms.update_key_description(KeyId=key, Description="d"),
        lambda: kms.schedule_key_deletion(KeyId=key),
        lambda: kms.cancel_key_deletion(KeyId=key),
        lambda: kms.list_aliases(KeyId=key),
        lambda: kms.create_alias(AliasName="alias/never", TargetKeyId=key),
        lambda: kms.tag_resource(KeyId=key, Tags=[{"TagKey": "a", "TagValue": "b"}]),
        lambda: kms.untag_resource(KeyId=key, TagKeys=["a"]),
        lambda: kms.list_resource_tags(KeyId=key),
        lambda: kms.get_key_policy(KeyId=key, PolicyName="default"),
        lambda: kms.list_key_policies(KeyId=key),
        lambda: kms.encrypt(KeyId=key, Plaintext=b"p"),
        lambda: kms.generate_data_key(KeyId=key, KeySpec="AES_256"),
        lambda: kms.generate_data_key_without_plaintext(KeyId=key, KeySpec="AES_256"),
        lambda: kms.sign(KeyId=key, Message=b"m", SigningAlgorithm=ED25519),
        lambda: kms.verify(KeyId=key, Message=b"m", Signature=bytes(64), SigningAlgorithm=ED25519),
        lambda: kms.get_public_key(KeyId=key),
    ]


def test_an_unknown_key_is_not_found_by_any_operation(fleet: Fleet, kms: BaseClient) -> None:
    arn = f"arn:aws:kms:{fleet.env['AWS_REGION']}:{ACCOUNT}:key/{UNKNOWN}"
    for name in (UNKNOWN, arn):
        for call in calls_with(kms, name):
            with refused("NotFoundException"):
                call()


@pytest.mark.parametrize(
    "name",
    ["arn:aws:kms", "arn:aws:s3:::bucket", "arn:aws:kms:::key/", f"arn:aws:kms:eu-west-1:{ACCOUNT}:grant/x", "é e"],
)
def test_a_name_that_is_none_is_refused(kms: BaseClient, name: str) -> None:
    for call in calls_with(kms, name):
        with refused("InvalidArnException", "NotFoundException", "ValidationException"):
            call()


def test_an_empty_or_endless_name_is_refused(unchecked: BaseClient) -> None:
    for name in ("", "x" * 2049):
        with refused("ValidationException"):
            unchecked.describe_key(KeyId=name)


@pytest.mark.parametrize("prefix", ["", "arn:aws:kms:{region}:{account}:"], ids=["name", "arn"])
def test_what_changes_a_key_takes_no_alias(fleet: Fleet, kms: BaseClient, prefix: str) -> None:
    key = new_key(kms)
    alias = f"alias/not-a-key-{len(prefix)}"
    kms.create_alias(AliasName=alias, TargetKeyId=key)
    name = prefix.format(region=fleet.env["AWS_REGION"], account=ACCOUNT) + alias
    for call in (
        lambda: kms.disable_key(KeyId=name),
        lambda: kms.schedule_key_deletion(KeyId=name),
        lambda: kms.tag_resource(KeyId=name, Tags=[{"TagKey": "a", "TagValue": "b"}]),
    ):
        with refused("InvalidArnException", "NotFoundException", "ValidationException"):
            call()
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "Enabled"


def test_a_missing_field_is_refused(unchecked: BaseClient, key: str, signing_key: str) -> None:
    for call in (
        lambda: unchecked.describe_key(),
        lambda: unchecked.encrypt(KeyId=key),
        lambda: unchecked.encrypt(Plaintext=b"p"),
        lambda: unchecked.decrypt(),
        lambda: unchecked.create_alias(AliasName="alias/x"),
        lambda: unchecked.sign(KeyId=signing_key, Message=b"m"),
        lambda: unchecked.tag_resource(KeyId=key),
    ):
        with refused("ValidationException"):
            call()


def test_an_operation_of_aws_that_is_not_built_yet_says_so(kms: BaseClient, raw: RawKMS) -> None:
    missing = sorted(set(kms.meta.service_model.operation_names) - BUILT)
    assert missing
    for operation in missing:
        answer = raw.call(operation, {})
        answer.assert_refused("UnsupportedOperationException")
        assert answer.status == 400


def test_an_operation_that_no_one_knows(raw: RawKMS) -> None:
    raw.call("Bewitch", {}).assert_refused("UnknownOperationException")


def test_an_attestation_document_is_not_supported_yet(kms: BaseClient, key: str) -> None:
    recipient = {"KeyEncryptionAlgorithm": "RSAES_OAEP_SHA_256", "AttestationDocument": b"x"}
    with refused("UnsupportedOperationException"):
        kms.generate_random(NumberOfBytes=16, Recipient=recipient)
    with refused("UnsupportedOperationException"):
        kms.generate_data_key(KeyId=key, KeySpec="AES_256", Recipient=recipient)
    with refused("UnsupportedOperationException"):
        kms.decrypt(CiphertextBlob=encrypt(kms, key, b"p"), Recipient=recipient)


def test_every_answer_has_a_request_id_of_its_own(kms: BaseClient, raw: RawKMS) -> None:
    good = [kms.list_keys()["ResponseMetadata"]["RequestId"] for _ in range(5)]
    bad = [raw.call("DescribeKey", {"KeyId": UNKNOWN}).request_id for _ in range(5)]
    assert all(good + bad)
    assert len(set(good + bad)) == 10
