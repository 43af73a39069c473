"""Keys for tests to use."""

from botocore.client import BaseClient

ED25519 = "ED25519_SHA_512"
ED25519_PH = "ED25519_PH_SHA_512"


def new_key(kms: BaseClient, **request: object) -> str:
    """The id of a new symmetric key."""
    return kms.create_key(**request)["KeyMetadata"]["KeyId"]


def new_signing_key(kms: BaseClient, **request: object) -> str:
    """The id of a new Ed25519 key."""
    return new_key(kms, KeySpec="ECC_NIST_EDWARDS25519", KeyUsage="SIGN_VERIFY", **request)


def encrypt(kms: BaseClient, key: str, plaintext: bytes, context: dict[str, str] | None = None) -> bytes:
    return kms.encrypt(KeyId=key, Plaintext=plaintext, EncryptionContext=context or {})["CiphertextBlob"]


def decrypt(kms: BaseClient, ciphertext: bytes, context: dict[str, str] | None = None) -> bytes:
    return kms.decrypt(CiphertextBlob=ciphertext, EncryptionContext=context or {})["Plaintext"]


def sign(kms: BaseClient, key: str, message: bytes) -> bytes:
    return kms.sign(KeyId=key, Message=message, SigningAlgorithm=ED25519)["Signature"]
