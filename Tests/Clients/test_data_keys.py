"""Data keys and random bytes."""

import pytest
from botocore.client import BaseClient

from support.keys import decrypt
from support.refusals import refused


@pytest.mark.parametrize(
    ("request_", "size"),
    [
        ({"KeySpec": "AES_256"}, 32),
        ({"KeySpec": "AES_128"}, 16),
        ({"NumberOfBytes": 1}, 1),
        ({"NumberOfBytes": 64}, 64),
        ({"NumberOfBytes": 1024}, 1024),
    ],
)
def test_a_data_key_and_its_ciphertext(kms: BaseClient, key: str, request_: dict, size: int) -> None:
    answer = kms.generate_data_key(KeyId=key, **request_)
    assert len(answer["Plaintext"]) == size
    assert decrypt(kms, answer["CiphertextBlob"]) == answer["Plaintext"]
    assert answer["KeyId"].endswith(f":key/{key}")


def test_a_data_key_without_plaintext(kms: BaseClient, key: str) -> None:
    answer = kms.generate_data_key_without_plaintext(KeyId=key, KeySpec="AES_256", EncryptionContext={"a": "1"})
    assert "Plaintext" not in answer
    assert len(decrypt(kms, answer["CiphertextBlob"], {"a": "1"})) == 32


def test_data_keys_differ(kms: BaseClient, key: str) -> None:
    keys = {kms.generate_data_key(KeyId=key, KeySpec="AES_256")["Plaintext"] for _ in range(20)}
    assert len(keys) == 20


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"KeySpec": "AES_256", "NumberOfBytes": 32},
        {"NumberOfBytes": 0},
        {"NumberOfBytes": 1025},
        {"KeySpec": "AES_512"},
    ],
    ids=str,
)
def test_a_data_key_has_one_size(unchecked: BaseClient, key: str, request_: dict) -> None:
    with refused("ValidationException"):
        unchecked.generate_data_key(KeyId=key, **request_)
    with refused("ValidationException"):
        unchecked.generate_data_key_without_plaintext(KeyId=key, **request_)


@pytest.mark.parametrize("size", [1, 16, 1024])
def test_random_bytes(kms: BaseClient, size: int) -> None:
    assert len(kms.generate_random(NumberOfBytes=size)["Plaintext"]) == size


def test_random_bytes_differ(kms: BaseClient) -> None:
    assert len({kms.generate_random(NumberOfBytes=16)["Plaintext"] for _ in range(50)}) == 50


@pytest.mark.parametrize("request_", [{}, {"NumberOfBytes": 0}, {"NumberOfBytes": 1025}], ids=str)
def test_random_bytes_have_a_size_of_1_to_1024(unchecked: BaseClient, request_: dict) -> None:
    with refused("ValidationException"):
        unchecked.generate_random(**request_)
