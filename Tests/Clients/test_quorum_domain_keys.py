"""SYMMETRIC_DEFAULT keys in quorum custody: chosen by a tag, otherwise keys like any other."""

import os
from collections.abc import Callable

import pytest
from botocore.client import BaseClient

from support.clients import kms_client
from support.fleet import Fleet
from support.keys import decrypt, encrypt, new_key
from support.refusals import refused

QUORUM = {"TagKey": "quorate:custody", "TagValue": "quorum"}


def new_domain_key(kms: BaseClient, **request: object) -> str:
    return new_key(kms, Tags=[QUORUM, *request.pop("Tags", [])], **request)


@pytest.fixture(scope="module")
def domain_key(kms: BaseClient) -> str:
    return new_domain_key(kms, Description="in quorum custody")


def test_a_key_in_quorum_custody_describes_itself_as_any_other(kms: BaseClient, domain_key: str) -> None:
    metadata = kms.describe_key(KeyId=domain_key)["KeyMetadata"]
    assert (metadata["KeySpec"], metadata["KeyUsage"]) == ("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT")
    assert (metadata["Origin"], metadata["KeyState"]) == ("AWS_KMS", "Enabled")
    assert metadata["EncryptionAlgorithms"] == ["SYMMETRIC_DEFAULT"]
    assert QUORUM in kms.list_resource_tags(KeyId=domain_key)["Tags"]


@pytest.mark.parametrize("size", [1, 15, 16, 17, 1024, 4096])
def test_what_goes_in_comes_out(kms: BaseClient, domain_key: str, size: int) -> None:
    plaintext = os.urandom(size)
    answer = kms.encrypt(KeyId=domain_key, Plaintext=plaintext, EncryptionContext={"a": "1"})
    assert answer["KeyId"].endswith(f":key/{domain_key}")
    assert len(answer["CiphertextBlob"]) <= 6144
    assert decrypt(kms, answer["CiphertextBlob"], {"a": "1"}) == plaintext


def test_the_same_plaintext_twice_gives_two_ciphertexts(kms: BaseClient, domain_key: str) -> None:
    assert len({encrypt(kms, domain_key, b"same") for _ in range(20)}) == 20


@pytest.mark.parametrize(
    ("made_with", "opened_with"),
    [
        ({"a": "1"}, {}),
        ({}, {"a": "1"}),
        ({"a": "1"}, {"a": "2"}),
        ({"a": "1"}, {"A": "1"}),
        ({"a": "1", "b": "2"}, {"a": "1"}),
        ({"a": "1", "b": "2"}, {"a": "2", "b": "1"}),
        ({"a": "bc"}, {"ab": "c"}),
        ({"k": "\u00e9"}, {"k": "e\u0301"}),
    ],
)
def test_another_context_is_refused(kms: BaseClient, domain_key: str, made_with: dict, opened_with: dict) -> None:
    ciphertext = encrypt(kms, domain_key, b"p", made_with)
    with refused("InvalidCiphertextException"):
        decrypt(kms, ciphertext, opened_with)
    assert decrypt(kms, ciphertext, dict(reversed(made_with.items()))) == b"p"


def test_a_changed_ciphertext_is_refused(kms: BaseClient, domain_key: str) -> None:
    """A bit in the key's name may also make the key one that does not exist."""
    ciphertext = encrypt(kms, domain_key, b"p")
    for position in range(0, len(ciphertext), 3):
        changed = bytearray(ciphertext)
        changed[position] ^= 1 << (position % 8)
        with refused("InvalidCiphertextException", "IncorrectKeyException"):
            kms.decrypt(KeyId=domain_key, CiphertextBlob=bytes(changed))
    for wrong in (ciphertext[:-1], ciphertext + b"\0"):
        with refused("InvalidCiphertextException"):
            decrypt(kms, wrong)


def test_a_ciphertext_opens_under_its_own_key_only(kms: BaseClient, key: str, domain_key: str) -> None:
    for other in (key, new_domain_key(kms)):
        with refused("IncorrectKeyException"):
            kms.decrypt(KeyId=other, CiphertextBlob=encrypt(kms, domain_key, b"p"))
        with refused("IncorrectKeyException"):
            kms.decrypt(KeyId=domain_key, CiphertextBlob=encrypt(kms, other, b"p"))


def test_data_keys(kms: BaseClient, domain_key: str) -> None:
    context = {"for": "a volume"}
    made = kms.generate_data_key(KeyId=domain_key, KeySpec="AES_256", EncryptionContext=context)
    assert len(made["Plaintext"]) == 32
    assert decrypt(kms, made["CiphertextBlob"], context) == made["Plaintext"]
    with refused("InvalidCiphertextException"):
        decrypt(kms, made["CiphertextBlob"], {"for": "another"})
    hidden = kms.generate_data_key_without_plaintext(KeyId=domain_key, NumberOfBytes=64, EncryptionContext=context)
    assert "Plaintext" not in hidden
    assert len(decrypt(kms, hidden["CiphertextBlob"], context)) == 64


def test_a_ciphertext_moves_from_threshold_to_quorum_custody_and_back(
    kms: BaseClient, key: str, domain_key: str
) -> None:
    there = kms.re_encrypt(
        CiphertextBlob=encrypt(kms, key, b"moved", {"from": "threshold"}),
        SourceEncryptionContext={"from": "threshold"},
        DestinationKeyId=domain_key,
        DestinationEncryptionContext={"to": "quorum"},
    )
    assert there["SourceKeyId"].endswith(key)
    assert there["KeyId"].endswith(domain_key)
    assert decrypt(kms, there["CiphertextBlob"], {"to": "quorum"}) == b"moved"
    with refused("InvalidCiphertextException"):
        kms.re_encrypt(CiphertextBlob=there["CiphertextBlob"], DestinationKeyId=key)
    back = kms.re_encrypt(
        CiphertextBlob=there["CiphertextBlob"], SourceEncryptionContext={"to": "quorum"}, DestinationKeyId=key
    )
    assert decrypt(kms, back["CiphertextBlob"]) == b"moved"


def test_custody_cannot_be_changed(kms: BaseClient, key: str) -> None:
    domain_key = new_domain_key(kms, Tags=[{"TagKey": "team", "TagValue": "blue"}])
    for value in ("threshold", "quorum", "module", ""):
        with refused("TagException"):
            kms.tag_resource(KeyId=domain_key, Tags=[{"TagKey": "quorate:custody", "TagValue": value}])
    with refused("TagException"):
        kms.untag_resource(KeyId=domain_key, TagKeys=["quorate:custody"])
    with refused("TagException"):
        kms.untag_resource(KeyId=domain_key, TagKeys=["team", "quorate:custody"])
    with refused("TagException"):
        kms.tag_resource(KeyId=key, Tags=[QUORUM])
    tags = kms.list_resource_tags(KeyId=domain_key)["Tags"]
    assert sorted(tags, key=lambda tag: tag["TagKey"]) == [QUORUM, {"TagKey": "team", "TagValue": "blue"}]
    kms.untag_resource(KeyId=domain_key, TagKeys=["team"])
    assert kms.list_resource_tags(KeyId=domain_key)["Tags"] == [QUORUM]


def test_a_disabled_key_is_refused_and_serves_again(kms: BaseClient) -> None:
    domain_key = new_domain_key(kms)
    ciphertext = encrypt(kms, domain_key, b"before")
    kms.disable_key(KeyId=domain_key)
    with refused("DisabledException"):
        encrypt(kms, domain_key, b"late")
    with refused("DisabledException"):
        decrypt(kms, ciphertext)
    kms.enable_key(KeyId=domain_key)
    assert decrypt(kms, ciphertext) == b"before"


def test_a_key_outlasts_a_restart(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    domain_key = new_domain_key(kms)
    ciphertext = encrypt(kms, domain_key, b"kept", {"a": "1"})
    fleet.stop()
    fleet.start()
    kms = kms_client(fleet)
    assert decrypt(kms, ciphertext, {"a": "1"}) == b"kept"
    with refused("TagException"):
        kms.untag_resource(KeyId=domain_key, TagKeys=["quorate:custody"])
