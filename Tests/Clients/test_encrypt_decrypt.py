"""Encrypt and Decrypt."""

import random

import pytest
from botocore.client import BaseClient

from support.keys import decrypt, encrypt, new_key
from support.refusals import refused


@pytest.mark.parametrize("seed", range(16))
def test_what_goes_in_comes_out(kms: BaseClient, key: str, seed: int) -> None:
    chance = random.Random(seed)
    plaintext = chance.randbytes(chance.choice([1, 2, 15, 16, 17, 31, 32, 33, 127, 1024, 4095, 4096]))
    context = {f"k{number}": chance.randbytes(8).hex() for number in range(chance.randrange(4))}
    ciphertext = encrypt(kms, key, plaintext, context)
    assert decrypt(kms, ciphertext, context) == plaintext


def test_a_ciphertext_of_4096_bytes_has_room(kms: BaseClient, key: str) -> None:
    assert len(encrypt(kms, key, bytes(4096))) <= 6144


@pytest.mark.parametrize("size", [0, 4097, 10_000])
def test_a_plaintext_has_1_to_4096_bytes(unchecked: BaseClient, key: str, size: int) -> None:
    with refused("ValidationException"):
        unchecked.encrypt(KeyId=key, Plaintext=bytes(size))


def test_the_answers_name_key_and_algorithm(kms: BaseClient, key: str) -> None:
    arn = kms.describe_key(KeyId=key)["KeyMetadata"]["Arn"]
    encrypted = kms.encrypt(KeyId=key, Plaintext=b"p")
    decrypted = kms.decrypt(CiphertextBlob=encrypted["CiphertextBlob"])
    for answer in (encrypted, decrypted):
        assert (answer["KeyId"], answer["EncryptionAlgorithm"]) == (arn, "SYMMETRIC_DEFAULT")


def test_the_same_plaintext_twice_gives_two_ciphertexts(kms: BaseClient, key: str) -> None:
    ciphertexts = {encrypt(kms, key, b"same") for _ in range(20)}
    assert len(ciphertexts) == 20


def test_decrypt_takes_the_key_by_any_of_its_names(kms: BaseClient) -> None:
    metadata = kms.create_key()["KeyMetadata"]
    kms.create_alias(AliasName="alias/decrypt-by-name", TargetKeyId=metadata["KeyId"])
    ciphertext = encrypt(kms, metadata["KeyId"], b"p")
    for name in (metadata["KeyId"], metadata["Arn"], "alias/decrypt-by-name"):
        assert kms.decrypt(CiphertextBlob=ciphertext, KeyId=name)["Plaintext"] == b"p"


def test_decrypt_with_another_key_is_refused(kms: BaseClient, key: str) -> None:
    with refused("IncorrectKeyException"):
        kms.decrypt(CiphertextBlob=encrypt(kms, key, b"p"), KeyId=new_key(kms))


def test_an_algorithm_of_another_kind_of_key_is_refused(kms: BaseClient, key: str) -> None:
    with refused("InvalidKeyUsageException", "ValidationException"):
        kms.encrypt(KeyId=key, Plaintext=b"p", EncryptionAlgorithm="RSAES_OAEP_SHA_256")
    ciphertext = encrypt(kms, key, b"p")
    with refused("InvalidKeyUsageException", "ValidationException"):
        kms.decrypt(KeyId=key, CiphertextBlob=ciphertext, EncryptionAlgorithm="RSAES_OAEP_SHA_256")
