"""POST /dev/reset empties a dev fleet."""

import time
import urllib.error
import urllib.request
from collections.abc import Callable

from support.clients import kms_client
from support.fleet import Fleet
from support.keys import decrypt, encrypt, new_key
from support.refusals import refused
from support.traffic import Traffic


def post(url: str) -> int:
    with urllib.request.urlopen(urllib.request.Request(url, data=b"", method="POST"), timeout=15) as answer:
        return answer.status


def test_a_reset_leaves_nothing_and_needs_no_token(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    traffic = Traffic.prepare(kms)
    kms.create_alias(AliasName="alias/gone", TargetKeyId=traffic.key)

    assert post(fleet.env["QUORATE_ADMIN_URL"] + "/dev/reset") in (200, 204)

    assert kms.list_keys()["Keys"] == []
    assert kms.list_aliases()["Aliases"] == []
    with refused("NotFoundException"):
        kms.describe_key(KeyId="alias/gone")
    with refused("NotFoundException", "InvalidCiphertextException"):
        decrypt(kms, traffic.ciphertext)


def test_a_reset_of_many_keys_takes_less_than_a_second_also_with_a_frozen_custodian(
    own_fleet: Callable[..., Fleet],
) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    took = []
    # The promise is of the fleet, not of a machine that does something else at that moment: the best of three.
    for frozen in (False, False, True):
        for _ in range(25):
            new_key(kms)
        if frozen:
            fleet.freeze(5)
        started = time.monotonic()
        assert post(fleet.env["QUORATE_ADMIN_URL"] + "/dev/reset") in (200, 204)
        took.append(time.monotonic() - started)
        assert kms.list_keys()["Keys"] == []
    assert min(took[:2]) < 1 and took[2] < 1, took


def test_a_fleet_works_after_each_of_many_resets(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    for turn in range(5):
        Traffic.prepare(kms).run()
        post(fleet.env["QUORATE_ADMIN_URL"] + "/dev/reset")
        assert kms.list_keys()["Keys"] == []
        key = new_key(kms)
        kms.create_alias(AliasName="alias/again", TargetKeyId=key)
        assert decrypt(kms, encrypt(kms, "alias/again", f"{turn}".encode())) == f"{turn}".encode()


def test_a_reset_outlasts_a_restart(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    new_key(kms_client(fleet))
    post(fleet.env["QUORATE_ADMIN_URL"] + "/dev/reset")
    kept = new_key(kms_client(fleet))
    fleet.kill_all()
    fleet.start()
    assert [entry["KeyId"] for entry in kms_client(fleet).list_keys()["Keys"]] == [kept]


def test_the_rest_of_the_admin_api_wants_its_token(fleet: Fleet) -> None:
    url = fleet.env["QUORATE_ADMIN_URL"]
    for path in ("/v1/status", "/status", "/v1/keys", "/keys"):
        try:
            with urllib.request.urlopen(url + path, timeout=15) as answer:
                status = answer.status
        except urllib.error.HTTPError as error:
            status = error.code
        assert status in (401, 403, 404), path
