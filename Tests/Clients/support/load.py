"""A mixed load whose every answer is checked, outside the service where that can be done."""

import hmac
import random
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from botocore.client import BaseClient
from botocore.exceptions import BotoCoreError, ClientError
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from .importing import import_material, new_external_key, pkcs8
from .keys import new_key
from .plants import MAC, QUORUM, REPLICATED

PSS = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
#: Refusals that say that too few of those who are needed are there. Anything else is a wrong answer or a fault.
MISSING = ("KeyUnavailableException", "DependencyTimeoutException")


class WrongAnswer(Exception):
    """The service said something that is not so."""


@dataclass(frozen=True)
class Outcome:
    """One request: what it was, when, and how it ended."""

    operation: str
    started: float
    ended: float
    #: The code of its refusal; "connection" where there was no answer, None where it was answered.
    refusal: str | None
    text: str = ""


@dataclass(frozen=True)
class Sealed:
    """A ciphertext, and what it has to open to."""

    name: str
    blob: bytes
    context: dict[str, str]
    plaintext: bytes


class Load:
    """Keys of both custodies, and everything that was made with them."""

    def __init__(self, kms: BaseClient):
        tags = {"prf": {}, "quorum": QUORUM, "replicated": REPLICATED}
        self.symmetric = {name: new_key(kms, **tag) for name, tag in tags.items()}
        signing = {"KeyUsage": "SIGN_VERIFY"}
        self.signers = {
            "ed25519": (new_key(kms, KeySpec="ECC_NIST_EDWARDS25519", **signing), "ED25519_SHA_512"),
            "ecdsa": (new_key(kms, KeySpec="ECC_NIST_P256", **signing), "ECDSA_SHA_256"),
            "rsa": (new_external_key(kms, KeySpec="RSA_2048", **signing), "RSASSA_PSS_SHA_256"),
        }
        material = pkcs8(rsa.generate_private_key(65537, 2048))
        import_material(kms, self.signers["rsa"][0], material, "RSA_AES_KEY_WRAP_SHA_256")
        self.mac_material = secrets.token_bytes(32)
        self.mac_key = new_external_key(kms, **MAC)
        import_material(kms, self.mac_key, self.mac_material)
        self.agreement = new_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="KEY_AGREEMENT")
        keys = {key for key, _ in self.signers.values()} | {self.agreement}
        self.public = {key: load_der_public_key(kms.get_public_key(KeyId=key)["PublicKey"]) for key in keys}
        self.sealed: list[Sealed] = []
        self.signatures: list[tuple[str, bytes, bytes]] = []
        self.outcomes: list[Outcome] = []
        self.faults: list[str] = []

    # Operations

    def operations(self) -> dict[str, Callable[[BaseClient, random.Random], None]]:
        found = {f"encrypt {name}": self._encrypting(name) for name in self.symmetric}
        found |= {f"data key {name}": self._making_data_keys(name) for name in self.symmetric}
        found |= {f"sign {name}": self._signing(name) for name in self.signers}
        found |= {"decrypt": self._decrypt, "decrypt again": self._decrypt, "re-encrypt": self._reencrypt}
        return found | {"verify": self._verify, "mac": self._mac, "verify mac": self._verify_mac, "agree": self._agree}

    def _encrypting(self, name: str) -> Callable[[BaseClient, random.Random], None]:
        def encrypt(kms: BaseClient, chance: random.Random) -> None:
            plaintext, context = chance.randbytes(chance.randrange(1, 200)), {"number": str(chance.randrange(1000))}
            request = {"KeyId": self.symmetric[name], "Plaintext": plaintext, "EncryptionContext": context}
            self.sealed.append(Sealed(name, kms.encrypt(**request)["CiphertextBlob"], context, plaintext))

        return encrypt

    def _making_data_keys(self, name: str) -> Callable[[BaseClient, random.Random], None]:
        def make(kms: BaseClient, _: random.Random) -> None:
            made = kms.generate_data_key(KeyId=self.symmetric[name], KeySpec="AES_256")
            self.sealed.append(Sealed(name, made["CiphertextBlob"], {}, made["Plaintext"]))

        return make

    def _signing(self, name: str) -> Callable[[BaseClient, random.Random], None]:
        key, algorithm = self.signers[name]

        def sign(kms: BaseClient, chance: random.Random) -> None:
            message = chance.randbytes(64)
            signature = kms.sign(KeyId=key, Message=message, SigningAlgorithm=algorithm)["Signature"]
            self.check_signature(name, message, signature)
            self.signatures.append((name, message, signature))

        return sign

    def check_signature(self, name: str, message: bytes, signature: bytes) -> None:
        public = self.public[self.signers[name][0]]
        try:
            if isinstance(public, ed25519.Ed25519PublicKey):
                public.verify(signature, message)
            elif isinstance(public, ec.EllipticCurvePublicKey):
                public.verify(signature, message, ec.ECDSA(hashes.SHA256()))
            else:
                public.verify(signature, message, PSS, hashes.SHA256())
        except InvalidSignature:
            raise WrongAnswer(f"{name} signed {message.hex()} with {signature.hex()}") from None

    def open(self, kms: BaseClient, sealed: Sealed) -> None:
        found = kms.decrypt(CiphertextBlob=sealed.blob, EncryptionContext=sealed.context)["Plaintext"]
        if found != sealed.plaintext:
            blob, wanted = sealed.blob.hex(), sealed.plaintext.hex()
            raise WrongAnswer(f"{sealed.name}: {blob} opened to {found.hex()}, not {wanted}")

    def _decrypt(self, kms: BaseClient, chance: random.Random) -> None:
        if self.sealed:
            self.open(kms, chance.choice(self.sealed))

    def _reencrypt(self, kms: BaseClient, chance: random.Random) -> None:
        if not self.sealed:
            return
        before = chance.choice(self.sealed)
        request = {"CiphertextBlob": before.blob, "SourceEncryptionContext": before.context}
        # Not to a replicated key, whose encryption takes more custodians than k; nor from one rebuilt key to another,
        # which is two operations, one after the other, in the time of one.
        name = "prf" if before.name == "quorum" else chance.choice(["prf", "quorum"])
        blob = kms.re_encrypt(DestinationKeyId=self.symmetric[name], **request)["CiphertextBlob"]
        self.sealed.append(Sealed(name, blob, {}, before.plaintext))

    def _verify(self, kms: BaseClient, chance: random.Random) -> None:
        if not self.signatures:
            return
        name, message, signature = chance.choice(self.signatures)
        key, algorithm = self.signers[name]
        kms.verify(KeyId=key, Message=message, Signature=signature, SigningAlgorithm=algorithm)
        try:
            kms.verify(KeyId=key, Message=message + b"!", Signature=signature, SigningAlgorithm=algorithm)
        except ClientError as error:
            if error.response["Error"]["Code"] != "KMSInvalidSignatureException":
                raise
        else:
            raise WrongAnswer(f"{name}: a signature of another message is valid")

    def _mac(self, kms: BaseClient, chance: random.Random) -> None:
        message = chance.randbytes(40)
        found = kms.generate_mac(KeyId=self.mac_key, Message=message, MacAlgorithm="HMAC_SHA_256")["Mac"]
        if found != hmac.digest(self.mac_material, message, "sha256"):
            raise WrongAnswer(f"the MAC of {message.hex()} is {found.hex()}")

    def _verify_mac(self, kms: BaseClient, chance: random.Random) -> None:
        message = chance.randbytes(40)
        mac = hmac.digest(self.mac_material, message, "sha256")
        request = {"KeyId": self.mac_key, "Message": message, "MacAlgorithm": "HMAC_SHA_256", "Mac": mac}
        if kms.verify_mac(**request)["MacValid"] is not True:
            raise WrongAnswer("a right MAC is not valid")

    def _agree(self, kms: BaseClient, _: random.Random) -> None:
        own = ec.generate_private_key(ec.SECP256R1())
        sent = own.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        request = {"KeyId": self.agreement, "KeyAgreementAlgorithm": "ECDH", "PublicKey": sent}
        if kms.derive_shared_secret(**request)["SharedSecret"] != own.exchange(ec.ECDH(), self.public[self.agreement]):
            raise WrongAnswer("another shared secret")

    # Running

    def once(self, name: str, kms: BaseClient, chance: random.Random) -> Outcome:
        """Does one operation and keeps how it went. What is no refusal, and no answer, goes to `faults`."""
        started = time.monotonic()
        refusal, text = None, ""
        try:
            self.operations()[name](kms, chance)
        except ClientError as error:
            refusal, text = error.response["Error"]["Code"], str(error)
        except BotoCoreError as error:
            refusal, text = "connection", repr(error)
        except WrongAnswer as error:
            refusal, text = "wrong answer", str(error)
            self.faults.append(text)
        outcome = Outcome(name, started, time.monotonic(), refusal, text)
        self.outcomes.append(outcome)
        return outcome

    def work(self, kms: BaseClient, seed: int, stop: threading.Event, pause: float) -> None:
        """Operations one after another, until told to stop."""
        chance = random.Random(seed)
        names = list(self.operations())
        while not stop.is_set():
            try:
                outcome = self.once(chance.choice(names), kms, chance)
            except Exception as error:
                self.faults.append(f"the test itself: {error!r}")
                return
            stop.wait(10 * pause if outcome.refusal == "connection" else pause)
