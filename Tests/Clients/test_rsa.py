"""RSA keys: signatures checked, and ciphertexts made, by code that is not ours."""

import hashlib
import os
from dataclasses import dataclass

import pytest
from botocore.client import BaseClient
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from support.importing import OAEP_SHA_1, OAEP_SHA_256, oaep
from support.keys import decrypt, encrypt, new_key
from support.refusals import refused

SIZES = [2048, 3072, 4096]
HASHES = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}
SCHEMES = ["RSASSA_PSS", "RSASSA_PKCS1_V1_5"]
SIGNING = [f"{scheme}_SHA_{bits}" for scheme in SCHEMES for bits in HASHES]
ENCRYPTION = [OAEP_SHA_1, OAEP_SHA_256]


@dataclass(frozen=True)
class Key:
    """A key of the fleet and its public key, as it was given out."""

    id: str
    size: int
    public_key: rsa.RSAPublicKey

    @classmethod
    def new(cls, kms: BaseClient, size: int, use: str) -> "Key":
        key = new_key(kms, KeySpec=f"RSA_{size}", KeyUsage=use)
        public_key = load_der_public_key(kms.get_public_key(KeyId=key)["PublicKey"])
        assert isinstance(public_key, rsa.RSAPublicKey)
        return cls(key, size, public_key)

    def room(self, algorithm: str) -> int:
        """The longest plaintext: 190 bytes for 2048 bits and SHA-256, as AWS documents."""
        return self.size // 8 - 2 * (20 if algorithm == OAEP_SHA_1 else 32) - 2


@pytest.fixture(scope="module", params=SIZES, ids=str)
def signer(kms: BaseClient, request: pytest.FixtureRequest) -> Key:
    return Key.new(kms, request.param, "SIGN_VERIFY")


@pytest.fixture(scope="module", params=SIZES, ids=str)
def box(kms: BaseClient, request: pytest.FixtureRequest) -> Key:
    return Key.new(kms, request.param, "ENCRYPT_DECRYPT")


def hash_of(algorithm: str) -> hashes.HashAlgorithm:
    return HASHES[algorithm[-3:]]


def digest(algorithm: str, message: bytes) -> bytes:
    return hashlib.new(hash_of(algorithm).name, message).digest()


def scheme_of(algorithm: str) -> padding.AsymmetricPadding:
    """AWS's PSS has MGF1 with the same hash and a salt as long as its digest."""
    if algorithm.startswith("RSASSA_PSS"):
        return padding.PSS(padding.MGF1(hash_of(algorithm)), padding.PSS.DIGEST_LENGTH)
    return padding.PKCS1v15()


def sign(kms: BaseClient, key: Key, message: bytes, algorithm: str, message_type: str = "RAW") -> bytes:
    answer = kms.sign(KeyId=key.id, Message=message, MessageType=message_type, SigningAlgorithm=algorithm)
    assert answer["SigningAlgorithm"] == algorithm
    return answer["Signature"]


def verify(
    kms: BaseClient, key: Key, message: bytes, signature: bytes, algorithm: str, message_type: str = "RAW"
) -> bool:
    return kms.verify(
        KeyId=key.id, Message=message, MessageType=message_type, Signature=signature, SigningAlgorithm=algorithm
    )["SignatureValid"]


def open_box(kms: BaseClient, key: Key, ciphertext: bytes, algorithm: str) -> bytes:
    answer = kms.decrypt(KeyId=key.id, CiphertextBlob=ciphertext, EncryptionAlgorithm=algorithm)
    assert answer["EncryptionAlgorithm"] == algorithm
    assert answer["KeyId"].endswith(f":key/{key.id}")
    return answer["Plaintext"]


class TestSigning:
    def test_the_public_key_and_what_it_is_for(self, kms: BaseClient, signer: Key) -> None:
        answer = kms.get_public_key(KeyId=signer.id)
        assert (answer["KeySpec"], answer["KeyUsage"]) == (f"RSA_{signer.size}", "SIGN_VERIFY")
        assert sorted(answer["SigningAlgorithms"]) == sorted(SIGNING)
        assert "EncryptionAlgorithms" not in answer
        assert signer.public_key.key_size == signer.size
        assert signer.public_key.public_numbers().e == 65537
        metadata = kms.describe_key(KeyId=signer.id)["KeyMetadata"]
        assert sorted(metadata["SigningAlgorithms"]) == sorted(SIGNING)

    @pytest.mark.parametrize("algorithm", SIGNING)
    def test_cryptography_verifies_a_message(self, kms: BaseClient, signer: Key, algorithm: str) -> None:
        for message in (b"m", os.urandom(4096)):
            signature = sign(kms, signer, message, algorithm)
            assert len(signature) == signer.size // 8
            signer.public_key.verify(signature, message, scheme_of(algorithm), hash_of(algorithm))
            assert verify(kms, signer, message, signature, algorithm) is True

    @pytest.mark.parametrize("algorithm", SIGNING)
    def test_cryptography_verifies_a_digest(self, kms: BaseClient, signer: Key, algorithm: str) -> None:
        document = b"a document of any length" * 1000
        hashed = digest(algorithm, document)
        signature = sign(kms, signer, hashed, algorithm, "DIGEST")
        signer.public_key.verify(signature, document, scheme_of(algorithm), hash_of(algorithm))
        assert verify(kms, signer, hashed, signature, algorithm, "DIGEST") is True

    @pytest.mark.parametrize("algorithm", SIGNING)
    def test_pss_is_salted_and_pkcs1_is_not(self, kms: BaseClient, signer: Key, algorithm: str) -> None:
        signatures = {sign(kms, signer, b"m", algorithm) for _ in range(3)}
        assert len(signatures) == (3 if algorithm.startswith("RSASSA_PSS") else 1)

    @pytest.mark.parametrize("algorithm", SIGNING)
    @pytest.mark.parametrize("difference", [-1, 1])
    def test_a_digest_of_the_wrong_length_is_refused(
        self, kms: BaseClient, signer: Key, algorithm: str, difference: int
    ) -> None:
        hashed = bytes(hash_of(algorithm).digest_size + difference)
        with refused("ValidationException"):
            sign(kms, signer, hashed, algorithm, "DIGEST")
        with refused("ValidationException"):
            verify(kms, signer, hashed, bytes(signer.size // 8), algorithm, "DIGEST")

    @pytest.mark.parametrize("algorithm", SIGNING)
    def test_a_signature_is_of_one_message_and_one_algorithm(
        self, kms: BaseClient, signer: Key, algorithm: str
    ) -> None:
        signature = sign(kms, signer, b"m", algorithm)
        with refused("KMSInvalidSignatureException"):
            verify(kms, signer, b"M", signature, algorithm)
        for other in SIGNING:
            if other != algorithm:
                with refused("KMSInvalidSignatureException"):
                    verify(kms, signer, b"m", signature, other)

    def test_a_changed_signature_is_refused(self, kms: BaseClient, signer: Key) -> None:
        signature = sign(kms, signer, b"m", "RSASSA_PSS_SHA_256")
        flipped = [signature[:at] + bytes([signature[at] ^ 1]) + signature[at + 1 :] for at in range(0, 256, 15)]
        modulus = signer.public_key.public_numbers().n
        larger = (int.from_bytes(signature, "big") + modulus).to_bytes(len(signature) + 1, "big")
        lengths = (signature[1:], signature + b"\0", b"\0" + signature, b"x")
        for wrong in (*flipped, *lengths, larger, bytes(len(signature))):
            with refused("KMSInvalidSignatureException"):
                verify(kms, signer, b"m", wrong, "RSASSA_PSS_SHA_256")

    def test_a_signing_key_does_not_encrypt(self, kms: BaseClient, signer: Key) -> None:
        with refused("InvalidKeyUsageException"):
            kms.encrypt(KeyId=signer.id, Plaintext=b"p", EncryptionAlgorithm=OAEP_SHA_256)
        with refused("InvalidKeyUsageException"):
            open_box(kms, signer, bytes(signer.size // 8), OAEP_SHA_256)
        with refused("InvalidKeyUsageException"):
            kms.sign(KeyId=signer.id, Message=b"m", SigningAlgorithm="ECDSA_SHA_256")


class TestEncryption:
    def test_the_public_key_and_what_it_is_for(self, kms: BaseClient, box: Key) -> None:
        answer = kms.get_public_key(KeyId=box.id)
        assert (answer["KeySpec"], answer["KeyUsage"]) == (f"RSA_{box.size}", "ENCRYPT_DECRYPT")
        assert sorted(answer["EncryptionAlgorithms"]) == sorted(ENCRYPTION)
        assert "SigningAlgorithms" not in answer
        metadata = kms.describe_key(KeyId=box.id)["KeyMetadata"]
        assert sorted(metadata["EncryptionAlgorithms"]) == sorted(ENCRYPTION)

    @pytest.mark.parametrize("algorithm", ENCRYPTION)
    def test_what_is_encrypted_outside_is_decrypted_inside(self, kms: BaseClient, box: Key, algorithm: str) -> None:
        for size in (1, 32, box.room(algorithm)):
            plaintext = os.urandom(size)
            assert open_box(kms, box, box.public_key.encrypt(plaintext, oaep(algorithm)), algorithm) == plaintext

    @pytest.mark.parametrize("algorithm", ENCRYPTION)
    def test_what_goes_in_comes_out(self, kms: BaseClient, box: Key, algorithm: str) -> None:
        arn = kms.describe_key(KeyId=box.id)["KeyMetadata"]["Arn"]
        for size in (1, 32, box.room(algorithm)):
            plaintext = os.urandom(size)
            answer = kms.encrypt(KeyId=box.id, Plaintext=plaintext, EncryptionAlgorithm=algorithm)
            assert (answer["KeyId"], answer["EncryptionAlgorithm"]) == (arn, algorithm)
            assert len(answer["CiphertextBlob"]) == box.size // 8
            assert open_box(kms, box, answer["CiphertextBlob"], algorithm) == plaintext

    @pytest.mark.parametrize("algorithm", ENCRYPTION)
    def test_a_plaintext_has_its_limit(self, kms: BaseClient, box: Key, algorithm: str) -> None:
        with refused("ValidationException"):
            kms.encrypt(KeyId=box.id, Plaintext=bytes(box.room(algorithm) + 1), EncryptionAlgorithm=algorithm)

    def test_the_same_plaintext_twice_gives_two_ciphertexts(self, kms: BaseClient, box: Key) -> None:
        request = {"KeyId": box.id, "Plaintext": b"same", "EncryptionAlgorithm": OAEP_SHA_256}
        assert len({kms.encrypt(**request)["CiphertextBlob"] for _ in range(5)}) == 5

    def test_a_changed_ciphertext_is_refused(self, kms: BaseClient, box: Key) -> None:
        ciphertext = box.public_key.encrypt(b"p", oaep(OAEP_SHA_256))
        flipped = [ciphertext[:at] + bytes([ciphertext[at] ^ 1]) + ciphertext[at + 1 :] for at in range(0, 256, 31)]
        modulus = box.public_key.public_numbers().n.to_bytes(len(ciphertext), "big")
        for wrong in (*flipped, modulus, ciphertext[1:], ciphertext + b"\0", bytes(len(ciphertext)), b"x", bytes(6144)):
            with refused("InvalidCiphertextException"):
                open_box(kms, box, wrong, OAEP_SHA_256)

    def test_every_way_of_being_undecryptable_looks_the_same(self, kms: BaseClient, box: Key) -> None:
        """What tells them apart is an oracle, as Manger's attack on OAEP needs."""
        good = box.public_key.encrypt(b"p", oaep(OAEP_SHA_256))
        other_hash = box.public_key.encrypt(b"p", oaep(OAEP_SHA_1))
        labelled = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), label=b"label")
        numbers = box.public_key.public_numbers()
        first_byte_not_zero = pow(numbers.n - 2, numbers.e, numbers.n).to_bytes(box.size // 8, "big")
        messages = set()
        for wrong in (
            good[:-1] + bytes([good[-1] ^ 1]),
            other_hash,
            box.public_key.encrypt(b"p", labelled),
            box.public_key.encrypt(b"p", padding.PKCS1v15()),
            first_byte_not_zero,
        ):
            with refused("InvalidCiphertextException") as caught:
                open_box(kms, box, wrong, OAEP_SHA_256)
            messages.add(caught.value.response["Error"].get("Message"))
        assert len(messages) == 1

    def test_the_algorithm_must_be_that_of_the_ciphertext(self, kms: BaseClient, box: Key) -> None:
        ciphertext = box.public_key.encrypt(b"p", oaep(OAEP_SHA_1))
        with refused("InvalidCiphertextException"):
            open_box(kms, box, ciphertext, OAEP_SHA_256)
        assert open_box(kms, box, ciphertext, OAEP_SHA_1) == b"p"

    def test_a_ciphertext_of_another_key_is_refused(self, kms: BaseClient, box: Key) -> None:
        other = Key.new(kms, box.size, "ENCRYPT_DECRYPT")
        with refused("InvalidCiphertextException"):
            open_box(kms, box, other.public_key.encrypt(b"p", oaep(OAEP_SHA_256)), OAEP_SHA_256)

    def test_key_and_algorithm_must_be_named(self, kms: BaseClient, box: Key) -> None:
        ciphertext = box.public_key.encrypt(b"p", oaep(OAEP_SHA_256))
        with refused("ValidationException"):
            kms.decrypt(CiphertextBlob=ciphertext, EncryptionAlgorithm=OAEP_SHA_256)
        with refused("InvalidCiphertextException", "InvalidKeyUsageException"):
            kms.decrypt(CiphertextBlob=ciphertext, KeyId=box.id)
        with refused("InvalidKeyUsageException"):
            kms.encrypt(KeyId=box.id, Plaintext=b"p")

    def test_an_encryption_context_is_refused(self, kms: BaseClient, box: Key) -> None:
        ciphertext = box.public_key.encrypt(b"p", oaep(OAEP_SHA_256))
        request = {"KeyId": box.id, "EncryptionAlgorithm": OAEP_SHA_256, "EncryptionContext": {"a": "1"}}
        with refused("ValidationException"):
            kms.encrypt(Plaintext=b"p", **request)
        with refused("ValidationException"):
            kms.decrypt(CiphertextBlob=ciphertext, **request)

    def test_a_plaintext_moves_between_rsa_and_symmetric_keys(self, kms: BaseClient, box: Key, key: str) -> None:
        ciphertext = box.public_key.encrypt(b"moved", oaep(OAEP_SHA_1))
        inside = kms.re_encrypt(
            CiphertextBlob=ciphertext,
            SourceKeyId=box.id,
            SourceEncryptionAlgorithm=OAEP_SHA_1,
            DestinationKeyId=key,
            DestinationEncryptionContext={"to": "there"},
        )
        assert inside["SourceEncryptionAlgorithm"] == OAEP_SHA_1
        assert inside["DestinationEncryptionAlgorithm"] == "SYMMETRIC_DEFAULT"
        assert decrypt(kms, inside["CiphertextBlob"], {"to": "there"}) == b"moved"
        back = kms.re_encrypt(
            CiphertextBlob=inside["CiphertextBlob"],
            SourceEncryptionContext={"to": "there"},
            DestinationKeyId=box.id,
            DestinationEncryptionAlgorithm=OAEP_SHA_256,
        )
        assert open_box(kms, box, back["CiphertextBlob"], OAEP_SHA_256) == b"moved"

    def test_what_does_not_fit_does_not_move(self, kms: BaseClient, box: Key, key: str) -> None:
        ciphertext = encrypt(kms, key, bytes(box.room(OAEP_SHA_256) + 1))
        with refused("ValidationException"):
            kms.re_encrypt(
                CiphertextBlob=ciphertext, DestinationKeyId=box.id, DestinationEncryptionAlgorithm=OAEP_SHA_256
            )

    def test_an_encryption_key_does_nothing_else(self, kms: BaseClient, box: Key) -> None:
        for call in (
            lambda: sign(kms, box, b"m", "RSASSA_PSS_SHA_256"),
            lambda: verify(kms, box, b"m", bytes(box.size // 8), "RSASSA_PSS_SHA_256"),
            lambda: kms.generate_data_key(KeyId=box.id, KeySpec="AES_256"),
        ):
            with refused("InvalidKeyUsageException"):
                call()


@pytest.mark.parametrize("use", [None, "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"])
def test_a_use_that_rsa_does_not_have_is_refused(kms: BaseClient, use: str | None) -> None:
    with refused("ValidationException"):
        kms.create_key(KeySpec="RSA_2048", **({"KeyUsage": use} if use else {}))
