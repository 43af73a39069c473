"""DryRun: every check is made, nothing is done."""

import pytest
from botocore.client import BaseClient

from support.keys import ED25519, encrypt, new_key, sign
from support.operations import BUILT
from support.refusals import refused

REQUESTS = ("Encrypt", "Decrypt", "ReEncrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "Sign", "Verify")


@pytest.fixture(scope="module")
def requests(kms: BaseClient, key: str, signing_key: str) -> dict[str, dict]:
    """A request that would succeed, for each operation."""
    ciphertext = encrypt(kms, key, b"p")
    message = {"KeyId": signing_key, "Message": b"m", "SigningAlgorithm": ED25519}
    return {
        "encrypt": {"KeyId": key, "Plaintext": b"p"},
        "decrypt": {"CiphertextBlob": ciphertext},
        "re_encrypt": {"CiphertextBlob": ciphertext, "DestinationKeyId": key},
        "generate_data_key": {"KeyId": key, "KeySpec": "AES_256"},
        "generate_data_key_without_plaintext": {"KeyId": key, "KeySpec": "AES_256"},
        "sign": message,
        "verify": {**message, "Signature": sign(kms, signing_key, b"m")},
    }


def test_every_built_operation_with_a_dry_run_is_tested_here(kms: BaseClient) -> None:
    model = kms.meta.service_model
    with_dry_run = {name for name in BUILT if "DryRun" in model.operation_model(name).input_shape.members}
    assert with_dry_run == set(REQUESTS)


def test_a_request_that_would_succeed_says_so(kms: BaseClient, requests: dict[str, dict]) -> None:
    for operation, request in requests.items():
        with refused("DryRunOperationException"):
            getattr(kms, operation)(**request, DryRun=True)


def test_a_dry_run_that_is_false_is_none(kms: BaseClient, requests: dict[str, dict]) -> None:
    for operation, request in requests.items():
        assert getattr(kms, operation)(**request, DryRun=False)


def test_a_request_that_would_fail_says_why(kms: BaseClient, signing_key: str) -> None:
    with refused("NotFoundException"):
        kms.encrypt(KeyId="alias/missing", Plaintext=b"p", DryRun=True)
    with refused("InvalidKeyUsageException"):
        kms.encrypt(KeyId=signing_key, Plaintext=b"p", DryRun=True)
    disabled = new_key(kms)
    kms.disable_key(KeyId=disabled)
    with refused("DisabledException"):
        kms.generate_data_key(KeyId=disabled, KeySpec="AES_256", DryRun=True)
