"""The encryption context: what opens a ciphertext is what it was made with, byte for byte."""

import pytest
from botocore.client import BaseClient

from support.keys import decrypt, encrypt
from support.refusals import refused

COMPOSED = "\u00e9"  # é as one code point
DECOMPOSED = "e\u0301"  # é as two, which Swift's == takes for the same


def test_no_context_is_an_empty_context(kms: BaseClient, key: str) -> None:
    ciphertext = kms.encrypt(KeyId=key, Plaintext=b"p")["CiphertextBlob"]
    assert kms.decrypt(CiphertextBlob=ciphertext, EncryptionContext={})["Plaintext"] == b"p"


def test_the_order_does_not_matter(kms: BaseClient, key: str) -> None:
    pairs = {"b": "2", "a": "1", "é": "3", "Z": "4", "\U0001f511": "5", "\uffff": "6"}
    ciphertext = encrypt(kms, key, b"p", pairs)
    assert decrypt(kms, ciphertext, dict(reversed(pairs.items()))) == b"p"


@pytest.mark.parametrize(
    ("made_with", "opened_with"),
    [
        ({"a": "1"}, {}),
        ({}, {"a": "1"}),
        ({"a": "1"}, {"a": "2"}),
        ({"a": "1"}, {"A": "1"}),
        ({"a": "1"}, {"a": "1", "b": "2"}),
        ({"a": "1", "b": "2"}, {"a": "1"}),
        ({"a": "1", "b": "2"}, {"a": "2", "b": "1"}),
        ({"a": "bc"}, {"ab": "c"}),
        ({"a": "b", "c": "d"}, {"a": "bcd"}),
        ({"a": "1"}, {"a": "1 "}),
        ({"a": "1"}, {"a": "1\u0000"}),
        ({"name": COMPOSED}, {"name": DECOMPOSED}),
        ({COMPOSED: "name"}, {DECOMPOSED: "name"}),
        ({"k": "\u212b"}, {"k": "\u00c5"}),  # ångström sign and Å
    ],
)
def test_another_context_is_refused(kms: BaseClient, key: str, made_with: dict, opened_with: dict) -> None:
    ciphertext = encrypt(kms, key, b"p", made_with)
    with refused("InvalidCiphertextException"):
        decrypt(kms, ciphertext, opened_with)
    assert decrypt(kms, ciphertext, made_with) == b"p"


def test_canonically_equivalent_keys_are_two_keys(kms: BaseClient, key: str) -> None:
    context = {COMPOSED: "composed", DECOMPOSED: "decomposed"}
    ciphertext = encrypt(kms, key, b"p", context)
    assert decrypt(kms, ciphertext, dict(reversed(context.items()))) == b"p"
    with refused("InvalidCiphertextException"):
        decrypt(kms, ciphertext, {COMPOSED: "decomposed", DECOMPOSED: "composed"})
    with refused("InvalidCiphertextException"):
        decrypt(kms, ciphertext, {COMPOSED: "composed"})


def test_a_data_key_is_bound_to_its_context(kms: BaseClient, key: str) -> None:
    data_key = kms.generate_data_key(KeyId=key, KeySpec="AES_256", EncryptionContext={"a": "1"})
    with refused("InvalidCiphertextException"):
        decrypt(kms, data_key["CiphertextBlob"], {"a": "2"})
    assert decrypt(kms, data_key["CiphertextBlob"], {"a": "1"}) == data_key["Plaintext"]
