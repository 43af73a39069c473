"""Key material brought along: wrapped outside, imported, and what it then computes checked outside."""

import hmac
import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from botocore.client import BaseClient
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from support.clients import answer, aws, blob
from support.fleet import Fleet
from support.importing import (
    KEY_WRAP_SHA_1,
    KEY_WRAP_SHA_256,
    NEVER,
    OAEP_SHA_1,
    OAEP_SHA_256,
    import_material,
    mac,
    metadata,
    new_external_key,
    new_mac_key,
    oaep,
    parameters,
    pkcs8,
    state,
    wrap,
)
from support.keys import decrypt, encrypt, new_key
from support.refusals import refused

WRAPPING_KEYS = ["RSA_2048", "RSA_3072", "RSA_4096"]
DIRECT = [OAEP_SHA_1, OAEP_SHA_256]
WRAPPED = [KEY_WRAP_SHA_1, KEY_WRAP_SHA_256]
CURVES = {
    "ECC_NIST_P256": (ec.SECP256R1(), "ECDSA_SHA_256", hashes.SHA256()),
    "ECC_NIST_P384": (ec.SECP384R1(), "ECDSA_SHA_384", hashes.SHA384()),
    "ECC_NIST_P521": (ec.SECP521R1(), "ECDSA_SHA_512", hashes.SHA512()),
    "ECC_SECG_P256K1": (ec.SECP256K1(), "ECDSA_SHA_256", hashes.SHA256()),
}

each_wrapping_key = pytest.mark.parametrize("wrapping_key", WRAPPING_KEYS)


class TestParameters:
    @each_wrapping_key
    @pytest.mark.parametrize("algorithm", [*DIRECT, *WRAPPED])
    def test_token_and_key_serve_for_a_day(self, kms: BaseClient, wrapping_key: str, algorithm: str) -> None:
        key = new_external_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
        given = parameters(kms, key, algorithm, wrapping_key)
        assert given["KeyId"] == metadata(kms, key)["Arn"]
        assert 1 <= len(given["ImportToken"]) <= 6144
        public_key = load_der_public_key(given["PublicKey"])
        assert isinstance(public_key, rsa.RSAPublicKey)
        assert f"RSA_{public_key.key_size}" == wrapping_key
        assert abs(given["ParametersValidTo"] - datetime.now(UTC) - timedelta(days=1)) < timedelta(minutes=5)

    def test_each_request_has_a_wrapping_key_and_a_token_of_its_own(self, kms: BaseClient) -> None:
        key = new_external_key(kms)
        given = [parameters(kms, key) for _ in range(3)]
        assert len({entry["PublicKey"] for entry in given}) == 3
        assert len({entry["ImportToken"] for entry in given}) == 3

    def test_a_key_with_material_of_our_own_takes_none(self, kms: BaseClient, key: str) -> None:
        with refused("UnsupportedOperationException"):
            parameters(kms, key)
        waiting = new_external_key(kms)
        given = parameters(kms, waiting)
        with refused("UnsupportedOperationException"):
            kms.import_key_material(
                KeyId=key,
                ImportToken=given["ImportToken"],
                EncryptedKeyMaterial=wrap(bytes(32), given["PublicKey"], OAEP_SHA_256),
                ExpirationModel=NEVER,
            )
        with refused("UnsupportedOperationException"):
            kms.delete_imported_key_material(KeyId=key)

    @pytest.mark.parametrize(
        ("algorithm", "wrapping_key"),
        [("RSAES_PKCS1_V1_5", "RSA_2048"), ("SM2PKE", "SM2"), ("SM2PKE", "RSA_2048"), (OAEP_SHA_256, "SM2")],
    )
    def test_ways_that_are_given_up_or_not_built_are_refused(
        self, kms: BaseClient, algorithm: str, wrapping_key: str
    ) -> None:
        with refused("UnsupportedOperationException", "ValidationException"):
            parameters(kms, new_external_key(kms), algorithm, wrapping_key)

    def test_names_that_do_not_exist_are_refused(self, unchecked: BaseClient) -> None:
        key = new_external_key(unchecked)
        with refused("ValidationException"):
            parameters(unchecked, key, "NO_SUCH_ALGORITHM")
        with refused("ValidationException"):
            parameters(unchecked, key, OAEP_SHA_256, "RSA_1024")

    def test_a_key_that_waits_for_deletion_is_refused(self, kms: BaseClient) -> None:
        key = new_external_key(kms)
        kms.schedule_key_deletion(KeyId=key)
        with refused("KMSInvalidStateException"):
            parameters(kms, key)


class TestBeforeTheImport:
    def test_a_key_waits_for_its_material(self, kms: BaseClient) -> None:
        found = metadata(kms, new_external_key(kms, Description="mine"))
        assert (found["Origin"], found["KeyState"], found["Enabled"]) == ("EXTERNAL", "PendingImport", False)
        assert found["Description"] == "mine"
        assert "ValidTo" not in found

    def test_a_key_without_material_does_nothing(self, kms: BaseClient, key: str) -> None:
        symmetric, mac_key = new_external_key(kms), new_mac_key(kms)
        curve = new_external_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
        for call in (
            lambda: encrypt(kms, symmetric, b"p"),
            lambda: kms.generate_data_key(KeyId=symmetric, KeySpec="AES_256"),
            lambda: kms.re_encrypt(CiphertextBlob=encrypt(kms, key, b"p"), DestinationKeyId=symmetric),
            lambda: mac(kms, mac_key),
            lambda: kms.sign(KeyId=curve, Message=b"m", SigningAlgorithm="ECDSA_SHA_256"),
            lambda: kms.get_public_key(KeyId=curve),
            lambda: kms.enable_key(KeyId=symmetric),
            lambda: kms.disable_key(KeyId=symmetric),
        ):
            with refused("KMSInvalidStateException"):
                call()


class TestSymmetricMaterial:
    @each_wrapping_key
    @pytest.mark.parametrize("algorithm", DIRECT)
    def test_an_imported_key_encrypts_and_decrypts(self, kms: BaseClient, wrapping_key: str, algorithm: str) -> None:
        key = new_external_key(kms)
        imported = import_material(kms, key, os.urandom(32), algorithm, wrapping_key)
        found = metadata(kms, key)
        assert imported["KeyId"] == found["Arn"]
        assert (found["KeyState"], found["Enabled"], found["Origin"]) == ("Enabled", True, "EXTERNAL")
        assert found["ExpirationModel"] == NEVER
        assert "ValidTo" not in found
        ciphertext = encrypt(kms, key, b"p", {"a": "1"})
        assert decrypt(kms, ciphertext, {"a": "1"}) == b"p"
        with refused("InvalidCiphertextException"):
            decrypt(kms, ciphertext)
        data_key = kms.generate_data_key(KeyId=key, KeySpec="AES_256")
        assert decrypt(kms, data_key["CiphertextBlob"]) == data_key["Plaintext"]

    @pytest.mark.parametrize("size", [1, 16, 31, 33, 64])
    def test_material_of_another_length_is_refused(self, kms: BaseClient, size: int) -> None:
        key = new_external_key(kms)
        with refused("IncorrectKeyMaterialException"):
            import_material(kms, key, os.urandom(size))
        assert state(kms, key) == "PendingImport"
        import_material(kms, key, os.urandom(32))
        assert state(kms, key) == "Enabled"

    def test_two_keys_with_the_same_material_are_two_keys(self, kms: BaseClient) -> None:
        material = os.urandom(32)
        first, second = new_external_key(kms), new_external_key(kms)
        for key in (first, second):
            import_material(kms, key, material)
        with refused("IncorrectKeyException"):
            kms.decrypt(KeyId=second, CiphertextBlob=encrypt(kms, first, b"p"))

    def test_material_has_an_id_by_which_it_is_known_again(self, kms: BaseClient) -> None:
        material, key = os.urandom(32), new_external_key(kms)
        material_id = import_material(kms, key, material, ImportType="NEW_KEY_MATERIAL")["KeyMaterialId"]
        assert len(material_id) == 64
        assert metadata(kms, key)["CurrentKeyMaterialId"] == material_id
        again = import_material(kms, key, material, ImportType="EXISTING_KEY_MATERIAL", KeyMaterialId=material_id)
        assert again["KeyMaterialId"] == material_id
        with refused("IncorrectKeyMaterialException"):
            import_material(kms, key, material, KeyMaterialId="0" * 64)
        with refused("IncorrectKeyMaterialException"):
            import_material(kms, key, material, ImportType="NEW_KEY_MATERIAL")
        with refused("ValidationException"):
            import_material(kms, key, material, ImportType="NEW_KEY_MATERIAL", KeyMaterialId=material_id)


class TestMacMaterial:
    @each_wrapping_key
    @pytest.mark.parametrize("algorithm", DIRECT)
    def test_python_computes_the_same_mac(self, kms: BaseClient, wrapping_key: str, algorithm: str) -> None:
        material, key = os.urandom(32), new_mac_key(kms)
        import_material(kms, key, material, algorithm, wrapping_key)
        assert mac(kms, key) == hmac.digest(material, b"m", "sha256")

    @pytest.mark.parametrize("size", [1, 16, 31])
    def test_material_that_is_too_short_is_refused(self, kms: BaseClient, size: int) -> None:
        key = new_mac_key(kms)
        with refused("IncorrectKeyMaterialException"):
            import_material(kms, key, os.urandom(size))
        assert state(kms, key) == "PendingImport"


class TestCurveMaterial:
    @pytest.mark.parametrize("algorithm", [*DIRECT, *WRAPPED])
    @pytest.mark.parametrize("spec", CURVES)
    def test_an_imported_key_signs(self, kms: BaseClient, spec: str, algorithm: str) -> None:
        curve, signing_algorithm, hash_algorithm = CURVES[spec]
        private_key = ec.generate_private_key(curve)
        key = new_external_key(kms, KeySpec=spec, KeyUsage="SIGN_VERIFY")
        import_material(kms, key, pkcs8(private_key), algorithm, "RSA_3072")
        expected = private_key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        assert kms.get_public_key(KeyId=key)["PublicKey"] == expected
        request = {"KeyId": key, "Message": b"m", "SigningAlgorithm": signing_algorithm}
        private_key.public_key().verify(kms.sign(**request)["Signature"], b"m", ec.ECDSA(hash_algorithm))
        outside = private_key.sign(b"m", ec.ECDSA(hash_algorithm))
        assert kms.verify(**request, Signature=outside)["SignatureValid"] is True

    @each_wrapping_key
    @pytest.mark.parametrize("algorithm", WRAPPED)
    def test_any_wrapping_key_will_do_under_an_aes_key(
        self, kms: BaseClient, wrapping_key: str, algorithm: str
    ) -> None:
        private_key = ec.generate_private_key(ec.SECP521R1())
        key = new_external_key(kms, KeySpec="ECC_NIST_P521", KeyUsage="SIGN_VERIFY")
        import_material(kms, key, pkcs8(private_key), algorithm, wrapping_key)
        signature = kms.sign(KeyId=key, Message=b"m", SigningAlgorithm="ECDSA_SHA_512")["Signature"]
        private_key.public_key().verify(signature, b"m", ec.ECDSA(hashes.SHA512()))

    @pytest.mark.parametrize("spec", ["ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521"])
    def test_an_imported_key_agrees(self, kms: BaseClient, spec: str) -> None:
        curve, _, _ = CURVES[spec]
        private_key, peer = ec.generate_private_key(curve), ec.generate_private_key(curve)
        key = new_external_key(kms, KeySpec=spec, KeyUsage="KEY_AGREEMENT")
        import_material(kms, key, pkcs8(private_key), KEY_WRAP_SHA_256)
        public_der = peer.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        derived = kms.derive_shared_secret(KeyId=key, KeyAgreementAlgorithm="ECDH", PublicKey=public_der)
        assert derived["SharedSecret"] == private_key.exchange(ec.ECDH(), peer.public_key())
        assert derived["KeyOrigin"] == "EXTERNAL"

    def test_what_is_no_key_of_the_curve_is_refused(self, kms: BaseClient) -> None:
        key = new_external_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
        good = pkcs8(ec.generate_private_key(ec.SECP256R1()))
        wrong = {
            "another curve": pkcs8(ec.generate_private_key(ec.SECP256K1())),
            "RSA": pkcs8(rsa.generate_private_key(65537, 2048)),
            "a bare scalar": os.urandom(32),
            "cut": good[:-1],
            "longer": good + b"\0",
            "no DER": bytes(len(good)),
        }
        for material in wrong.values():
            with refused("IncorrectKeyMaterialException"):
                import_material(kms, key, material, KEY_WRAP_SHA_256)
        assert state(kms, key) == "PendingImport"

    @pytest.mark.parametrize("algorithm", DIRECT)
    def test_p521_does_not_fit_under_the_smallest_wrapping_key(self, kms: BaseClient, algorithm: str) -> None:
        key = new_external_key(kms, KeySpec="ECC_NIST_P521", KeyUsage="SIGN_VERIFY")
        with refused("UnsupportedOperationException", "ValidationException"):
            parameters(kms, key, algorithm, "RSA_2048")


class TestRSAMaterial:
    @each_wrapping_key
    @pytest.mark.parametrize("algorithm", WRAPPED)
    def test_an_imported_key_signs(self, kms: BaseClient, wrapping_key: str, algorithm: str) -> None:
        private_key = rsa.generate_private_key(65537, 2048)
        key = new_external_key(kms, KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")
        import_material(kms, key, pkcs8(private_key), algorithm, wrapping_key)
        signing_algorithm = "RSASSA_PKCS1_V1_5_SHA_256"
        signature = kms.sign(KeyId=key, Message=b"m", SigningAlgorithm=signing_algorithm)["Signature"]
        assert signature == private_key.sign(b"m", padding.PKCS1v15(), hashes.SHA256())

    @pytest.mark.parametrize("size", [2048, 3072, 4096])
    def test_an_imported_key_decrypts(self, kms: BaseClient, size: int) -> None:
        private_key = rsa.generate_private_key(65537, size)
        key = new_external_key(kms, KeySpec=f"RSA_{size}", KeyUsage="ENCRYPT_DECRYPT")
        import_material(kms, key, pkcs8(private_key), KEY_WRAP_SHA_256, "RSA_4096")
        sealed = kms.encrypt(KeyId=key, Plaintext=b"p", EncryptionAlgorithm=OAEP_SHA_256)["CiphertextBlob"]
        assert private_key.decrypt(sealed, oaep(OAEP_SHA_256)) == b"p"
        outside = private_key.public_key().encrypt(b"q", oaep(OAEP_SHA_1))
        opened = kms.decrypt(KeyId=key, CiphertextBlob=outside, EncryptionAlgorithm=OAEP_SHA_1)
        assert opened["Plaintext"] == b"q"

    @pytest.mark.parametrize("algorithm", DIRECT)
    def test_rsa_does_not_fit_under_rsa(self, kms: BaseClient, algorithm: str) -> None:
        key = new_external_key(kms, KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")
        with refused("UnsupportedOperationException", "ValidationException"):
            parameters(kms, key, algorithm, "RSA_4096")

    @pytest.mark.parametrize("bits", [1024, 3072])
    def test_a_key_of_another_size_is_refused(self, kms: BaseClient, bits: int) -> None:
        key = new_external_key(kms, KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")
        with refused("IncorrectKeyMaterialException"):
            import_material(kms, key, pkcs8(rsa.generate_private_key(65537, bits)), KEY_WRAP_SHA_256)
        assert state(kms, key) == "PendingImport"


def test_the_documented_way_with_the_cli_and_openssl(fleet: Fleet, tmp_path: Path) -> None:
    """The steps of the AWS KMS developer's guide, with an HMAC key so that the outcome can be checked."""
    spec = ("--key-spec", "HMAC_256", "--key-usage", "GENERATE_VERIFY_MAC")
    key = answer(fleet, "create-key", "--origin", "EXTERNAL", *spec)["KeyMetadata"]["KeyId"]
    public, token, material, wrapped = (tmp_path / name for name in ("public.der", "token", "material", "wrapped"))

    wrapping = ("--wrapping-algorithm", OAEP_SHA_256, "--wrapping-key-spec", "RSA_3072")
    given = answer(fleet, "get-parameters-for-import", "--key-id", key, *wrapping)
    for file, field in ((public, "PublicKey"), (token, "ImportToken")):
        encoded = file.with_suffix(".b64")
        encoded.write_text(given[field])
        openssl("enc", "-d", "-base64", "-A", "-in", encoded, "-out", file)

    openssl("rand", "-out", material, "32")
    options = ("rsa_padding_mode:oaep", "rsa_oaep_md:sha256", "rsa_mgf1_md:sha256")
    flags = [flag for option in options for flag in ("-pkeyopt", option)]
    openssl(
        "pkeyutl", "-encrypt", "-in", material, "-inkey", public, "-keyform", "DER", "-pubin", "-out", wrapped, *flags
    )
    aws(
        fleet,
        "import-key-material",
        *("--key-id", key, "--import-token", f"fileb://{token}", "--encrypted-key-material", f"fileb://{wrapped}"),
        *("--expiration-model", NEVER),
    )
    assert answer(fleet, "describe-key", "--key-id", key)["KeyMetadata"]["KeyState"] == "Enabled"

    letter = tmp_path / "letter"
    letter.write_text("authenticated with a key that was brought along")
    request = ("--key-id", key, "--message", f"fileb://{letter}", "--mac-algorithm", "HMAC_SHA_256")
    expected = hmac.digest(material.read_bytes(), letter.read_bytes(), "sha256")
    assert blob(fleet, "Mac", "generate-mac", *request) == expected

    aws(fleet, "delete-imported-key-material", "--key-id", key)
    refusal = aws(fleet, "generate-mac", *request, check=False)
    assert refusal.returncode != 0
    assert "KMSInvalidStateException" in refusal.stderr


def openssl(*arguments: object) -> None:
    command = ["openssl", *map(str, arguments)]
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30)
    assert result.returncode == 0, result.stderr


def test_an_origin_that_is_not_built_is_refused(kms: BaseClient) -> None:
    for origin in ("AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"):
        with refused("UnsupportedOperationException"):
            new_key(kms, Origin=origin)
