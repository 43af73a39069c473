"""ReEncrypt."""

import pytest
from botocore.client import BaseClient

from support.keys import decrypt, encrypt, new_key, new_signing_key
from support.refusals import refused


@pytest.fixture(scope="module")
def other(kms: BaseClient) -> str:
    return new_key(kms)


def test_a_ciphertext_moves_to_another_key_and_context(kms: BaseClient, key: str, other: str) -> None:
    ciphertext = encrypt(kms, key, b"moved", {"from": "here"})
    answer = kms.re_encrypt(
        CiphertextBlob=ciphertext,
        SourceEncryptionContext={"from": "here"},
        DestinationKeyId=other,
        DestinationEncryptionContext={"to": "there"},
    )
    assert answer["SourceKeyId"].endswith(key)
    assert answer["KeyId"].endswith(other)
    assert answer["SourceEncryptionAlgorithm"] == answer["DestinationEncryptionAlgorithm"] == "SYMMETRIC_DEFAULT"
    assert decrypt(kms, answer["CiphertextBlob"], {"to": "there"}) == b"moved"
    assert decrypt(kms, ciphertext, {"from": "here"}) == b"moved"


def test_the_largest_plaintext_moves(kms: BaseClient, key: str, other: str) -> None:
    answer = kms.re_encrypt(CiphertextBlob=encrypt(kms, key, bytes(4096)), DestinationKeyId=other)
    assert decrypt(kms, answer["CiphertextBlob"]) == bytes(4096)


def test_the_context_of_the_source_must_be_right(kms: BaseClient, key: str, other: str) -> None:
    ciphertext = encrypt(kms, key, b"p", {"a": "1"})
    with refused("InvalidCiphertextException"):
        kms.re_encrypt(CiphertextBlob=ciphertext, DestinationKeyId=other)


def test_the_source_key_must_be_right(kms: BaseClient, key: str, other: str) -> None:
    ciphertext = encrypt(kms, key, b"p")
    with refused("IncorrectKeyException"):
        kms.re_encrypt(CiphertextBlob=ciphertext, SourceKeyId=other, DestinationKeyId=other)


def test_both_keys_must_be_of_use(kms: BaseClient, key: str) -> None:
    ciphertext = encrypt(kms, key, b"p")
    with refused("NotFoundException"):
        kms.re_encrypt(CiphertextBlob=ciphertext, DestinationKeyId="alias/missing")
    with refused("InvalidKeyUsageException"):
        kms.re_encrypt(CiphertextBlob=ciphertext, DestinationKeyId=new_signing_key(kms))
    disabled = new_key(kms)
    kms.disable_key(KeyId=disabled)
    with refused("DisabledException"):
        kms.re_encrypt(CiphertextBlob=ciphertext, DestinationKeyId=disabled)
