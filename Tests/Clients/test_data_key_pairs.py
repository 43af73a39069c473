"""GenerateDataKeyPair and its form without plaintext: pairs for use outside, the private half wrapped by a key."""

import pytest
from botocore.client import BaseClient
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
)

from support.keys import decrypt, new_key
from support.refusals import refused

#: What the public half must be: RSA's bits, the curve's name, or nothing more to say.
SPECS = {
    "RSA_2048": 2048,
    "RSA_3072": 3072,
    "RSA_4096": 4096,
    "ECC_NIST_P256": "secp256r1",
    "ECC_NIST_P384": "secp384r1",
    "ECC_NIST_P521": "secp521r1",
    "ECC_SECG_P256K1": "secp256k1",
    "ECC_NIST_EDWARDS25519": None,
}


def check_pair(spec: str, private_der: bytes, public_der: bytes) -> None:
    """The private half is a key of this spec in PKCS #8, and the public one belongs to it."""
    public_key = load_der_public_key(public_der)
    match SPECS[spec]:
        case int() as bits:
            assert isinstance(public_key, rsa.RSAPublicKey)
            assert (public_key.key_size, public_key.public_numbers().e) == (bits, 65537)
        case str() as curve:
            assert isinstance(public_key, ec.EllipticCurvePublicKey)
            assert public_key.curve.name == curve
        case None:
            assert isinstance(public_key, ed25519.Ed25519PublicKey)
    own_public_key = load_der_private_key(private_der, password=None).public_key()
    assert own_public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) == public_der


@pytest.mark.parametrize("spec", SPECS)
def test_a_pair_and_its_ciphertext(kms: BaseClient, key: str, spec: str) -> None:
    answer = kms.generate_data_key_pair(KeyId=key, KeyPairSpec=spec, EncryptionContext={"a": "1"})
    check_pair(spec, answer["PrivateKeyPlaintext"], answer["PublicKey"])
    assert answer["KeyPairSpec"] == spec
    assert answer["KeyId"].endswith(f":key/{key}")
    assert decrypt(kms, answer["PrivateKeyCiphertextBlob"], {"a": "1"}) == answer["PrivateKeyPlaintext"]


@pytest.mark.parametrize("spec", SPECS)
def test_a_pair_without_plaintext(kms: BaseClient, key: str, spec: str) -> None:
    answer = kms.generate_data_key_pair_without_plaintext(KeyId=key, KeyPairSpec=spec)
    assert "PrivateKeyPlaintext" not in answer
    assert answer["KeyPairSpec"] == spec
    assert answer["KeyId"].endswith(f":key/{key}")
    check_pair(spec, decrypt(kms, answer["PrivateKeyCiphertextBlob"]), answer["PublicKey"])


@pytest.mark.parametrize("spec", SPECS)
def test_pairs_differ(kms: BaseClient, key: str, spec: str) -> None:
    """RSA pairs come from a stock made ahead: no pair may leave it twice."""
    first = [kms.generate_data_key_pair(KeyId=key, KeyPairSpec=spec)["PublicKey"] for _ in range(3)]
    then = [kms.generate_data_key_pair_without_plaintext(KeyId=key, KeyPairSpec=spec)["PublicKey"] for _ in range(2)]
    assert len({*first, *then}) == 5


def test_a_pair_is_bound_to_its_context(kms: BaseClient, key: str) -> None:
    request = {"KeyId": key, "KeyPairSpec": "ECC_NIST_P256", "EncryptionContext": {"a": "1"}}
    for answer in (
        kms.generate_data_key_pair(**request),
        kms.generate_data_key_pair_without_plaintext(**request),
    ):
        for context in ({}, {"a": "2"}, {"a": "1", "b": "2"}):
            with refused("InvalidCiphertextException"):
                decrypt(kms, answer["PrivateKeyCiphertextBlob"], context)


def test_a_pair_that_signs_outside(kms: BaseClient, key: str) -> None:
    pair = kms.generate_data_key_pair_without_plaintext(KeyId=key, KeyPairSpec="ECC_NIST_EDWARDS25519")
    private_key = load_der_private_key(decrypt(kms, pair["PrivateKeyCiphertextBlob"]), password=None)
    load_der_public_key(pair["PublicKey"]).verify(private_key.sign(b"m"), b"m")


@pytest.mark.parametrize("spec", ["SYMMETRIC_DEFAULT", "HMAC_256", "ML_DSA_65", "NO_SUCH_SPEC", ""])
def test_a_spec_that_no_pair_has_is_refused(unchecked: BaseClient, key: str, spec: str) -> None:
    with refused("ValidationException"):
        unchecked.generate_data_key_pair(KeyId=key, KeyPairSpec=spec)
    with refused("ValidationException"):
        unchecked.generate_data_key_pair_without_plaintext(KeyId=key, KeyPairSpec=spec)


def test_sm2_is_not_supported(kms: BaseClient, key: str) -> None:
    with refused("UnsupportedOperationException"):
        kms.generate_data_key_pair(KeyId=key, KeyPairSpec="SM2")
    with refused("UnsupportedOperationException"):
        kms.generate_data_key_pair_without_plaintext(KeyId=key, KeyPairSpec="SM2")


@pytest.mark.parametrize(
    ("spec", "use"),
    [
        ("ECC_NIST_EDWARDS25519", "SIGN_VERIFY"),
        ("RSA_2048", "ENCRYPT_DECRYPT"),
        ("HMAC_256", "GENERATE_VERIFY_MAC"),
        ("ECC_NIST_P256", "KEY_AGREEMENT"),
    ],
)
def test_only_a_symmetric_encryption_key_wraps(kms: BaseClient, spec: str, use: str) -> None:
    wrapper = new_key(kms, KeySpec=spec, KeyUsage=use)
    with refused("InvalidKeyUsageException"):
        kms.generate_data_key_pair(KeyId=wrapper, KeyPairSpec="ECC_NIST_P256")
    with refused("InvalidKeyUsageException"):
        kms.generate_data_key_pair_without_plaintext(KeyId=wrapper, KeyPairSpec="ECC_NIST_P256")


def test_a_disabled_key_is_refused(kms: BaseClient) -> None:
    wrapper = new_key(kms)
    kms.disable_key(KeyId=wrapper)
    with refused("DisabledException"):
        kms.generate_data_key_pair(KeyId=wrapper, KeyPairSpec="ECC_NIST_P256")


def test_a_dry_run_makes_nothing(kms: BaseClient, key: str) -> None:
    with refused("DryRunOperationException"):
        kms.generate_data_key_pair(KeyId=key, KeyPairSpec="ECC_NIST_P256", DryRun=True)
    with refused("DryRunOperationException"):
        kms.generate_data_key_pair_without_plaintext(KeyId=key, KeyPairSpec="RSA_4096", DryRun=True)


def test_an_attestation_document_is_not_supported_yet(kms: BaseClient, key: str) -> None:
    recipient = {"KeyEncryptionAlgorithm": "RSAES_OAEP_SHA_256", "AttestationDocument": b"x"}
    with refused("UnsupportedOperationException"):
        kms.generate_data_key_pair(KeyId=key, KeyPairSpec="ECC_NIST_P256", Recipient=recipient)
