"""ML-DSA (FIPS 204), each signature checked outside too where the cryptography package can."""

import os
from dataclasses import dataclass

import pytest
from botocore.client import BaseClient
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_der_public_key

from support.keys import new_key
from support.refusals import refused

ALGORITHM = "ML_DSA_SHAKE_256"
#: Spec, bytes of the public key without its DER header, bytes of a signature (FIPS 204, table 2).
SPECS = [("ML_DSA_65", 1952, 3309), ("ML_DSA_87", 2592, 4627)]
DER_HEADER = 22


@dataclass(frozen=True)
class Signer:
    kms: BaseClient
    spec: str
    key: str
    public_der: bytes
    signature_size: int

    @classmethod
    def new(cls, kms: BaseClient, spec: str, signature_size: int) -> "Signer":
        key = new_key(kms, KeySpec=spec, KeyUsage="SIGN_VERIFY")
        return cls(kms, spec, key, kms.get_public_key(KeyId=key)["PublicKey"], signature_size)

    def sign(self, message: bytes, message_type: str = "RAW") -> bytes:
        request = {"KeyId": self.key, "Message": message, "MessageType": message_type}
        return self.kms.sign(**request, SigningAlgorithm=ALGORITHM)["Signature"]

    def verify(self, message: bytes, signature: bytes, message_type: str = "RAW") -> bool:
        request = {"KeyId": self.key, "Message": message, "MessageType": message_type}
        return self.kms.verify(**request, Signature=signature, SigningAlgorithm=ALGORITHM)["SignatureValid"]


@pytest.fixture(scope="module", params=SPECS, ids=[spec for spec, *_ in SPECS])
def signer(kms: BaseClient, request: pytest.FixtureRequest) -> Signer:
    spec, _, signature_size = request.param
    return Signer.new(kms, spec, signature_size)


def test_the_public_key_and_what_it_is_for(kms: BaseClient, signer: Signer) -> None:
    answer = kms.get_public_key(KeyId=signer.key)
    assert (answer["KeySpec"], answer["KeyUsage"]) == (signer.spec, "SIGN_VERIFY")
    assert answer["SigningAlgorithms"] == [ALGORITHM]
    assert len(answer["PublicKey"]) == DER_HEADER + {spec: size for spec, size, _ in SPECS}[signer.spec]
    metadata = kms.describe_key(KeyId=signer.key)["KeyMetadata"]
    assert (metadata["KeySpec"], metadata["SigningAlgorithms"]) == (signer.spec, [ALGORITHM])


@pytest.mark.parametrize("size", [1, 64, 4096])
def test_a_signature_verifies(signer: Signer, size: int) -> None:
    message = os.urandom(size)
    signature = signer.sign(message)
    assert len(signature) == signer.signature_size
    assert signer.verify(message, signature) is True


def test_cryptography_verifies_a_message(signer: Signer) -> None:
    """With the empty context string of FIPS 204's pure ML-DSA. OpenSSL has it since 3.5, Debian's is older."""
    try:
        public_key = load_der_public_key(signer.public_der)
    except (UnsupportedAlgorithm, ValueError):
        pytest.skip("this build of the cryptography package has no ML-DSA: Verify alone checks the signatures")
    assert type(public_key).__name__ == signer.spec.replace("ML_DSA_", "MLDSA") + "PublicKey"
    for message in (b"m", os.urandom(4096)):
        signature = signer.sign(message)
        public_key.verify(signature, message)
        with pytest.raises(InvalidSignature):
            public_key.verify(signature, message + b"!")


def test_a_changed_signature_is_refused(signer: Signer) -> None:
    signature = signer.sign(b"m")
    flipped = []
    for position in (*range(0, len(signature), 211), len(signature) - 1):
        changed = bytearray(signature)
        changed[position] ^= 1 << (position % 8)
        flipped.append(bytes(changed))
    for wrong in (*flipped, signature[:-1], signature + b"\0", bytes(len(signature)), b"x", bytes(6144)):
        with refused("KMSInvalidSignatureException"):
            signer.verify(b"m", wrong)


def test_another_message_or_keys_signature_is_refused(kms: BaseClient, signer: Signer) -> None:
    with refused("KMSInvalidSignatureException"):
        signer.verify(b"M", signer.sign(b"m"))
    other = Signer.new(kms, signer.spec, signer.signature_size)
    assert other.public_der != signer.public_der
    with refused("KMSInvalidSignatureException"):
        signer.verify(b"m", other.sign(b"m"))


def test_a_digest_is_refused(signer: Signer) -> None:
    with refused("ValidationException"):
        signer.sign(bytes(64), "DIGEST")
    with refused("ValidationException"):
        signer.verify(bytes(64), bytes(signer.signature_size), "DIGEST")


def test_a_message_representative_is_not_supported_yet(signer: Signer) -> None:
    with refused("UnsupportedOperationException"):
        signer.sign(bytes(64), "EXTERNAL_MU")
    with refused("UnsupportedOperationException"):
        signer.verify(bytes(64), bytes(signer.signature_size), "EXTERNAL_MU")


def test_an_algorithm_of_another_kind_of_key_is_refused(kms: BaseClient, signer: Signer) -> None:
    for algorithm in ("ECDSA_SHA_256", "ED25519_SHA_512", "RSASSA_PSS_SHA_512"):
        with refused("InvalidKeyUsageException"):
            kms.sign(KeyId=signer.key, Message=b"m", SigningAlgorithm=algorithm)


def test_the_smallest_parameters_are_not_supported_yet(kms: BaseClient) -> None:
    with refused("UnsupportedOperationException"):
        kms.create_key(KeySpec="ML_DSA_44", KeyUsage="SIGN_VERIFY")


@pytest.mark.parametrize("use", [None, "ENCRYPT_DECRYPT", "KEY_AGREEMENT"])
def test_a_use_that_ml_dsa_does_not_have_is_refused(kms: BaseClient, use: str | None) -> None:
    with refused("ValidationException"):
        kms.create_key(KeySpec="ML_DSA_65", **({"KeyUsage": use} if use else {}))
