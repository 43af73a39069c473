"""GenerateMac and VerifyMac. What a key of our own making computes cannot be checked outside, an imported key's can."""

import hmac
import os

import pytest
from botocore.client import BaseClient

from support.importing import import_material, new_external_key
from support.keys import ED25519, encrypt, new_key
from support.refusals import refused

#: Spec, algorithm, hash in Python's name, length of the MAC in bytes.
SPECS = [
    ("HMAC_224", "HMAC_SHA_224", "sha224", 28),
    ("HMAC_256", "HMAC_SHA_256", "sha256", 32),
    ("HMAC_384", "HMAC_SHA_384", "sha384", 48),
    ("HMAC_512", "HMAC_SHA_512", "sha512", 64),
]
ALGORITHMS = [algorithm for _, algorithm, _, _ in SPECS]
USE = "GENERATE_VERIFY_MAC"

each_spec = pytest.mark.parametrize(("spec", "algorithm", "digest", "size"), SPECS, ids=[spec for spec, *_ in SPECS])


@pytest.fixture(scope="module")
def keys(kms: BaseClient) -> dict[str, str]:
    return {spec: new_key(kms, KeySpec=spec, KeyUsage=USE) for spec, *_ in SPECS}


def mac(kms: BaseClient, key: str, algorithm: str, message: bytes) -> bytes:
    return kms.generate_mac(KeyId=key, Message=message, MacAlgorithm=algorithm)["Mac"]


def is_valid(kms: BaseClient, key: str, algorithm: str, message: bytes, code: bytes) -> bool:
    return kms.verify_mac(KeyId=key, Message=message, MacAlgorithm=algorithm, Mac=code)["MacValid"]


@each_spec
def test_a_key_names_its_algorithm(
    kms: BaseClient, keys: dict[str, str], spec: str, algorithm: str, digest: str, size: int
) -> None:
    metadata = kms.describe_key(KeyId=keys[spec])["KeyMetadata"]
    assert (metadata["KeySpec"], metadata["KeyUsage"], metadata["Origin"]) == (spec, USE, "AWS_KMS")
    assert metadata["MacAlgorithms"] == [algorithm]
    assert not {"EncryptionAlgorithms", "SigningAlgorithms", "KeyAgreementAlgorithms"} & metadata.keys()


@each_spec
def test_a_mac_verifies(
    kms: BaseClient, keys: dict[str, str], spec: str, algorithm: str, digest: str, size: int
) -> None:
    arn = kms.describe_key(KeyId=keys[spec])["KeyMetadata"]["Arn"]
    made = kms.generate_mac(KeyId=keys[spec], Message=b"m", MacAlgorithm=algorithm)
    assert (made["KeyId"], made["MacAlgorithm"], len(made["Mac"])) == (arn, algorithm, size)
    checked = kms.verify_mac(KeyId=keys[spec], Message=b"m", MacAlgorithm=algorithm, Mac=made["Mac"])
    assert (checked["KeyId"], checked["MacAlgorithm"], checked["MacValid"]) == (arn, algorithm, True)


@each_spec
def test_a_mac_stays_the_same_whichever_custodians_answer(
    kms: BaseClient, keys: dict[str, str], spec: str, algorithm: str, digest: str, size: int
) -> None:
    assert len({mac(kms, keys[spec], algorithm, b"again") for _ in range(20)}) == 1


@each_spec
def test_a_mac_is_of_one_message_and_one_key(
    kms: BaseClient, keys: dict[str, str], spec: str, algorithm: str, digest: str, size: int
) -> None:
    other = new_key(kms, KeySpec=spec, KeyUsage=USE)
    code, others = mac(kms, keys[spec], algorithm, b"m"), mac(kms, other, algorithm, b"m")
    assert code != others
    assert code != mac(kms, keys[spec], algorithm, b"M")
    assert is_valid(kms, other, algorithm, b"m", others)
    for key, message, wrong in ((keys[spec], b"m", others), (other, b"m", code), (keys[spec], b"M", code)):
        with refused("KMSInvalidMacException"):
            is_valid(kms, key, algorithm, message, wrong)


@each_spec
def test_a_changed_mac_is_refused(
    kms: BaseClient, keys: dict[str, str], spec: str, algorithm: str, digest: str, size: int
) -> None:
    code = mac(kms, keys[spec], algorithm, b"m")
    flipped = [code[:at] + bytes([code[at] ^ 1 << at % 8]) + code[at + 1 :] for at in range(size)]
    for wrong in (*flipped, code[:-1], code[:16], code + b"\0", bytes(size), b"x", bytes(6144)):
        with refused("KMSInvalidMacException"):
            is_valid(kms, keys[spec], algorithm, b"m", wrong)


@each_spec
def test_an_algorithm_of_another_spec_is_refused(
    kms: BaseClient, keys: dict[str, str], spec: str, algorithm: str, digest: str, size: int
) -> None:
    code = mac(kms, keys[spec], algorithm, b"m")
    for other in ALGORITHMS:
        if other != algorithm:
            with refused("InvalidKeyUsageException"):
                mac(kms, keys[spec], other, b"m")
            with refused("InvalidKeyUsageException"):
                is_valid(kms, keys[spec], other, b"m", code)


@pytest.mark.parametrize("size", [1, 63, 64, 65, 127, 128, 129, 4096])
def test_messages_have_1_to_4096_bytes(kms: BaseClient, keys: dict[str, str], size: int) -> None:
    message = os.urandom(size)
    assert is_valid(kms, keys["HMAC_256"], "HMAC_SHA_256", message, mac(kms, keys["HMAC_256"], "HMAC_SHA_256", message))


@pytest.mark.parametrize("size", [0, 4097])
def test_no_other_message_is_taken(unchecked: BaseClient, keys: dict[str, str], size: int) -> None:
    with refused("ValidationException"):
        mac(unchecked, keys["HMAC_256"], "HMAC_SHA_256", bytes(size))
    with refused("ValidationException"):
        is_valid(unchecked, keys["HMAC_256"], "HMAC_SHA_256", bytes(size), bytes(32))


@pytest.mark.parametrize("algorithm", ["NO_SUCH_ALGORITHM", "HMAC_256", ""])
def test_an_algorithm_that_does_not_exist_is_refused(
    unchecked: BaseClient, keys: dict[str, str], algorithm: str
) -> None:
    with refused("ValidationException"):
        mac(unchecked, keys["HMAC_256"], algorithm, b"m")


def test_a_mac_key_does_nothing_else(kms: BaseClient, keys: dict[str, str], key: str, signing_key: str) -> None:
    mac_key = keys["HMAC_256"]
    for call in (
        lambda: encrypt(kms, mac_key, b"p"),
        lambda: kms.generate_data_key(KeyId=mac_key, KeySpec="AES_256"),
        lambda: kms.sign(KeyId=mac_key, Message=b"m", SigningAlgorithm=ED25519),
        lambda: mac(kms, key, "HMAC_SHA_256", b"m"),
        lambda: mac(kms, signing_key, "HMAC_SHA_256", b"m"),
        lambda: is_valid(kms, key, "HMAC_SHA_256", b"m", bytes(32)),
    ):
        with refused("InvalidKeyUsageException"):
            call()
    with refused("UnsupportedOperationException", "InvalidKeyUsageException"):
        kms.get_public_key(KeyId=mac_key)


@pytest.mark.parametrize("use", [None, "ENCRYPT_DECRYPT", "SIGN_VERIFY", "KEY_AGREEMENT"])
def test_a_mac_key_is_made_for_macs(kms: BaseClient, use: str | None) -> None:
    with refused("ValidationException"):
        kms.create_key(KeySpec="HMAC_256", **({"KeyUsage": use} if use else {}))


def test_a_disabled_key_is_refused_and_serves_again(kms: BaseClient) -> None:
    key = new_key(kms, KeySpec="HMAC_384", KeyUsage=USE)
    code = mac(kms, key, "HMAC_SHA_384", b"m")
    kms.disable_key(KeyId=key)
    with refused("DisabledException"):
        mac(kms, key, "HMAC_SHA_384", b"m")
    with refused("DisabledException"):
        is_valid(kms, key, "HMAC_SHA_384", b"m", code)
    kms.enable_key(KeyId=key)
    assert mac(kms, key, "HMAC_SHA_384", b"m") == code


def test_a_dry_run_makes_and_verifies_nothing(kms: BaseClient, keys: dict[str, str]) -> None:
    request = {"KeyId": keys["HMAC_256"], "Message": b"m", "MacAlgorithm": "HMAC_SHA_256"}
    code = kms.generate_mac(**request)["Mac"]
    with refused("DryRunOperationException"):
        kms.generate_mac(**request, DryRun=True)
    with refused("DryRunOperationException"):
        kms.verify_mac(**request, Mac=code, DryRun=True)
    with refused("NotFoundException"):
        kms.generate_mac(**{**request, "KeyId": "alias/missing"}, DryRun=True)


@each_spec
def test_python_computes_the_same_with_an_imported_key(
    kms: BaseClient, spec: str, algorithm: str, digest: str, size: int
) -> None:
    material = os.urandom(size)
    key = new_external_key(kms, KeySpec=spec, KeyUsage=USE)
    import_material(kms, key, material)
    for message in (b"m", os.urandom(128), os.urandom(4096)):
        expected = hmac.digest(material, message, digest)
        assert mac(kms, key, algorithm, message) == expected
        assert is_valid(kms, key, algorithm, message, expected)
