"""The data folder: copied, brought up elsewhere, searched for secrets, and useless without its sealing keys."""

import secrets
import shutil
import sqlite3
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support import folder
from support.clients import kms_client
from support.environment import clean_environment
from support.fleet import Fleet
from support.keys import decrypt
from support.traffic import Traffic


@pytest.fixture
def stopped(own_fleet: Callable[..., Fleet]) -> tuple[Fleet, Traffic]:
    """A fleet with keys, an alias and ciphertexts, stopped."""
    fleet = own_fleet()
    traffic = Traffic.prepare(kms_client(fleet))
    traffic.kms.create_alias(AliasName="alias/kept", TargetKeyId=traffic.key)
    fleet.stop()
    return fleet, traffic


def test_trap_39_a_copy_of_the_folder_comes_up_on_other_ports(
    own_fleet: Callable[..., Fleet], binary: Path, stopped: tuple[Fleet, Traffic], tmp_path: Path
) -> None:
    fleet, traffic = stopped
    shutil.copytree(fleet.data, tmp_path / "fleet-copy" / "data")
    shutil.rmtree(fleet.data)
    with Fleet(binary, tmp_path / "fleet-copy", fresh=False) as copy:
        assert copy.port_base != fleet.port_base
        kms = kms_client(copy)
        assert kms.describe_key(KeyId="alias/kept")["KeyMetadata"]["KeyId"] == traffic.key
        assert decrypt(kms, traffic.ciphertext) == traffic.MESSAGE
        Traffic(kms, traffic.key, traffic.signing_key, traffic.ciphertext, traffic.signature).run()
        Traffic.prepare(kms).run()


def test_trap_39_without_the_sealing_keys_a_copy_says_what_is_missing(stopped: tuple[Fleet, Traffic]) -> None:
    fleet, _ = stopped
    for path in folder.sealing_keys(fleet.data):
        path.unlink()
    refusal = fleet.run(*fleet.dev_arguments(fresh=False), seconds=60)
    assert refusal.returncode in (1, 2)
    assert "sealing" in refusal.stderr.lower()
    assert not any(line.startswith("ready") for line in refusal.stdout.splitlines())


def test_trap_39_with_other_sealing_keys_a_copy_says_so(stopped: tuple[Fleet, Traffic]) -> None:
    fleet, _ = stopped
    for path in folder.sealing_keys(fleet.data):
        content = path.read_bytes()
        hexadecimal = len(content.strip()) == 64
        path.write_bytes(secrets.token_hex(32).encode() + b"\n" if hexadecimal else secrets.token_bytes(32))
    refusal = fleet.run(*fleet.dev_arguments(fresh=False), seconds=60)
    assert refusal.returncode in (1, 2)
    assert "sealing" in refusal.stderr.lower()


def test_a_sealing_key_that_others_may_read_is_refused(stopped: tuple[Fleet, Traffic]) -> None:
    fleet, _ = stopped
    for path in folder.sealing_keys(fleet.data):
        path.chmod(0o644)
    refusal = fleet.run(*fleet.dev_arguments(fresh=False), seconds=60)
    assert refusal.returncode in (1, 2)
    assert "0600" in refusal.stderr


def test_damaged_credentials_are_said_with_what_to_do(stopped: tuple[Fleet, Traffic]) -> None:
    fleet, traffic = stopped
    path = fleet.data / "gateway" / "access.sealed"
    content = bytearray(path.read_bytes())
    content[40] ^= 1
    path.write_bytes(content)
    refusal = fleet.run(*fleet.dev_arguments(fresh=False), seconds=60)
    assert refusal.returncode in (1, 2)
    assert str(path) in refusal.stderr
    assert "delete it" in refusal.stderr

    before = fleet.env
    path.unlink()
    fleet.start()
    assert fleet.env["AWS_SECRET_ACCESS_KEY"] != before["AWS_SECRET_ACCESS_KEY"]
    assert decrypt(kms_client(fleet), traffic.ciphertext) == traffic.MESSAGE


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace tells which files were flushed")
def test_files_with_secrets_are_on_disk_before_they_are_in_place(binary: Path, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    tracing = ("strace", "-D", "-f", "-qq", "-y", "-e", "trace=fsync,rename", "-o", str(trace))
    with Fleet(binary, tmp_path / "fleet", custodians=3, threshold=2, prefix=tracing) as fleet:
        paths = [fleet.data / name for name in ("gateway/access.sealed", "admin-token", "env", "fleet.json")]
    calls = trace.read_text().splitlines()
    for path in paths:
        (renamed,) = [number for number, call in enumerate(calls) if "rename(" in call and f', "{path}"' in call]
        temporary = calls[renamed].partition('rename("')[2].partition('"')[0]
        # Another thread may come between a call and its result; the flush is looked for by what it was asked for.
        assert any("fsync(" in call and f"<{temporary}>" in call for call in calls[:renamed]), f"content of {path}"
        assert any("fsync(" in call and f"<{path.parent}>" in call for call in calls[renamed:]), f"name of {path}"


def test_a_damaged_share_is_said_with_its_key_and_vault(stopped: tuple[Fleet, Traffic]) -> None:
    fleet, traffic = stopped
    vault = fleet.data / "custodian-2" / "vault.sqlite"
    with sqlite3.connect(vault) as database:
        (share,) = database.execute("SELECT share FROM share WHERE key = ?", (traffic.key,)).fetchone()
        changed = share[:-1] + bytes([share[-1] ^ 1])
        database.execute("UPDATE share SET share = ? WHERE key = ?", (changed, traffic.key))
    database.close()
    refusal = fleet.run("custodian", "--config", fleet.config_of(2), seconds=60)
    assert refusal.returncode == 1
    for part in (str(vault), traffic.key, "from a copy"):
        assert part in refusal.stderr


@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_env_is_safe_in_a_folder_of_any_name(binary: Path, tmp_path: Path, shell: str) -> None:
    """Sourcing DIR/env takes the folder's name as it is, whatever a shell would make of it."""
    with Fleet(binary, tmp_path / "my fleet $(touch pwned) `touch pwned` \"it's\" $HOME") as fleet:
        script = ". \"$1/env\" && \"$2\" status && printf '%s' \"$QUORATE_ADMIN_TOKEN_FILE\" >&2"
        result = subprocess.run(
            [shell, "-euc", script, shell, str(fleet.data), str(binary)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=30,
            env=clean_environment(),
        )
        assert result.returncode == 0, result.stderr
        assert result.stderr == str(fleet.data / "admin-token")
        assert fleet.custodian(1).id in result.stdout

        # The hint that a start prints is such a command too.
        (hint,) = [line for line in (fleet.folder / "dev.out").read_text().splitlines() if "source " in line]
        command = hint[hint.index("source ") :].partition(" && ")[0]
        result = subprocess.run(
            ["bash", "-euc", f'{command} && printf %s "$QUORATE_ADMIN_TOKEN_FILE"'],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=30,
            env=clean_environment(),
        )
        assert result.stdout == str(fleet.data / "admin-token"), result.stderr
    assert not list(tmp_path.rglob("pwned"))


def test_a_data_folder_that_is_in_use_is_refused(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    second = fleet.run("dev", "--data", str(fleet.data), "--port-base", str(fleet.port_base + 100), seconds=60)
    assert second.returncode in (1, 2)
    assert second.stderr.strip()
    Traffic.prepare(kms_client(fleet)).run()


def test_files_with_secrets_are_for_their_owner_alone(fleet: Fleet) -> None:
    private = [fleet.data / "admin-token", fleet.data / "env", *folder.sealing_keys(fleet.data)]
    private += [path for path in folder.files(fleet.data) if path.suffix in (".sealed", ".sqlite")]
    for path in private:
        mode = stat.S_IMODE(path.stat().st_mode)
        # A file may also be shielded by a folder that nobody else may enter.
        shielded = any(not stat.S_IMODE(parent.stat().st_mode) & 0o077 for parent in _parents(fleet.data, path))
        assert not mode & 0o077 or shielded, f"{path}: {mode:o}"


def _parents(top: Path, path: Path) -> list[Path]:
    return [parent for parent in path.parents if parent == top or top in parent.parents]


def test_no_plaintext_is_written_to_any_file(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    traffic = Traffic.prepare(kms)
    plaintext = b"planted:" + secrets.token_hex(16).encode()
    message = b"planted:" + secrets.token_hex(16).encode()
    ciphertext = kms.encrypt(KeyId=traffic.key, Plaintext=plaintext)["CiphertextBlob"]
    assert decrypt(kms, ciphertext) == plaintext
    data_key = kms.generate_data_key(KeyId=traffic.key, KeySpec="AES_256")
    random = kms.generate_random(NumberOfBytes=32)["Plaintext"]
    kms.sign(KeyId=traffic.signing_key, Message=message, SigningAlgorithm="ED25519_SHA_512")

    # The search must find what is there: a key's description is in no secret, but a request's context is in the log.
    canary = secrets.token_hex(16)
    kms.encrypt(KeyId=traffic.key, Plaintext=b"p", EncryptionContext={"canary": canary})
    assert folder.occurrences(fleet.data, canary.encode())

    for secret in (plaintext, message, data_key["Plaintext"], random):
        assert not folder.occurrences(fleet.folder, secret)
    fleet.stop()
    for secret in (plaintext, message, data_key["Plaintext"], random):
        assert not folder.occurrences(fleet.folder, secret)


def test_the_databases_do_not_show_their_content(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    description = secrets.token_hex(16)
    kms.create_key(Description=description)
    fleet.stop()
    for path in (fleet.data / "hub").iterdir():
        if path.is_file() and "sqlite" in path.name:
            assert description.encode() not in path.read_bytes(), path


def test_the_folder_has_the_documented_files(fleet: Fleet) -> None:
    description = fleet.description
    assert {"version", "kms", "admin", "pid", "custodians"} <= description.keys()
    assert description["pid"] == fleet.dev.pid
    assert [custodian.index for custodian in fleet.custodians] == [1, 2, 3, 4, 5]
    assert {custodian.port for custodian in fleet.custodians} == set(range(fleet.port_base + 10, fleet.port_base + 15))
    for attribute in ("region", "vendor", "operator"):
        values = [getattr(custodian, attribute) for custodian in fleet.custodians]
        assert sorted(values.count(value) for value in set(values)) == [1, 2, 2]
    expected = ["hub/quorate.sqlite", "gateway/audit", "admin-token", "env", "fleet.json"]
    for index in range(1, 6):
        expected += [f"custodian-{index}/{name}" for name in ("quorate.yaml", "vault.sqlite", "audit")]
    assert [name for name in expected if not (fleet.data / name).exists()] == []
    assert {
        "AWS_ENDPOINT_URL_KMS",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_REGION",
        "AWS_DEFAULT_REGION",
        "QUORATE_ADMIN_URL",
    } <= fleet.env.keys()
