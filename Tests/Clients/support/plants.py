"""Secrets whose bytes a test knows, brought into a fleet in every way that there is."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
)

from .importing import KEY_WRAP_SHA_256, NEVER, oaep, pkcs8, wrap

Call = Callable[..., dict]
MAC = {"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"}
QUORUM = {"Tags": [{"TagKey": "quorate:custody", "TagValue": "quorum"}]}
REPLICATED = {"Tags": [{"TagKey": "quorate:suite", "TagValue": "replicated-aes"}]}


@dataclass
class Plants:
    """What was planted, by name; `call` is an operation of KMS."""

    call: Call
    #: What nobody may have once the operation is over: material of keys.
    material: dict[str, bytes] = field(default_factory=dict)
    #: What passed through the gateway on its way to or from the client.
    passed: dict[str, bytes] = field(default_factory=dict)
    #: What a requester of quorum custody computed for the client, and the gateway passed on.
    results: dict[str, bytes] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)

    def plant(self) -> None:
        self._encrypt_and_make_data_keys()
        self._import()
        self._keys_of_other_suites()
        for round in range(4):
            self._agree(round)

    def _new(self, **request: object) -> str:
        key = self.call("create_key", **request)["KeyMetadata"]["KeyId"]
        self.keys.append(key)
        return key

    def _encrypt_and_make_data_keys(self) -> None:
        for custody, request in {"threshold": {}, "quorum": QUORUM, "replicated": REPLICATED}.items():
            key = self._new(**request)
            plaintext = secrets.token_bytes(48)
            self.passed[f"plaintext, {custody}"] = plaintext
            blob = self.call("encrypt", KeyId=key, Plaintext=plaintext)["CiphertextBlob"]
            assert self.call("decrypt", CiphertextBlob=blob)["Plaintext"] == plaintext
            blob = self.call("re_encrypt", CiphertextBlob=blob, DestinationKeyId=key)["CiphertextBlob"]
            assert self.call("decrypt", CiphertextBlob=blob)["Plaintext"] == plaintext
            made = self.call("generate_data_key", KeyId=key, KeySpec="AES_256")
            self.passed[f"data key, {custody}"] = made["Plaintext"]
            assert self.call("decrypt", CiphertextBlob=made["CiphertextBlob"])["Plaintext"] == made["Plaintext"]
            self._make_data_key_pairs(key, custody)

    def _make_data_key_pairs(self, key: str, custody: str) -> None:
        for spec in ("ECC_NIST_P256", "RSA_2048"):
            made = self.call("generate_data_key_pair", KeyId=key, KeyPairSpec=spec)
            private = load_der_private_key(made["PrivateKeyPlaintext"], None)
            self.passed |= {f"data key pair, {custody}, {part}": value for part, value in numbers(private).items()}
            blob = made["PrivateKeyCiphertextBlob"]
            assert self.call("decrypt", CiphertextBlob=blob)["Plaintext"] == made["PrivateKeyPlaintext"]

    def _agree(self, round: int) -> None:
        for custody, curve in {"threshold": "ECC_NIST_P256", "quorum": "ECC_NIST_P384"}.items():
            key = self._new(KeySpec=curve, KeyUsage="KEY_AGREEMENT")
            public = load_der_public_key(self.call("get_public_key", KeyId=key)["PublicKey"])
            own = ec.generate_private_key(public.curve)
            sent = own.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
            request = {"KeyId": key, "KeyAgreementAlgorithm": "ECDH", "PublicKey": sent}
            shared = self.call("derive_shared_secret", **request)["SharedSecret"]
            assert shared == own.exchange(ec.ECDH(), public)
            (self.passed if custody == "threshold" else self.results)[f"shared secret {round}, {custody}"] = shared

    def _import(self) -> None:
        symmetric, mac = secrets.token_bytes(32), secrets.token_bytes(32)
        curve, modulus = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
        self.material |= {"imported AES key": symmetric, "imported HMAC key": mac}
        for name, key in {"imported EC key": curve, "imported RSA key": modulus}.items():
            self.material |= {f"{name}, {part}": value for part, value in numbers(key).items()}

        blob = self.call("encrypt", KeyId=self._bring(symmetric), Plaintext=b"p")["CiphertextBlob"]
        assert self.call("decrypt", CiphertextBlob=blob)["Plaintext"] == b"p"
        message = {"Message": b"m"}
        self.call("generate_mac", KeyId=self._bring(mac, **MAC), MacAlgorithm="HMAC_SHA_256", **message)
        held = self._bring(pkcs8(curve), KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
        self.call("sign", KeyId=held, SigningAlgorithm="ECDSA_SHA_256", **message)
        held = self._bring(pkcs8(modulus), KeySpec="RSA_2048", KeyUsage="ENCRYPT_DECRYPT")
        request = {"KeyId": held, "EncryptionAlgorithm": "RSAES_OAEP_SHA_256"}
        plaintext = secrets.token_bytes(48)
        blob = modulus.public_key().encrypt(plaintext, oaep("RSAES_OAEP_SHA_256"))
        assert self.call("decrypt", CiphertextBlob=blob, **request)["Plaintext"] == plaintext
        self.results["plaintext, RSA"] = plaintext

    def _bring(self, material: bytes, **request: object) -> str:
        key = self._new(Origin="EXTERNAL", **request)
        chosen = {"WrappingAlgorithm": KEY_WRAP_SHA_256, "WrappingKeySpec": "RSA_2048"}
        given = self.call("get_parameters_for_import", KeyId=key, **chosen)
        wrapped = wrap(material, given["PublicKey"], KEY_WRAP_SHA_256)
        request = {"ImportToken": given["ImportToken"], "EncryptedKeyMaterial": wrapped, "ExpirationModel": NEVER}
        self.call("import_key_material", KeyId=key, **request)
        return key

    def _keys_of_other_suites(self) -> None:
        """Keys whose shares alone are looked for, since nobody outside knows more of them."""
        signing = self._new(KeySpec="ECC_NIST_EDWARDS25519", KeyUsage="SIGN_VERIFY")
        self.call("sign", KeyId=signing, Message=b"m", SigningAlgorithm="ED25519_SHA_512")
        self.call("generate_mac", KeyId=self._new(**MAC), Message=b"m", MacAlgorithm="HMAC_SHA_256")


def numbers(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> dict[str, bytes]:
    """The numbers of a private key that nobody may know."""
    found = key.private_numbers()
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return {"d": found.private_value.to_bytes((key.key_size + 7) // 8, "big")}
    size = key.key_size // 8
    halves = {name: getattr(found, name).to_bytes(size // 2, "big") for name in ("p", "q", "dmp1", "dmq1", "iqmp")}
    return {"d": found.d.to_bytes(size, "big"), **halves}
