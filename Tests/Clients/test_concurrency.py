"""Many clients at once, each with the right answer."""

import os
from concurrent.futures import ThreadPoolExecutor

from botocore.client import BaseClient

from support.clients import kms_client
from support.fleet import Fleet
from support.keys import ED25519, decrypt, encrypt, new_key, new_signing_key, sign


def test_no_client_gets_anothers_answer(fleet: Fleet) -> None:
    kms = kms_client(fleet)
    keys = [new_key(kms) for _ in range(3)]
    signing_key = new_signing_key(kms)

    def client(number: int) -> None:
        key = keys[number % len(keys)]
        for turn in range(6):
            message = os.urandom(24)
            context = {"client": str(number), "turn": str(turn)}
            assert decrypt(kms, encrypt(kms, key, message, context), context) == message
            signature = sign(kms, signing_key, message)
            request = {"KeyId": signing_key, "Message": message, "SigningAlgorithm": ED25519}
            assert kms.verify(Signature=signature, **request)["SignatureValid"]

    with ThreadPoolExecutor(16) as pool:
        for outcome in [pool.submit(client, number) for number in range(16)]:
            outcome.result(timeout=120)


def test_keys_are_made_side_by_side(fleet: Fleet) -> None:
    kms = kms_client(fleet, "af-south-1")
    with ThreadPoolExecutor(6) as pool:
        keys = list(pool.map(lambda _: new_key(kms), range(12), timeout=120))
    assert len(set(keys)) == 12
    assert {entry["KeyId"] for entry in kms.list_keys()["Keys"]} == set(keys)
    for key in keys:
        assert decrypt(kms, encrypt(kms, key, b"p")) == b"p"


def test_one_alias_is_made_once(fleet: Fleet, kms: BaseClient) -> None:
    region = kms_client(fleet, "ap-east-1")
    keys = [new_key(region) for _ in range(2)]

    def attempt(number: int) -> bool:
        try:
            region.create_alias(AliasName="alias/race", TargetKeyId=keys[number % 2])
        except region.exceptions.AlreadyExistsException:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8), timeout=60)) == 1
