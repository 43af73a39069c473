"""Ciphertexts that are not, or no longer, ours."""

import random

import pytest
from botocore.client import BaseClient

from support.keys import decrypt, encrypt, new_key
from support.refusals import refused

PLAINTEXT = b"one bit off and it must not open"
# A changed ARN inside a ciphertext may name a key that does not exist, or an account or region that is not ours.
CHANGED_NAME = ("InvalidCiphertextException", "NotFoundException", "AccessDeniedException")


@pytest.fixture(scope="module")
def ciphertext(kms: BaseClient, key: str) -> bytes:
    return encrypt(kms, key, PLAINTEXT, {"a": "1"})


def arn_within(kms: BaseClient, key: str, ciphertext: bytes) -> range:
    arn = kms.describe_key(KeyId=key)["KeyMetadata"]["Arn"].encode()
    start = ciphertext.find(arn)
    return range(start, start + len(arn)) if start >= 0 else range(0)


@pytest.mark.parametrize("seed", range(2))
def test_a_bit_flipped_at_every_byte_is_refused(kms: BaseClient, key: str, ciphertext: bytes, seed: int) -> None:
    chance = random.Random(seed)
    name = arn_within(kms, key, ciphertext)
    for position in range(len(ciphertext)):
        changed = bytearray(ciphertext)
        changed[position] ^= 1 << chance.randrange(8)
        with refused(*(CHANGED_NAME if position in name else CHANGED_NAME[:1])):
            kms.decrypt(CiphertextBlob=bytes(changed), EncryptionContext={"a": "1"})
    assert decrypt(kms, ciphertext, {"a": "1"}) == PLAINTEXT


def test_a_truncated_ciphertext_is_refused_at_every_length(kms: BaseClient, ciphertext: bytes) -> None:
    for length in range(1, len(ciphertext)):
        with refused("InvalidCiphertextException"):
            kms.decrypt(CiphertextBlob=ciphertext[:length], EncryptionContext={"a": "1"})


@pytest.mark.parametrize("more", [b"\0", b"x" * 100])
def test_a_lengthened_ciphertext_is_refused(kms: BaseClient, ciphertext: bytes, more: bytes) -> None:
    for changed in (ciphertext + more, more + ciphertext):
        with refused("InvalidCiphertextException"):
            kms.decrypt(CiphertextBlob=changed, EncryptionContext={"a": "1"})


def test_halves_of_two_ciphertexts_are_refused(kms: BaseClient, key: str, ciphertext: bytes) -> None:
    other = encrypt(kms, key, PLAINTEXT, {"a": "1"})
    mixtures = {ciphertext[:position] + other[position:] for position in range(8, len(other), 8)}
    for mixture in mixtures - {ciphertext, other}:  # the header up to alpha is the same in both
        with refused("InvalidCiphertextException"):
            kms.decrypt(CiphertextBlob=mixture, EncryptionContext={"a": "1"})


def test_a_ciphertext_made_over_to_another_key_is_refused(kms: BaseClient, key: str, ciphertext: bytes) -> None:
    other = new_key(kms)
    changed = ciphertext.replace(key.encode(), other.encode())
    with refused("InvalidCiphertextException"):
        kms.decrypt(CiphertextBlob=changed, EncryptionContext={"a": "1"})


@pytest.mark.parametrize("size", [1, 16, 200, 6144])
def test_noise_is_refused(kms: BaseClient, size: int) -> None:
    with refused("InvalidCiphertextException"):
        kms.decrypt(CiphertextBlob=random.Random(size).randbytes(size))


def test_noise_after_our_magic_is_refused(kms: BaseClient, ciphertext: bytes) -> None:
    for seed in range(30):
        chance = random.Random(seed)
        kept = chance.randrange(1, len(ciphertext))
        changed = ciphertext[:kept] + chance.randbytes(chance.randrange(200))
        with refused(*CHANGED_NAME):
            kms.decrypt(CiphertextBlob=changed, EncryptionContext={"a": "1"})


@pytest.mark.parametrize("size", [0, 6145, 100_000])
def test_a_ciphertext_has_1_to_6144_bytes(unchecked: BaseClient, size: int) -> None:
    with refused("ValidationException"):
        unchecked.decrypt(CiphertextBlob=bytes(size))


def test_the_source_of_a_reencryption_is_checked_likewise(kms: BaseClient, key: str, ciphertext: bytes) -> None:
    changed = ciphertext[:-1] + bytes([ciphertext[-1] ^ 1])
    with refused("InvalidCiphertextException"):
        kms.re_encrypt(CiphertextBlob=changed, SourceEncryptionContext={"a": "1"}, DestinationKeyId=key)
