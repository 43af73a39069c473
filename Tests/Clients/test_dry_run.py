"""DryRun: every check is made, nothing is done."""

import pytest
from botocore.client import BaseClient

from support.fleet import ACCOUNT
from support.keys import ED25519, encrypt, new_key, sign
from support.operations import BUILT
from support.refusals import refused

REQUESTS = frozenset(
    """
    Encrypt Decrypt ReEncrypt GenerateDataKey GenerateDataKeyWithoutPlaintext GenerateDataKeyPair
    GenerateDataKeyPairWithoutPlaintext Sign Verify GenerateMac VerifyMac DeriveSharedSecret
    CreateGrant RetireGrant RevokeGrant
    """.split()
)


@pytest.fixture(scope="module")
def requests(kms: BaseClient, key: str, signing_key: str) -> dict[str, dict]:
    """A request that would succeed, for each operation."""
    ciphertext = encrypt(kms, key, b"p")
    message = {"KeyId": signing_key, "Message": b"m", "SigningAlgorithm": ED25519}
    mac_key = new_key(kms, KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")
    tagged = {"KeyId": mac_key, "Message": b"m", "MacAlgorithm": "HMAC_SHA_256"}
    agreeing = new_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="KEY_AGREEMENT")
    peer = new_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="KEY_AGREEMENT")
    dev = f"arn:aws:iam::{ACCOUNT}:user/dev"
    granted = {"KeyId": key, "GranteePrincipal": dev, "RetiringPrincipal": dev, "Operations": ["Decrypt"]}
    return {
        "create_grant": granted,
        "retire_grant": {"GrantToken": kms.create_grant(**granted)["GrantToken"]},
        "revoke_grant": {"KeyId": key, "GrantId": kms.create_grant(**granted)["GrantId"]},
        "encrypt": {"KeyId": key, "Plaintext": b"p"},
        "decrypt": {"CiphertextBlob": ciphertext},
        "re_encrypt": {"CiphertextBlob": ciphertext, "DestinationKeyId": key},
        "generate_data_key": {"KeyId": key, "KeySpec": "AES_256"},
        "generate_data_key_without_plaintext": {"KeyId": key, "KeySpec": "AES_256"},
        "generate_data_key_pair": {"KeyId": key, "KeyPairSpec": "ECC_NIST_P256"},
        "generate_data_key_pair_without_plaintext": {"KeyId": key, "KeyPairSpec": "ECC_NIST_P256"},
        "generate_mac": tagged,
        "verify_mac": {**tagged, "Mac": kms.generate_mac(**tagged)["Mac"]},
        "derive_shared_secret": {
            "KeyId": agreeing,
            "KeyAgreementAlgorithm": "ECDH",
            "PublicKey": kms.get_public_key(KeyId=peer)["PublicKey"],
        },
        "sign": message,
        "verify": {**message, "Signature": sign(kms, signing_key, b"m")},
    }


def test_every_built_operation_with_a_dry_run_is_tested_here(kms: BaseClient) -> None:
    model = kms.meta.service_model
    with_dry_run = {name for name in BUILT if "DryRun" in model.operation_model(name).input_shape.members}
    assert with_dry_run == REQUESTS


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
