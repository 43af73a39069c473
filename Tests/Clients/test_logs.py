"""What processes log: one JSON object a line where that is asked for, no secret, and who is missing at a start."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from botocore.exceptions import ClientError

from support import folder
from support.clients import kms_client
from support.environment import clean_environment
from support.fleet import Fleet
from support.keys import encrypt, sign
from support.raw import RawKMS
from support.traffic import Traffic

JSON_LOGS = ("--log-format", "json", "--log-level", "trace")


def events(log: Path) -> list[dict]:
    """Every line of a log; one that is no JSON object fails."""
    found = []
    for line in log.read_text().splitlines():
        event = json.loads(line)
        assert {"time", "level", "logger", "message"} <= event.keys(), line
        assert all(isinstance(value, str) for value in event.values()), line
        found.append(event)
    return found


def test_json_logs_are_an_object_a_line_and_hold_no_secret(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet(options=JSON_LOGS)
    fleet.kill_custodian(2)
    custodian = fleet.spawn("custodian", "--config", fleet.config_of(2), *JSON_LOGS, log="custodian-2")
    fleet.replacements[2] = custodian
    fleet.wait_until_reachable(2)
    kms = kms_client(fleet)
    traffic = Traffic.prepare(kms)
    traffic.run()
    plaintext, message = b"PLANTED-IN-A-PLAINTEXT-0123", b"PLANTED-IN-A-MESSAGE-012345"
    ciphertext = encrypt(kms, traffic.key, plaintext)
    sign(kms, traffic.signing_key, message)
    data_key = kms.generate_data_key(KeyId=traffic.key, KeySpec="AES_256")
    assert kms.decrypt(CiphertextBlob=ciphertext)["Plaintext"] == plaintext
    # Failures are where secrets get into logs.
    try:
        kms.decrypt(CiphertextBlob=ciphertext, EncryptionContext={"not": "this"})
    except ClientError:
        pass
    raw = RawKMS(fleet)
    raw.call("Encrypt", {"KeyId": traffic.key, "Plaintext": 7}, signer=raw.signer(secret_key="x" * 40))
    fleet.kill_custodian(4)
    traffic.run()
    env = fleet.env
    token = Path(env["QUORATE_ADMIN_TOKEN_FILE"]).read_text().strip()
    fleet.status()
    fleet.stop()

    logs = [fleet.folder / "dev.err", fleet.folder / "custodian-2.err"]
    assert all(events(log) for log in logs)
    secrets = {
        "plaintext": plaintext,
        "message": message,
        "data key": data_key["Plaintext"],
        "secret access key": env["AWS_SECRET_ACCESS_KEY"].encode(),
        "admin token": token.encode(),
    }
    for path in folder.sealing_keys(fleet.data):
        content = path.read_bytes().strip()
        secrets[f"{path.parent.name}'s sealing key"] = bytes.fromhex(content.decode()) if len(content) == 64 else content
    for log in logs:
        content = log.read_bytes()
        for name, secret in secrets.items():
            found = [how for how, spelling in folder.spellings(secret).items() if spelling in content]
            assert not found, f"{name} in {log.name}: {found}"


def test_text_logs_are_not_json(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet(options=("--log-format", "text", "--log-level", "trace"))
    lines = (fleet.folder / "dev.err").read_text().splitlines()
    assert lines
    assert not any(line.startswith("{") for line in lines)


def test_a_start_that_takes_too_long_says_who_is_missing(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet(custodians=3, threshold=2)
    fleet.stop()
    # Opening a pipe that nobody writes waits for ever, and so does this custodian.
    state = fleet.data / "custodian-3" / "state.sealed"
    state.unlink()
    os.mkfifo(state)
    start = subprocess.run(
        [fleet.binary, *fleet.dev_arguments(fresh=False)],
        capture_output=True,
        text=True,
        timeout=90,
        env=clean_environment(),
    )
    assert start.returncode in (1, 2)
    assert "not ready after 30 seconds" in start.stderr
    (complaint,) = [line for line in start.stderr.splitlines() if "not ready" in line]
    assert "custodian-3" in complaint
    assert "custodian-1" not in complaint
    assert "above" in complaint
