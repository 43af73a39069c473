"""The decryption cache of a gateway: off unless asked for, on record, and empty as soon as a key changes."""

import json
import time
from collections.abc import Callable

import pytest
from botocore.client import BaseClient

from support import audit
from support.clients import kms_client
from support.fleet import ACCOUNT, Fleet
from support.keys import encrypt, new_key
from support.refusals import refused

SECONDS = 20


class Client:
    """Decrypts, and knows who took part."""

    def __init__(self, fleet: Fleet):
        self.fleet = fleet
        self.kms: BaseClient = kms_client(fleet)
        self.key = new_key(self.kms)
        self.ciphertext = encrypt(self.kms, self.key, b"p")

    def asks_custodians(self) -> bool:
        """Decrypts once, and says whether that took custodians, by the logs of both sides."""
        answer = self.kms.decrypt(CiphertextBlob=self.ciphertext)
        assert answer["Plaintext"] == b"p"
        request = answer["ResponseMetadata"]["RequestId"]
        use = audit.record_of(self.fleet, answer)["additionalEventData"]
        asked = len(use["custodians"]) > 0
        assert use.get("fromCache", False) is not asked
        assert (self.witnesses(request) > 0) is asked
        return asked

    def witnesses(self, request: str) -> int:
        logs = [audit.custodian_log(self.fleet, index) for index in range(1, self.fleet.count + 1)]
        return sum(any(record.get("requestID") == request for record in audit.records(log)) for log in logs)


@pytest.fixture
def client(own_fleet: Callable[..., Fleet]) -> Client:
    return Client(own_fleet(options=("--decrypt-cache", str(SECONDS))))


def policy(*statements: dict) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def statement(effect: str, principal: str, action: str) -> dict:
    arn = f"arn:aws:iam::{ACCOUNT}:{principal}"
    return {"Effect": effect, "Principal": {"AWS": arn}, "Action": action, "Resource": "*"}


def test_without_the_option_every_decryption_asks_custodians(own_fleet: Callable[..., Fleet]) -> None:
    client = Client(own_fleet())
    assert all(client.asks_custodians() for _ in range(3))


def test_a_ciphertext_is_decrypted_again_without_custodians_until_its_time_is_up(client: Client) -> None:
    assert client.asks_custodians()
    started = time.monotonic()
    assert not client.asks_custodians()
    for index in range(1, 4):
        client.fleet.kill_custodian(index)
    assert client.kms.decrypt(CiphertextBlob=client.ciphertext)["Plaintext"] == b"p"
    time.sleep(max(0, SECONDS + 1 - (time.monotonic() - started)))
    with refused("KeyUnavailableException", "DependencyTimeoutException"):
        client.kms.decrypt(CiphertextBlob=client.ciphertext)


def test_another_ciphertext_or_context_asks_custodians(client: Client) -> None:
    assert client.asks_custodians()
    with refused("InvalidCiphertextException"):
        client.kms.decrypt(CiphertextBlob=client.ciphertext, EncryptionContext={"a": "1"})
    with refused("InvalidCiphertextException"):
        client.kms.decrypt(CiphertextBlob=client.ciphertext[:-1] + bytes([client.ciphertext[-1] ^ 1]))
    client.ciphertext = encrypt(client.kms, client.key, b"p")
    assert client.asks_custodians()


def test_a_disabled_or_deleted_key_decrypts_nothing_at_once(client: Client) -> None:
    kms, key = client.kms, client.key
    assert client.asks_custodians()
    assert not client.asks_custodians()
    kms.disable_key(KeyId=key)
    with refused("DisabledException"):
        kms.decrypt(CiphertextBlob=client.ciphertext)
    kms.enable_key(KeyId=key)
    assert client.asks_custodians()
    kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    with refused("KMSInvalidStateException"):
        kms.decrypt(CiphertextBlob=client.ciphertext)


def test_a_policy_counts_at_once_and_empties_the_cache(client: Client) -> None:
    kms, key = client.kms, client.key
    everything = statement("Allow", "root", "kms:*")
    assert client.asks_custodians()
    kms.put_key_policy(KeyId=key, Policy=policy(everything, statement("Deny", "user/dev", "kms:Decrypt")))
    with refused("AccessDeniedException"):
        kms.decrypt(CiphertextBlob=client.ciphertext)
    kms.put_key_policy(KeyId=key, Policy=policy(everything))
    assert client.asks_custodians()
    assert not client.asks_custodians()


def test_the_option_takes_seconds(fleet: Fleet) -> None:
    result = fleet.run("dev", "--data", str(fleet.folder / "none"), "--decrypt-cache", "4000")
    assert result.returncode != 0
    assert "--decrypt-cache takes seconds from 0 to 3600" in result.stderr
