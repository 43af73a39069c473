"""Import tokens: each belongs to one key, one wrapping key, one way of wrapping, and a day."""

import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from botocore.client import BaseClient
from cryptography.hazmat.primitives.asymmetric import ec

from support.clients import kms_client
from support.fleet import Fleet
from support.importing import (
    KEY_WRAP_SHA_1,
    KEY_WRAP_SHA_256,
    NEVER,
    OAEP_SHA_1,
    OAEP_SHA_256,
    import_material,
    mac,
    new_external_key,
    new_mac_key,
    parameters,
    pkcs8,
    state,
    wrap,
)
from support.processes import wait_until
from support.refusals import refused

ALGORITHMS = [OAEP_SHA_1, OAEP_SHA_256, KEY_WRAP_SHA_1, KEY_WRAP_SHA_256]


def send(kms: BaseClient, key: str, token: bytes, wrapped: bytes) -> dict:
    return kms.import_key_material(KeyId=key, ImportToken=token, EncryptedKeyMaterial=wrapped, ExpirationModel=NEVER)


def test_a_token_that_is_none_is_refused(kms: BaseClient) -> None:
    key = new_external_key(kms)
    given = parameters(kms, key)
    token, wrapped = given["ImportToken"], wrap(bytes(32), given["PublicKey"], OAEP_SHA_256)
    positions = range(0, len(token), max(1, len(token) // 40))
    flipped = [token[:at] + bytes([token[at] ^ 1]) + token[at + 1 :] for at in positions]
    for wrong in (*flipped, token[:-1], token + b"\0", bytes(len(token)), b"x", bytes(6144)):
        with refused("InvalidImportTokenException"):
            send(kms, key, wrong, wrapped)
    assert state(kms, key) == "PendingImport"
    send(kms, key, token, wrapped)
    assert state(kms, key) == "Enabled"


def test_a_token_of_another_key_is_refused(kms: BaseClient) -> None:
    key, other = new_external_key(kms), new_external_key(kms)
    given = parameters(kms, other)
    with refused("InvalidImportTokenException"):
        send(kms, key, given["ImportToken"], wrap(bytes(32), given["PublicKey"], OAEP_SHA_256))


def test_token_and_wrapping_key_belong_together(kms: BaseClient) -> None:
    key = new_external_key(kms)
    first, second = parameters(kms, key), parameters(kms, key)
    with refused("InvalidCiphertextException"):
        send(kms, key, first["ImportToken"], wrap(bytes(32), second["PublicKey"], OAEP_SHA_256))


def test_the_algorithm_is_the_one_that_was_asked_for(kms: BaseClient) -> None:
    key = new_external_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
    material = pkcs8(ec.generate_private_key(ec.SECP256R1()))
    for asked in ALGORITHMS:
        given = parameters(kms, key, asked)
        for used in ALGORITHMS:
            if used != asked:
                with refused("InvalidCiphertextException"):
                    send(kms, key, given["ImportToken"], wrap(material, given["PublicKey"], used))


@pytest.mark.parametrize("algorithm", [OAEP_SHA_256, KEY_WRAP_SHA_256])
def test_material_that_was_changed_on_its_way_is_refused(kms: BaseClient, algorithm: str) -> None:
    key = new_external_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
    given = parameters(kms, key, algorithm)
    wrapped = wrap(pkcs8(ec.generate_private_key(ec.SECP256R1())), given["PublicKey"], algorithm)
    flipped = [wrapped[:at] + bytes([wrapped[at] ^ 1]) + wrapped[at + 1 :] for at in range(0, len(wrapped), 29)]
    for wrong in (*flipped, wrapped[:-1], wrapped + b"\0", wrapped[:255], b"x", bytes(6144)):
        with refused("InvalidCiphertextException"):
            send(kms, key, given["ImportToken"], wrong)
    assert state(kms, key) == "PendingImport"


def test_an_expired_token_is_refused(own_fleet: Callable[..., Fleet]) -> None:
    kms = kms_client(own_fleet(options=("--import-token-seconds", "2")))
    key = new_external_key(kms)
    given = parameters(kms, key)
    wrapped = wrap(bytes(32), given["PublicKey"], OAEP_SHA_256)
    assert given["ParametersValidTo"] < datetime.now(UTC) + timedelta(seconds=5)
    wait_until(lambda: datetime.now(UTC) > given["ParametersValidTo"] + timedelta(seconds=1), 10, "the token old")
    with refused("ExpiredImportTokenException"):
        send(kms, key, given["ImportToken"], wrapped)
    assert state(kms, key) == "PendingImport"
    import_material(kms, key, bytes(32))
    assert state(kms, key) == "Enabled"


def test_a_token_outlasts_a_restart(own_fleet: Callable[..., Fleet]) -> None:
    """It serves for a day, whatever happens to the fleet meanwhile."""
    fleet = own_fleet()
    kms = kms_client(fleet)
    key = new_mac_key(kms)
    given = parameters(kms, key)
    fleet.stop()
    fleet.start()
    kms = kms_client(fleet)
    wrapped = wrap(bytes(32), given["PublicKey"], OAEP_SHA_256)
    send(kms, key, given["ImportToken"], wrapped)
    assert mac(kms, key) == hmac.digest(bytes(32), b"m", "sha256")
