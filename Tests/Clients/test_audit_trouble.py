"""A gateway whose audit log cannot be written, or lacks records, says so to those who ask for its health."""

import urllib.error
import urllib.request
from collections.abc import Callable

from support import audit
from support.clients import kms_client
from support.fleet import Fleet
from support.keys import encrypt, new_key
from support.refusals import refused
from support.traffic import Traffic


def ready(fleet: Fleet) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(fleet.env["QUORATE_ADMIN_URL"] + "/ready", timeout=15) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_trap_40_a_log_on_a_full_disk_is_seen_by_health_and_status(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    key = new_key(kms)
    assert ready(fleet)[0] == 200
    assert fleet.status()["audit"] == {"hasGap": False}
    fleet.stop()

    # The log goes on in the newest file of its folder: here the device on which there is never space.
    full = audit.gateway_log(fleet) / "audit-2999-01-01.jsonl"
    full.symlink_to("/dev/full")
    fleet.start()
    with refused("KMSInternalException"):
        encrypt(kms_client(fleet), key, b"p")
    status, text = ready(fleet)
    assert status == 503
    assert "audit log" in text
    assert str(fleet.data) not in text, "health needs no token"
    assert full.name in fleet.status()["audit"]["failure"]
    shown = fleet.run("status")
    assert shown.returncode == 0
    (line,) = [line for line in shown.stdout.splitlines() if line.startswith("audit")]
    assert "NOT WRITTEN" in line
    assert full.name in line
    fleet.stop()

    full.unlink()
    fleet.start()
    assert ready(fleet)[0] == 200
    Traffic.prepare(kms_client(fleet)).run()
    assert "failure" not in fleet.status()["audit"]


def test_trap_40_a_log_that_lacks_records_is_logged_and_shown(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    new_key(kms_client(fleet))
    fleet.stop()
    for folder in (audit.gateway_log(fleet), audit.custodian_log(fleet, 4)):
        file = audit.files(folder)[-1]
        file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-1]))
    fleet.start()
    warnings = [line for line in fleet.log_tail("dev").splitlines() if "lacks records" in line]
    assert len(warnings) == 2
    assert any("gateway/audit" in line for line in warnings)
    assert any("custodian-4/audit" in line for line in warnings)
    assert fleet.status()["audit"] == {"hasGap": True}
    assert "LACKS RECORDS" in fleet.run("status").stdout
    # What is there to be looked into is no reason to refuse requests.
    assert ready(fleet)[0] == 200
    Traffic.prepare(kms_client(fleet)).run()
