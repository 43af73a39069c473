"""ECDSA on the curves of AWS KMS, each signature checked by code that is not ours."""

import hashlib
from dataclasses import dataclass

import pytest
from botocore.client import BaseClient
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_der_public_key

from support.keys import new_key
from support.refusals import refused


@dataclass(frozen=True)
class Curve:
    spec: str
    name: str
    algorithm: str
    hash: hashes.HashAlgorithm

    def digest(self, message: bytes) -> bytes:
        return hashlib.new(self.hash.name, message).digest()


CURVES = [
    Curve("ECC_NIST_P256", "secp256r1", "ECDSA_SHA_256", hashes.SHA256()),
    Curve("ECC_NIST_P384", "secp384r1", "ECDSA_SHA_384", hashes.SHA384()),
    Curve("ECC_NIST_P521", "secp521r1", "ECDSA_SHA_512", hashes.SHA512()),
    Curve("ECC_SECG_P256K1", "secp256k1", "ECDSA_SHA_256", hashes.SHA256()),
]
ALGORITHMS = ["ECDSA_SHA_256", "ECDSA_SHA_384", "ECDSA_SHA_512"]


@dataclass(frozen=True)
class Signer:
    """A key of the fleet and its public key, as it was given out."""

    kms: BaseClient
    key: str
    curve: Curve
    public_key: ec.EllipticCurvePublicKey

    @classmethod
    def new(cls, kms: BaseClient, curve: Curve) -> "Signer":
        key = new_key(kms, KeySpec=curve.spec, KeyUsage="SIGN_VERIFY")
        public_key = load_der_public_key(kms.get_public_key(KeyId=key)["PublicKey"])
        assert isinstance(public_key, ec.EllipticCurvePublicKey)
        return cls(kms, key, curve, public_key)

    def sign(self, message: bytes, message_type: str = "RAW") -> bytes:
        return self.kms.sign(
            KeyId=self.key, Message=message, MessageType=message_type, SigningAlgorithm=self.curve.algorithm
        )["Signature"]

    def verify(self, message: bytes, signature: bytes, message_type: str = "RAW") -> bool:
        return self.kms.verify(
            KeyId=self.key,
            Message=message,
            MessageType=message_type,
            Signature=signature,
            SigningAlgorithm=self.curve.algorithm,
        )["SignatureValid"]

    def verify_outside(self, message: bytes, signature: bytes) -> None:
        self.public_key.verify(signature, message, ec.ECDSA(self.curve.hash))


@pytest.fixture(scope="module", params=CURVES, ids=lambda curve: curve.spec)
def signer(kms: BaseClient, request: pytest.FixtureRequest) -> Signer:
    return Signer.new(kms, request.param)


def test_the_public_key_and_what_it_is_for(kms: BaseClient, signer: Signer) -> None:
    answer = kms.get_public_key(KeyId=signer.key)
    assert answer["KeyId"].endswith(f":key/{signer.key}")
    assert (answer["KeySpec"], answer["KeyUsage"]) == (signer.curve.spec, "SIGN_VERIFY")
    assert answer["SigningAlgorithms"] == [signer.curve.algorithm]
    assert not {"EncryptionAlgorithms", "KeyAgreementAlgorithms"} & answer.keys()
    assert signer.public_key.curve.name == signer.curve.name
    metadata = kms.describe_key(KeyId=signer.key)["KeyMetadata"]
    assert metadata["SigningAlgorithms"] == [signer.curve.algorithm]


@pytest.mark.parametrize("size", [1, 64, 137, 4096])
def test_cryptography_verifies_a_message(signer: Signer, size: int) -> None:
    message = hashlib.shake_256(b"message").digest(size)
    signer.verify_outside(message, signer.sign(message))


def test_cryptography_verifies_a_digest(signer: Signer) -> None:
    document = b"a document of any length" * 1000
    digest = signer.curve.digest(document)
    signature = signer.sign(digest, "DIGEST")
    signer.verify_outside(document, signature)
    signer.public_key.verify(signature, digest, ec.ECDSA(Prehashed(signer.curve.hash)))


def test_a_message_and_its_digest_are_one_message(signer: Signer) -> None:
    digest = signer.curve.digest(b"m")
    assert signer.verify(digest, signer.sign(b"m"), "DIGEST") is True
    assert signer.verify(b"m", signer.sign(digest, "DIGEST")) is True


def test_the_answers_name_key_and_algorithm(kms: BaseClient, signer: Signer) -> None:
    arn = kms.describe_key(KeyId=signer.key)["KeyMetadata"]["Arn"]
    request = {"KeyId": signer.key, "Message": b"m", "SigningAlgorithm": signer.curve.algorithm}
    signed = kms.sign(**request)
    checked = kms.verify(**request, Signature=signed["Signature"])
    for answer in (signed, checked):
        assert (answer["KeyId"], answer["SigningAlgorithm"]) == (arn, signer.curve.algorithm)
    assert checked["SignatureValid"] is True


def test_twenty_signatures_in_a_row_all_verify_and_repeat_no_nonce(signer: Signer) -> None:
    """The same nonce under two messages would give the private key away."""
    points = set()
    for number in range(20):
        message = f"message {number}".encode()
        signature = signer.sign(message)
        signer.verify_outside(message, signature)
        points.add(decode_dss_signature(signature)[0])
    assert len(points) == 20


@pytest.mark.parametrize("difference", [-1, 1, -12, 16])
def test_a_digest_of_the_wrong_length_is_refused(signer: Signer, difference: int) -> None:
    digest = bytes(signer.curve.hash.digest_size + difference)
    with refused("ValidationException"):
        signer.sign(digest, "DIGEST")
    with refused("ValidationException"):
        signer.verify(digest, signer.sign(b"m"), "DIGEST")


def test_an_algorithm_of_another_curve_is_refused(kms: BaseClient, signer: Signer) -> None:
    others = [name for name in (*ALGORITHMS, "RSASSA_PSS_SHA_256", "ED25519_SHA_512") if name != signer.curve.algorithm]
    for algorithm in others:
        with refused("InvalidKeyUsageException"):
            kms.sign(KeyId=signer.key, Message=b"m", SigningAlgorithm=algorithm)
        with refused("InvalidKeyUsageException"):
            kms.verify(KeyId=signer.key, Message=b"m", Signature=b"s", SigningAlgorithm=algorithm)


def test_a_changed_signature_is_refused(signer: Signer) -> None:
    signature = signer.sign(b"m")
    for position in range(len(signature)):
        changed = bytearray(signature)
        changed[position] ^= 1 << (position % 8)
        with refused("KMSInvalidSignatureException"):
            signer.verify(b"m", bytes(changed))


def test_what_is_no_signature_is_refused(signer: Signer) -> None:
    r, s = decode_dss_signature(signer.sign(b"m"))
    size = (signer.public_key.key_size + 7) // 8
    wrong = [
        encode_dss_signature(0, 0),
        encode_dss_signature(r, 0),
        encode_dss_signature(0, s),
        encode_dss_signature(s, r),
        encode_dss_signature(r, s) + b"\0",
        encode_dss_signature(r, s)[:-1],
        r.to_bytes(size, "big") + s.to_bytes(size, "big"),
        bytes(size),
        b"x",
        bytes(6144),
    ]
    for signature in wrong:
        with refused("KMSInvalidSignatureException"):
            signer.verify(b"m", signature)


def test_another_message_or_keys_signature_is_refused(kms: BaseClient, signer: Signer) -> None:
    with refused("KMSInvalidSignatureException"):
        signer.verify(b"M", signer.sign(b"m"))
    other = Signer.new(kms, signer.curve)
    assert other.public_key.public_numbers() != signer.public_key.public_numbers()
    with refused("KMSInvalidSignatureException"):
        signer.verify(b"m", other.sign(b"m"))


@pytest.mark.parametrize("use", [None, "ENCRYPT_DECRYPT", "GENERATE_VERIFY_MAC"])
@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: curve.spec)
def test_a_use_that_a_curve_does_not_have_is_refused(kms: BaseClient, curve: Curve, use: str | None) -> None:
    with refused("ValidationException"):
        kms.create_key(KeySpec=curve.spec, **({"KeyUsage": use} if use else {}))


def test_a_disabled_key_is_refused(kms: BaseClient) -> None:
    signer = Signer.new(kms, CURVES[0])
    signature = signer.sign(b"m")
    kms.disable_key(KeyId=signer.key)
    with refused("DisabledException"):
        signer.sign(b"m")
    with refused("DisabledException"):
        signer.verify(b"m", signature)
    kms.enable_key(KeyId=signer.key)
    assert signer.verify(b"m", signature)
