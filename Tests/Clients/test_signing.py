"""Sign, Verify and GetPublicKey, each signature checked by code that is not ours."""

import hashlib
import subprocess
from pathlib import Path

import pytest
from botocore.client import BaseClient
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from support.keys import ED25519, ED25519_PH, new_signing_key, sign
from support.refusals import refused
from support.sodium import verify_ed25519ph

ORDER = 2**252 + 27742317777372353535851937790883648493


@pytest.fixture(scope="module")
def public_der(kms: BaseClient, signing_key: str) -> bytes:
    return kms.get_public_key(KeyId=signing_key)["PublicKey"]


@pytest.fixture(scope="module")
def public_key(public_der: bytes) -> Ed25519PublicKey:
    key = load_der_public_key(public_der)
    assert isinstance(key, Ed25519PublicKey)
    return key


def test_the_public_key_and_what_it_is_for(kms: BaseClient, signing_key: str) -> None:
    answer = kms.get_public_key(KeyId=signing_key)
    assert answer["KeyId"].endswith(signing_key)
    assert (answer["KeySpec"], answer["KeyUsage"]) == ("ECC_NIST_EDWARDS25519", "SIGN_VERIFY")
    assert sorted(answer["SigningAlgorithms"]) == sorted([ED25519, ED25519_PH])
    assert len(answer["PublicKey"]) == 44


@pytest.mark.parametrize("size", [1, 31, 32, 33, 64, 128, 4096])
def test_cryptography_verifies_a_message(
    kms: BaseClient, signing_key: str, public_key: Ed25519PublicKey, size: int
) -> None:
    message = hashlib.shake_256(b"message").digest(size)
    answer = kms.sign(KeyId=signing_key, Message=message, MessageType="RAW", SigningAlgorithm=ED25519)
    assert answer["SigningAlgorithm"] == ED25519
    assert answer["KeyId"].endswith(signing_key)
    public_key.verify(answer["Signature"], message)


def test_trap_18_forty_signatures_in_a_row_all_verify(
    kms: BaseClient, signing_key: str, public_key: Ed25519PublicKey
) -> None:
    """Small-order parts would show in one signature of eight; this also outlasts a first batch of nonces."""
    for number in range(40):
        message = f"message {number}".encode()
        public_key.verify(sign(kms, signing_key, message), message)


def test_trap_14_no_commitment_is_seen_twice(kms: BaseClient, signing_key: str) -> None:
    commitments = {sign(kms, signing_key, b"one message")[:32] for _ in range(30)}
    assert len(commitments) == 30


def test_each_key_has_a_public_key_of_its_own(kms: BaseClient, public_der: bytes) -> None:
    other = kms.get_public_key(KeyId=new_signing_key(kms))["PublicKey"]
    assert other != public_der


def test_openssl_verifies_a_message(kms: BaseClient, signing_key: str, public_der: bytes, tmp_path: Path) -> None:
    message, signature, public = (tmp_path / name for name in ("message", "signature", "public.der"))
    message.write_bytes(b"checked by OpenSSL")
    signature.write_bytes(sign(kms, signing_key, message.read_bytes()))
    public.write_bytes(public_der)
    command = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", str(public)]
    command += ["-in", str(message), "-sigfile", str(signature)]
    assert subprocess.run(command, capture_output=True, timeout=30).returncode == 0
    message.write_bytes(b"checked by openssl")
    assert subprocess.run(command, capture_output=True, timeout=30).returncode != 0


def test_libsodium_verifies_a_digest_which_is_hashed_once_more(
    kms: BaseClient, signing_key: str, public_key: Ed25519PublicKey
) -> None:
    digest = hashlib.sha512(b"a long document").digest()
    request = {"KeyId": signing_key, "MessageType": "DIGEST", "SigningAlgorithm": ED25519_PH}
    signature = kms.sign(Message=digest, **request)["Signature"]
    raw = public_key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    assert verify_ed25519ph(digest, signature, raw)
    assert not verify_ed25519ph(b"a long document", signature, raw)
    assert kms.verify(Message=digest, Signature=signature, **request)["SignatureValid"] is True
    with refused("KMSInvalidSignatureException"):
        kms.verify(Message=hashlib.sha512(b"another").digest(), Signature=signature, **request)


def test_verify_says_yes(kms: BaseClient, signing_key: str) -> None:
    signature = sign(kms, signing_key, b"m")
    answer = kms.verify(KeyId=signing_key, Message=b"m", Signature=signature, SigningAlgorithm=ED25519)
    assert answer["SignatureValid"] is True
    assert answer["SigningAlgorithm"] == ED25519


def test_verify_refuses_every_signature_with_a_bit_flipped(kms: BaseClient, signing_key: str) -> None:
    signature = sign(kms, signing_key, b"m")
    for position in range(len(signature)):
        changed = bytearray(signature)
        changed[position] ^= 1 << (position % 8)
        with refused("KMSInvalidSignatureException"):
            kms.verify(KeyId=signing_key, Message=b"m", Signature=bytes(changed), SigningAlgorithm=ED25519)


def test_trap_11_verify_refuses_a_scalar_that_is_not_reduced(kms: BaseClient, signing_key: str) -> None:
    signature = sign(kms, signing_key, b"m")
    scalar = int.from_bytes(signature[32:], "little") + ORDER
    malleated = signature[:32] + scalar.to_bytes(32, "little")
    with refused("KMSInvalidSignatureException"):
        kms.verify(KeyId=signing_key, Message=b"m", Signature=malleated, SigningAlgorithm=ED25519)


@pytest.mark.parametrize("signature", [bytes(64), b"\xff" * 64, bytes(63), bytes(65), b"x"], ids=lambda s: f"{len(s)}")
def test_verify_refuses_what_is_no_signature(kms: BaseClient, signing_key: str, signature: bytes) -> None:
    with refused("KMSInvalidSignatureException", "ValidationException"):
        kms.verify(KeyId=signing_key, Message=b"m", Signature=signature, SigningAlgorithm=ED25519)


def test_verify_refuses_another_keys_signature(kms: BaseClient, signing_key: str) -> None:
    signature = sign(kms, new_signing_key(kms), b"m")
    with refused("KMSInvalidSignatureException"):
        kms.verify(KeyId=signing_key, Message=b"m", Signature=signature, SigningAlgorithm=ED25519)


def test_a_signature_of_one_scheme_is_none_of_the_other(kms: BaseClient, signing_key: str) -> None:
    digest = hashlib.sha512(b"document").digest()
    signature = sign(kms, signing_key, digest)
    with refused("KMSInvalidSignatureException"):
        kms.verify(
            KeyId=signing_key,
            Message=digest,
            MessageType="DIGEST",
            Signature=signature,
            SigningAlgorithm=ED25519_PH,
        )


@pytest.mark.parametrize(
    ("message", "message_type", "algorithm"),
    [
        (bytes(64), "DIGEST", ED25519),
        (b"m", "RAW", ED25519_PH),
        (bytes(32), "DIGEST", ED25519_PH),
        (bytes(63), "DIGEST", ED25519_PH),
        (bytes(65), "DIGEST", ED25519_PH),
        (b"", "RAW", ED25519),
        (bytes(4097), "RAW", ED25519),
        (b"m", "NO_SUCH_TYPE", ED25519),
        (b"m", "RAW", "NO_SUCH_ALGORITHM"),
    ],
    ids=lambda value: f"{len(value)}-bytes" if isinstance(value, bytes) else value,
)
def test_pairings_that_do_not_exist_are_refused(
    unchecked: BaseClient, signing_key: str, message: bytes, message_type: str, algorithm: str
) -> None:
    request = {"KeyId": signing_key, "Message": message, "MessageType": message_type, "SigningAlgorithm": algorithm}
    with refused("ValidationException"):
        unchecked.sign(**request)
    with refused("ValidationException"):
        unchecked.verify(Signature=bytes(64), **request)


def test_an_algorithm_of_another_kind_of_key_is_refused(kms: BaseClient, signing_key: str) -> None:
    with refused("InvalidKeyUsageException", "ValidationException"):
        kms.sign(KeyId=signing_key, Message=b"m", SigningAlgorithm="ECDSA_SHA_256")
