"""Every operation on existing keys, as one thing to do again and again."""

import time
from dataclasses import dataclass

from botocore.client import BaseClient

from .keys import ED25519, new_key, new_signing_key, sign


@dataclass(frozen=True)
class Traffic:
    """Two keys, and what was made with them while all was well."""

    kms: BaseClient
    key: str
    signing_key: str
    ciphertext: bytes
    signature: bytes

    MESSAGE = b"made while all custodians were there"

    @classmethod
    def prepare(cls, kms: BaseClient, **request: object) -> "Traffic":
        """Makes the keys; `request` goes to CreateKey for both."""
        key, signing_key = new_key(kms, **request), new_signing_key(kms, **request)
        ciphertext = kms.encrypt(KeyId=key, Plaintext=cls.MESSAGE)["CiphertextBlob"]
        return cls(kms, key, signing_key, ciphertext, sign(kms, signing_key, cls.MESSAGE))

    def run(self, seconds: float = 5) -> list[dict]:
        """Uses both keys in every way, each with one HTTP request and a right answer in time."""
        kms = self.kms
        answers = []

        def timed(answer_of, *arguments, **request):
            started = time.monotonic()
            answer = answer_of(*arguments, **request)
            taken = time.monotonic() - started
            assert taken < seconds, f"{answer_of.__name__} took {taken:.1f} s"
            assert answer["ResponseMetadata"]["RetryAttempts"] == 0
            answers.append(answer)
            return answer

        sealed = timed(kms.encrypt, KeyId=self.key, Plaintext=b"new")["CiphertextBlob"]
        assert timed(kms.decrypt, CiphertextBlob=sealed)["Plaintext"] == b"new"
        assert timed(kms.decrypt, CiphertextBlob=self.ciphertext)["Plaintext"] == self.MESSAGE
        data_key = timed(kms.generate_data_key, KeyId=self.key, KeySpec="AES_256")
        assert timed(kms.decrypt, CiphertextBlob=data_key["CiphertextBlob"])["Plaintext"] == data_key["Plaintext"]
        moved = timed(kms.re_encrypt, CiphertextBlob=sealed, DestinationKeyId=self.key)["CiphertextBlob"]
        assert timed(kms.decrypt, CiphertextBlob=moved)["Plaintext"] == b"new"
        request = {"KeyId": self.signing_key, "SigningAlgorithm": ED25519}
        signature = timed(kms.sign, Message=b"new", **request)["Signature"]
        assert timed(kms.verify, Message=b"new", Signature=signature, **request)["SignatureValid"] is True
        old = {"Message": self.MESSAGE, "Signature": self.signature}
        assert timed(kms.verify, **old, **request)["SignatureValid"] is True
        return answers
