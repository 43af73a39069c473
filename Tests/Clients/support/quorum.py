"""Every kind of operation that rebuilds a key, as one thing to do again and again, checked outside the service."""

import time
from dataclasses import dataclass

from botocore.client import BaseClient
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding

from .keys import new_key


@dataclass(frozen=True)
class QuorumTraffic:
    """Keys that are whole for one operation at a time, and what was made with them while all was well."""

    kms: BaseClient
    mac_key: str
    ec_key: str
    rsa_key: str | None
    mac: bytes
    ec_public: ec.EllipticCurvePublicKey
    ciphertext: bytes | None

    MESSAGE = b"made while all custodians were there"
    MAC = "HMAC_SHA_256"

    @classmethod
    def prepare(cls, kms: BaseClient, rsa: bool = True, **request: object) -> "QuorumTraffic":
        """Makes the keys; `request` goes to CreateKey for each."""
        mac_key = new_key(kms, KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC", **request)
        ec_key = new_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY", **request)
        mac = kms.generate_mac(KeyId=mac_key, Message=cls.MESSAGE, MacAlgorithm=cls.MAC)["Mac"]
        ec_public = serialization.load_der_public_key(kms.get_public_key(KeyId=ec_key)["PublicKey"])
        rsa_key = ciphertext = None
        if rsa:
            rsa_key = new_key(kms, KeySpec="RSA_2048", KeyUsage="ENCRYPT_DECRYPT", **request)
            public = serialization.load_der_public_key(kms.get_public_key(KeyId=rsa_key)["PublicKey"])
            oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
            ciphertext = public.encrypt(cls.MESSAGE, oaep)
        return cls(kms, mac_key, ec_key, rsa_key, mac, ec_public, ciphertext)

    def operations(self) -> dict[str, dict]:
        """Every operation that needs a quorum, with a request for it."""
        found = {
            "generate_mac": {"KeyId": self.mac_key, "Message": self.MESSAGE, "MacAlgorithm": self.MAC},
            "verify_mac": {
                "KeyId": self.mac_key,
                "Message": self.MESSAGE,
                "MacAlgorithm": self.MAC,
                "Mac": self.mac,
            },
            "sign": {"KeyId": self.ec_key, "Message": self.MESSAGE, "SigningAlgorithm": "ECDSA_SHA_256"},
        }
        if self.rsa_key:
            found["decrypt"] = {
                "KeyId": self.rsa_key,
                "CiphertextBlob": self.ciphertext,
                "EncryptionAlgorithm": "RSAES_OAEP_SHA_256",
            }
        return found

    def run(self, seconds: float = 5) -> list[dict]:
        """Each operation with one HTTP request and a right answer in time."""
        answers = []
        for name, request in self.operations().items():
            started = time.monotonic()
            answer = getattr(self.kms, name)(**request)
            taken = time.monotonic() - started
            assert taken < seconds, f"{name} took {taken:.1f} s"
            assert answer["ResponseMetadata"]["RetryAttempts"] == 0
            self.check(name, answer)
            answers.append(answer)
        return answers

    def check(self, name: str, answer: dict) -> None:
        if name == "generate_mac":
            assert answer["Mac"] == self.mac
        elif name == "verify_mac":
            assert answer["MacValid"] is True
        elif name == "sign":
            self.ec_public.verify(answer["Signature"], self.MESSAGE, ec.ECDSA(hashes.SHA256()))
        else:
            assert answer["Plaintext"] == self.MESSAGE
