"""The unmodified AWS CLI, from a key's creation to its deletion."""

import base64
import subprocess
from pathlib import Path

import pytest

from support.clients import answer, aws, blob
from support.fleet import Fleet
from support.keys import ED25519


@pytest.fixture(scope="module")
def alias(fleet: Fleet) -> str:
    key = answer(fleet, "create-key", "--description", "cli", "--tags", "TagKey=team,TagValue=blue")["KeyMetadata"]
    aws(fleet, "create-alias", "--alias-name", "alias/cli", "--target-key-id", key["KeyId"])
    return "alias/cli"


def test_a_key_has_what_it_was_created_with(fleet: Fleet, alias: str) -> None:
    key = answer(fleet, "describe-key", "--key-id", alias)["KeyMetadata"]
    assert (key["Description"], key["KeyState"], key["KeySpec"]) == ("cli", "Enabled", "SYMMETRIC_DEFAULT")
    tags = answer(fleet, "list-resource-tags", "--key-id", key["KeyId"])["Tags"]
    assert tags == [{"TagKey": "team", "TagValue": "blue"}]


def test_a_file_is_encrypted_and_decrypted(fleet: Fleet, alias: str, tmp_path: Path) -> None:
    letter, sealed = tmp_path / "letter", tmp_path / "letter.sealed"
    letter.write_bytes(bytes(range(256)) * 16)
    context = ("--encryption-context", "file=letter,owner=tests")
    sealed.write_bytes(
        blob(fleet, "CiphertextBlob", "encrypt", "--key-id", alias, "--plaintext", f"fileb://{letter}", *context)
    )
    opened = blob(fleet, "Plaintext", "decrypt", "--ciphertext-blob", f"fileb://{sealed}", *context)
    assert opened == letter.read_bytes()

    refusal = aws(fleet, "decrypt", "--ciphertext-blob", f"fileb://{sealed}", check=False)
    assert refusal.returncode != 0
    assert "InvalidCiphertextException" in refusal.stderr


def test_a_file_moves_to_another_key(fleet: Fleet, alias: str, tmp_path: Path) -> None:
    other = answer(fleet, "create-key")["KeyMetadata"]["KeyId"]
    first, second = tmp_path / "first", tmp_path / "second"
    letter = tmp_path / "letter"
    letter.write_text("from one key to another")
    first.write_bytes(blob(fleet, "CiphertextBlob", "encrypt", "--key-id", alias, "--plaintext", f"fileb://{letter}"))
    arguments = ("re-encrypt", "--ciphertext-blob", f"fileb://{first}", "--destination-key-id", other)
    second.write_bytes(blob(fleet, "CiphertextBlob", *arguments))
    opened = blob(fleet, "Plaintext", "decrypt", "--key-id", other, "--ciphertext-blob", f"fileb://{second}")
    assert opened == letter.read_bytes()


def test_a_data_key_comes_back_from_its_ciphertext(fleet: Fleet, alias: str, tmp_path: Path) -> None:
    data_key = answer(fleet, "generate-data-key", "--key-id", alias, "--key-spec", "AES_256")
    wrapped = tmp_path / "wrapped"
    wrapped.write_bytes(base64.b64decode(data_key["CiphertextBlob"]))
    assert len(base64.b64decode(data_key["Plaintext"])) == 32
    opened = blob(fleet, "Plaintext", "decrypt", "--ciphertext-blob", f"fileb://{wrapped}")
    assert opened == base64.b64decode(data_key["Plaintext"])


def test_a_signature_verifies_here_and_with_openssl(fleet: Fleet, tmp_path: Path) -> None:
    spec = ("--key-spec", "ECC_NIST_EDWARDS25519", "--key-usage", "SIGN_VERIFY")
    key = answer(fleet, "create-key", *spec)["KeyMetadata"]["KeyId"]
    message, signature, public = tmp_path / "message", tmp_path / "signature", tmp_path / "public.der"
    message.write_text("signed by three of five")
    request = ("--key-id", key, "--message", f"fileb://{message}", "--signing-algorithm", ED25519)
    signature.write_bytes(blob(fleet, "Signature", "sign", *request))
    public.write_bytes(blob(fleet, "PublicKey", "get-public-key", "--key-id", key))

    assert answer(fleet, "verify", *request, "--signature", f"fileb://{signature}")["SignatureValid"] is True
    openssl = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER"]
    files = ["-inkey", str(public), "-in", str(message), "-sigfile", str(signature)]
    assert subprocess.run([*openssl, *files], capture_output=True, timeout=30).returncode == 0

    message.write_text("signed by two of five")
    refusal = aws(fleet, "verify", *request, "--signature", f"fileb://{signature}", check=False)
    assert "KMSInvalidSignatureException" in refusal.stderr


def test_a_key_is_scheduled_for_deletion_and_kept(fleet: Fleet) -> None:
    key = answer(fleet, "create-key")["KeyMetadata"]["KeyId"]
    schedule = answer(fleet, "schedule-key-deletion", "--key-id", key, "--pending-window-in-days", "7")
    assert schedule["KeyState"] == "PendingDeletion"
    aws(fleet, "cancel-key-deletion", "--key-id", key)
    aws(fleet, "enable-key", "--key-id", key)
    assert answer(fleet, "describe-key", "--key-id", key)["KeyMetadata"]["KeyState"] == "Enabled"


def test_random_bytes(fleet: Fleet) -> None:
    assert len(blob(fleet, "Plaintext", "generate-random", "--number-of-bytes", "48")) == 48


def test_the_cli_names_the_error(fleet: Fleet) -> None:
    refusal = aws(fleet, "describe-key", "--key-id", "alias/nobody", check=False)
    assert refusal.returncode != 0
    assert "(NotFoundException)" in refusal.stderr
