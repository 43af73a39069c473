"""`/health` and `/metrics`: what those who run a fleet see of it."""

from collections.abc import Callable

from botocore.client import BaseClient

from support.clients import kms_client
from support.fleet import Fleet
from support.keys import encrypt, new_key
from support.metrics import get, health, metrics, value
from support.processes import wait_until
from support.refusals import refused


def test_requests_are_counted_and_timed(fleet: Fleet, kms: BaseClient) -> None:
    key = new_key(kms)
    before = metrics(fleet)
    for _ in range(3):
        encrypt(kms, key, b"p")
    with refused("NotFoundException"):
        kms.encrypt(KeyId="alias/none", Plaintext=b"p")
    after = metrics(fleet)

    def grown(name: str, **labels: str) -> float:
        return value(after, name, **labels) - value(before, name, **labels)

    assert grown("quorate_requests_total", operation="Encrypt", error="") == 3
    assert grown("quorate_requests_total", operation="Encrypt", error="NotFoundException") == 1
    assert grown("quorate_request_seconds_count", operation="Encrypt") == 4
    assert grown("quorate_request_seconds_bucket", operation="Encrypt", le="+Inf") == 4
    assert 0 < grown("quorate_request_seconds_sum", operation="Encrypt") < 20
    assert value(after, "quorate_key_uses_total", key=key, operation="Encrypt") == 3
    assert value(after, "quorate_custodian_connected") == len(fleet.custodians)
    assert value(after, "quorate_audit_writable") == 1
    assert value(after, "quorate_key_map_revision") > 0


def test_metrics_need_the_token_and_health_does_not(fleet: Fleet) -> None:
    admin = fleet.env["QUORATE_ADMIN_URL"]
    assert get(admin + "/metrics")[0] == 401
    assert get(admin + "/metrics", "wrong")[0] == 401
    status, report = health(fleet)
    assert status == 200 and report["status"] in ("ok", "degraded")
    assert get(admin + "/live") == (200, "live\n")
    assert str(fleet.data) not in str(report)


def test_health_follows_the_margin_of_each_class_and_region(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    region = fleet.env["AWS_REGION"]
    assert health(fleet) == (200, {"status": "ok", "reasons": [], "margins": [], "unreachable": [], "blamed": []})
    new_key(kms)
    new_key(kms, KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")

    def margins() -> dict[str, int]:
        return {entry["class"]: entry["margin"] for entry in health(fleet)[1]["margins"] if entry["region"] == region}

    classes = {"SYMMETRIC_DEFAULT ENCRYPT_DECRYPT threshold", "HMAC_256 GENERATE_VERIFY_MAC quorum"}
    assert margins() == {name: 2 for name in classes}
    for lost, expected in ((1, (200, "degraded")), (2, (200, "degraded")), (3, (503, "failing"))):
        fleet.kill_custodian(lost)
        wait_until(lambda lost=lost: fleet.custodian(lost).id in health(fleet)[1]["unreachable"], 10, "the loss seen")
        status, report = health(fleet)
        assert (status, report["status"]) == expected
        assert margins() == {name: 2 - lost for name in classes}
    assert "no quorum" in " ".join(report["reasons"])
    assert value(metrics(fleet), "quorate_quorum_margin", region=region) == -2
    fleet.start_custodian(1)
    wait_until(lambda: health(fleet)[0] == 200, 10, "served again")


def test_a_lie_is_counted_with_its_culprit(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    key = new_key(kms)
    liar = fleet.custodian(2).id
    fleet.kill_custodian(2)
    fleet.start_custodian(2, lie="wrong-partial")

    def is_caught() -> bool:
        encrypt(kms, key, b"p")
        return value(metrics(fleet), "quorate_custodian_reports_total", report="lie") > 0

    wait_until(is_caught, 30, "a lie")
    samples = metrics(fleet)
    assert value(samples, "quorate_custodian_reports_total", custodian=liar, report="lie") >= 1
    assert value(samples, "quorate_custodian_reports_total", report="lie") == value(
        samples, "quorate_custodian_reports_total", custodian=liar, report="lie"
    )
    assert value(samples, "quorate_custodian_blamed", custodian=liar) == 1
    assert health(fleet)[1]["blamed"] == [liar]
