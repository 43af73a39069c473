"""A custodian that lies in key agreements on P-256: no wrong secret reaches a client, and the liar is named.

`lying-custodian` is a test build of the real one. What the other lies come to is in test_every_lie.
"""

import time
from collections.abc import Callable

import pytest
from botocore.client import BaseClient
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from support import audit
from support.clients import kms_client
from support.fleet import Fleet
from support.keys import new_key

LIES = ["wrong-proof"]


class Agreement:
    """A key of the fleet, and what two parties must agree on."""

    def __init__(self, kms: BaseClient):
        self.kms = kms
        self.key = new_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="KEY_AGREEMENT")
        self.public_key = load_der_public_key(kms.get_public_key(KeyId=self.key)["PublicKey"])

    def run(self) -> dict:
        """One agreement with one HTTP request and the right secret."""
        peer = ec.generate_private_key(ec.SECP256R1())
        answer = self.kms.derive_shared_secret(
            KeyId=self.key,
            KeyAgreementAlgorithm="ECDH",
            PublicKey=peer.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        )
        assert answer["SharedSecret"] == peer.exchange(ec.ECDH(), self.public_key)
        assert answer["ResponseMetadata"]["RetryAttempts"] == 0
        return answer


def use_of(fleet: Fleet, answer: dict) -> dict:
    return audit.record_of(fleet, answer)["additionalEventData"]


@pytest.mark.parametrize("lie", LIES)
def test_a_liar_is_named_and_passed_over(own_fleet: Callable[..., Fleet], lie: str) -> None:
    fleet = own_fleet()
    assert fleet.binary.with_name("lying-custodian").is_file(), "the test build of the custodian is missing"
    agreement = Agreement(kms_client(fleet))
    liar = use_of(fleet, agreement.run())["custodians"][0]
    index = fleet.index_of(liar)
    fleet.kill_custodian(index)
    fleet.start_custodian(index, lie=lie)
    uses: list[dict] = []
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not any(use["blamed"] for use in uses):
        uses.append(use_of(fleet, agreement.run()))
    # And it goes on so, with the liar known.
    uses += [use_of(fleet, agreement.run()) for _ in range(5)]
    assert {name for use in uses for name in use["blamed"]} == {liar}
    assert not any(liar in use["custodians"] for use in uses)


def test_every_partial_is_in_its_custodians_log(fleet: Fleet, kms: BaseClient) -> None:
    answer = Agreement(kms).run()
    request = answer["ResponseMetadata"]["RequestId"]
    assert len(use_of(fleet, answer)["custodians"]) == fleet.threshold
    witnesses = [
        index
        for index in range(1, fleet.count + 1)
        for record in audit.records(audit.custodian_log(fleet, index))
        if record.get("requestID") == request and record["eventName"] == "AgreeShare"
    ]
    assert len(set(witnesses)) == len(witnesses) >= fleet.threshold
