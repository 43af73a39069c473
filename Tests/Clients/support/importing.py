"""Key material on its way in, wrapped outside as GetParametersForImport asks."""

import os

from botocore.client import BaseClient
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.keywrap import aes_key_wrap_with_padding
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_der_public_key

from .keys import new_key

OAEP_SHA_1, OAEP_SHA_256 = "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"
KEY_WRAP_SHA_1, KEY_WRAP_SHA_256 = "RSA_AES_KEY_WRAP_SHA_1", "RSA_AES_KEY_WRAP_SHA_256"
NEVER = "KEY_MATERIAL_DOES_NOT_EXPIRE"


def oaep(algorithm: str) -> OAEP:
    """RSAES-OAEP with the hash that an algorithm of AWS ends in, for MGF1 too, and no label."""
    hash_algorithm = hashes.SHA1() if algorithm.endswith("SHA_1") else hashes.SHA256()
    return OAEP(MGF1(hash_algorithm), hash_algorithm, label=None)


def wrap(material: bytes, public_der: bytes, algorithm: str) -> bytes:
    """The material under the public key: directly, or under an AES key (RFC 5649) that goes before it."""
    public_key = load_der_public_key(public_der)
    if algorithm in (OAEP_SHA_1, OAEP_SHA_256):
        return public_key.encrypt(material, oaep(algorithm))
    key = os.urandom(32)
    return public_key.encrypt(key, oaep(algorithm)) + aes_key_wrap_with_padding(key, material)


def pkcs8(key: PrivateKeyTypes) -> bytes:
    """A private key as it is imported: PrivateKeyInfo in DER, not encrypted."""
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def new_external_key(kms: BaseClient, **request: object) -> str:
    """The id of a new key that waits for its material."""
    return new_key(kms, Origin="EXTERNAL", **request)


def new_mac_key(kms: BaseClient) -> str:
    """The id of a new HMAC_256 key that waits for its material: what it computes shows which it got."""
    return new_external_key(kms, KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")


def mac(kms: BaseClient, key: str, message: bytes = b"m") -> bytes:
    return kms.generate_mac(KeyId=key, Message=message, MacAlgorithm="HMAC_SHA_256")["Mac"]


def parameters(kms: BaseClient, key: str, algorithm: str = OAEP_SHA_256, wrapping_key: str = "RSA_2048") -> dict:
    return kms.get_parameters_for_import(KeyId=key, WrappingAlgorithm=algorithm, WrappingKeySpec=wrapping_key)


def import_material(
    kms: BaseClient,
    key: str,
    material: bytes,
    algorithm: str = OAEP_SHA_256,
    wrapping_key: str = "RSA_2048",
    **request: object,
) -> dict:
    """Imports material, for good unless the request has a ValidTo."""
    given = parameters(kms, key, algorithm, wrapping_key)
    model = "KEY_MATERIAL_EXPIRES" if "ValidTo" in request else NEVER
    return kms.import_key_material(
        KeyId=key,
        ImportToken=given["ImportToken"],
        EncryptedKeyMaterial=wrap(material, given["PublicKey"], algorithm),
        ExpirationModel=model,
        **request,
    )


def metadata(kms: BaseClient, key: str) -> dict:
    return kms.describe_key(KeyId=key)["KeyMetadata"]


def state(kms: BaseClient, key: str) -> str:
    return metadata(kms, key)["KeyState"]
