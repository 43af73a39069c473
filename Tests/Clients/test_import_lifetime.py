"""Imported material over time: it expires, is deleted, is imported again, and is never another."""

import hmac
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from botocore.client import BaseClient
from cryptography.hazmat.primitives.asymmetric import ec

from support.clients import kms_client
from support.fleet import Fleet
from support.importing import (
    KEY_WRAP_SHA_1,
    NEVER,
    OAEP_SHA_1,
    OAEP_SHA_256,
    import_material,
    mac,
    metadata,
    new_external_key,
    new_mac_key,
    parameters,
    pkcs8,
    state,
    wrap,
)
from support.keys import decrypt, encrypt
from support.processes import wait_until
from support.refusals import refused


def later(**span: float) -> datetime:
    """A whole second, for that is what an SDK sends."""
    return (datetime.now(UTC) + timedelta(**span)).replace(microsecond=0)


class TestExpiry:
    def test_the_date_is_told(self, kms: BaseClient) -> None:
        key, date = new_mac_key(kms), later(days=30)
        import_material(kms, key, os.urandom(32), ValidTo=date)
        found = metadata(kms, key)
        assert (found["ExpirationModel"], found["ValidTo"]) == ("KEY_MATERIAL_EXPIRES", date)

    def test_material_expires_and_comes_back_by_another_import(self, kms: BaseClient) -> None:
        material, key = os.urandom(32), new_external_key(kms)
        import_material(kms, key, material, ValidTo=later(seconds=5))
        ciphertext = encrypt(kms, key, b"kept")
        assert decrypt(kms, ciphertext) == b"kept"
        wait_until(lambda: state(kms, key) == "PendingImport", 30, "the material expired")
        for call in (lambda: encrypt(kms, key, b"late"), lambda: decrypt(kms, ciphertext)):
            with refused("KMSInvalidStateException"):
                call()
        with refused("IncorrectKeyMaterialException"):
            import_material(kms, key, os.urandom(32))
        import_material(kms, key, material)
        assert metadata(kms, key)["ExpirationModel"] == NEVER
        assert decrypt(kms, ciphertext) == b"kept"

    def test_another_import_moves_the_date(self, kms: BaseClient) -> None:
        material, key = os.urandom(32), new_mac_key(kms)
        import_material(kms, key, material, ValidTo=later(days=1))
        import_material(kms, key, material, ValidTo=later(days=364))
        assert metadata(kms, key)["ValidTo"] > later(days=363)
        import_material(kms, key, material)
        found = metadata(kms, key)
        assert found["ExpirationModel"] == NEVER
        assert "ValidTo" not in found

    @pytest.mark.parametrize("days", [-1, -365, 366, 3650])
    def test_a_date_in_the_past_or_beyond_a_year_is_refused(self, kms: BaseClient, days: int) -> None:
        key = new_mac_key(kms)
        with refused("ValidationException"):
            import_material(kms, key, os.urandom(32), ValidTo=later(days=days))
        assert state(kms, key) == "PendingImport"

    @pytest.mark.parametrize(
        "request_",
        [{}, {"ExpirationModel": "KEY_MATERIAL_EXPIRES"}, {"ExpirationModel": NEVER, "ValidTo": later(days=1)}],
        ids=["nothing", "no-date", "a-date-too-many"],
    )
    def test_model_and_date_go_together(self, kms: BaseClient, request_: dict) -> None:
        key = new_mac_key(kms)
        given = parameters(kms, key)
        wrapped = wrap(bytes(32), given["PublicKey"], OAEP_SHA_256)
        with refused("ValidationException"):
            kms.import_key_material(
                KeyId=key, ImportToken=given["ImportToken"], EncryptedKeyMaterial=wrapped, **request_
            )


class TestAgain:
    def test_the_same_material_is_taken_again_and_other_material_is_not(self, kms: BaseClient) -> None:
        material, key = os.urandom(32), new_external_key(kms)
        import_material(kms, key, material)
        ciphertext = encrypt(kms, key, b"p")
        import_material(kms, key, material, OAEP_SHA_1, "RSA_3072")
        with refused("IncorrectKeyMaterialException"):
            import_material(kms, key, os.urandom(32))
        assert decrypt(kms, ciphertext) == b"p"

    def test_a_mac_key_never_changes(self, kms: BaseClient) -> None:
        material, key = os.urandom(32), new_mac_key(kms)
        import_material(kms, key, material)
        with refused("IncorrectKeyMaterialException"):
            import_material(kms, key, os.urandom(32))
        kms.delete_imported_key_material(KeyId=key)
        with refused("IncorrectKeyMaterialException"):
            import_material(kms, key, os.urandom(32))
        import_material(kms, key, material)
        assert mac(kms, key) == hmac.digest(material, b"m", "sha256")

    def test_a_private_key_never_changes(self, kms: BaseClient) -> None:
        private_key = ec.generate_private_key(ec.SECP256R1())
        key = new_external_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
        import_material(kms, key, pkcs8(private_key))
        public_der = kms.get_public_key(KeyId=key)["PublicKey"]
        with refused("IncorrectKeyMaterialException"):
            import_material(kms, key, pkcs8(ec.generate_private_key(ec.SECP256R1())))
        import_material(kms, key, pkcs8(private_key), KEY_WRAP_SHA_1)
        assert kms.get_public_key(KeyId=key)["PublicKey"] == public_der


class TestDeletion:
    def test_material_is_deleted_at_once_and_comes_back_by_another_import(self, kms: BaseClient) -> None:
        material, key = os.urandom(32), new_external_key(kms)
        import_material(kms, key, material)
        ciphertext = encrypt(kms, key, b"kept")
        answer = kms.delete_imported_key_material(KeyId=key)
        found = metadata(kms, key)
        assert answer["KeyId"] == found["Arn"]
        assert (found["KeyState"], found["Enabled"]) == ("PendingImport", False)
        with refused("KMSInvalidStateException"):
            decrypt(kms, ciphertext)
        import_material(kms, key, material)
        assert decrypt(kms, ciphertext) == b"kept"

    def test_deleting_what_is_not_there_has_no_effect(self, kms: BaseClient) -> None:
        key = new_external_key(kms)
        kms.delete_imported_key_material(KeyId=key)
        kms.delete_imported_key_material(KeyId=key)
        assert state(kms, key) == "PendingImport"

    def test_a_key_that_waits_for_deletion_keeps_its_state(self, kms: BaseClient) -> None:
        key = new_mac_key(kms)
        import_material(kms, key, os.urandom(32))
        kms.schedule_key_deletion(KeyId=key)
        kms.delete_imported_key_material(KeyId=key)
        assert state(kms, key) == "PendingDeletion"

    def test_a_disabled_key_loses_its_material_too(self, kms: BaseClient) -> None:
        key = new_mac_key(kms)
        import_material(kms, key, os.urandom(32))
        kms.disable_key(KeyId=key)
        kms.delete_imported_key_material(KeyId=key)
        assert state(kms, key) == "PendingImport"


def test_an_imported_key_outlasts_a_restart(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    material, key = os.urandom(32), new_mac_key(kms)
    import_material(kms, key, material)
    fleet.stop()
    fleet.start()
    kms = kms_client(fleet)
    assert metadata(kms, key)["Origin"] == "EXTERNAL"
    assert mac(kms, key) == hmac.digest(material, b"m", "sha256")
