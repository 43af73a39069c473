"""The front of nodes that are processes of their own: TLS, limits for each caller, health and metrics."""

import json
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import ClientError, SSLError
from cryptography import x509

from support.authority import Authority
from support.environment import read_exports
from support.metrics import get, parsed, value
from support.namespaces import Loopback
from support.ports import free_port_base
from support.processes import wait_until
from support.realm import REGIONS, Realm

CUSTODIANS = [f"custodian-{number}" for number in range(1, 4)]
RATE = 20


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def fleet(binary: Path, tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> Iterator[Realm]:
    """Three custodians on loopback, a gateway and a hub with certificates, and addresses for health and metrics."""
    folder = tmp_path_factory.mktemp("front")
    with Realm(binary, folder / "realm", Loopback(), committee=3, quorum=2) as fleet:
        fleet.start("hub-1")
        nodes = [("custodian", id, REGIONS[position]) for position, id in enumerate(CUSTODIANS)]
        fleet.join(("gateway", "gateway-1", REGIONS[0]), *nodes)
        base = free_port_base(10)
        for position, id in enumerate(("gateway-1", *CUSTODIANS)):
            fleet.configure(id, operations=f"127.0.0.1:{base + position}")
            fleet.nodes[id].operations = f"http://127.0.0.1:{base + position}"
        for id in ("hub-1", "gateway-1"):
            at = fleet.nodes[id].folder
            authority.issue("127.0.0.1", at / "front.pem", at / "front-key.pem")
            append(fleet, id, "tls:\n  certificate: front.pem\n  key: front-key.pem\n")
        append(fleet, "gateway-1", f"limits:\n  requestsPerSecond: {RATE}\n")
        fleet.start("gateway-1", *CUSTODIANS)
        fleet.stop("hub-1")
        exports = fleet.folder / "hub" / "env"
        exports.write_text(
            exports.read_text().replace("http://", "https://") + f"export QUORATE_ADMIN_CA_FILE={authority.file}\n"
        )
        fleet.start("hub-1")
        for id in ("gateway-1", *CUSTODIANS):
            wait_until(lambda id=id: fleet.charter_of(id), 30, f"{id} connected to the hub")
        yield fleet


def append(fleet: Realm, id: str, text: str) -> None:
    path = fleet.nodes[id].folder / "quorate.yaml"
    path.write_text(path.read_text() + text)


def address(fleet: Realm) -> str:
    env = read_exports((fleet.folder / "gateway-1" / "env").read_text())
    return env["AWS_ENDPOINT_URL_KMS"].partition("//")[2]


def client(fleet: Realm, bundle: Path | bool, scheme: str = "https") -> BaseClient:
    env = read_exports((fleet.folder / "gateway-1" / "env").read_text())
    session = boto3.session.Session(
        aws_access_key_id=env["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=env["AWS_SECRET_ACCESS_KEY"],
        region_name=env["AWS_REGION"],
    )
    config = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=30, proxies={})
    verify = bundle if isinstance(bundle, bool) else str(bundle)
    return session.client("kms", endpoint_url=f"{scheme}://{address(fleet)}", config=config, verify=verify)


def unhurried(call, **request: object) -> dict:
    """A request that is sent again where the caller's rate is used up."""
    for _ in range(20):
        try:
            return call(**request)
        except ClientError as error:
            if error.response["Error"]["Code"] != "ThrottlingException":
                raise
            time.sleep(0.2)
    raise AssertionError("throttled for ever")


def shown(fleet: Realm) -> int:
    """The serial number of the certificate that the gateway shows."""
    host, _, port = address(fleet).partition(":")
    return x509.load_pem_x509_certificate(ssl.get_server_certificate((host, int(port))).encode()).serial_number


def test_clients_speak_tls_to_a_gateway_and_nothing_else(fleet: Realm, authority: Authority) -> None:
    kms = client(fleet, authority.file)
    key = unhurried(kms.create_key)["KeyMetadata"]["KeyId"]
    blob = unhurried(kms.encrypt, KeyId=key, Plaintext=b"p")["CiphertextBlob"]
    assert unhurried(kms.decrypt, CiphertextBlob=blob)["Plaintext"] == b"p"
    with pytest.raises(SSLError):
        client(fleet, True).list_keys()
    with pytest.raises(Exception, match="(?i)connection|closed|reset"):
        client(fleet, authority.file, "http").list_keys()
    secure = {"Bool": {"aws:SecureTransport": "false"}}
    statements = [
        {"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"},
        {"Effect": "Deny", "Principal": "*", "Action": "kms:Encrypt", "Resource": "*", "Condition": secure},
    ]
    unhurried(kms.put_key_policy, KeyId=key, Policy=json.dumps({"Version": "2012-10-17", "Statement": statements}))
    unhurried(kms.encrypt, KeyId=key, Plaintext=b"p")


def test_a_new_certificate_is_shown_without_a_restart_and_a_bad_one_changes_nothing(
    fleet: Realm, authority: Authority
) -> None:
    at = fleet.nodes["gateway-1"].folder
    before = shown(fleet)
    serial = authority.issue("127.0.0.1", at / "front.pem", at / "front-key.pem")
    assert serial != before
    wait_until(lambda: shown(fleet) == serial, 10, "the new certificate")
    unhurried(client(fleet, authority.file).list_keys)
    (at / "front.pem").write_text("no certificate\n")
    wait_until(lambda: "new certificate cannot be used" in fleet.log("gateway-1"), 10, "a line in the log")
    assert shown(fleet) == serial
    assert fleet.log("gateway-1").count("new certificate cannot be used") == 1
    serial = authority.issue("127.0.0.1", at / "front.pem", at / "front-key.pem")
    wait_until(lambda: shown(fleet) == serial, 10, "the next certificate")


def test_operators_reach_the_hub_over_tls(fleet: Realm, tmp_path: Path) -> None:
    assert "custodian-1" in fleet.said("status")
    url = read_exports((fleet.folder / "hub" / "env").read_text())["QUORATE_ADMIN_URL"]
    stranger = Authority(tmp_path)
    refused = fleet.quorate("status", "--ca-file", stranger.file)
    assert refused.returncode == 2 and url in refused.stderr


def test_a_caller_that_sends_too_much_is_throttled_and_nobody_else(fleet: Realm, authority: Authority) -> None:
    kms = client(fleet, authority.file)
    account = unhurried(kms.create_key)["KeyMetadata"]["AWSAccountId"]
    other = json.loads(fleet.said("access", "create", "other", "--account", account, "--format", "json"))
    time.sleep(1.2)
    refused = 0
    for _ in range(3 * RATE):
        try:
            kms.list_keys()
        except ClientError as error:
            assert error.response["Error"]["Code"] == "ThrottlingException"
            assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 400
            assert str(RATE) in error.response["Error"]["Message"]
            refused += 1
    assert refused > 0
    session = boto3.session.Session(
        aws_access_key_id=other["accessKeyId"],
        aws_secret_access_key=other["secretAccessKey"],
        region_name=REGIONS[0],
    )
    config = Config(retries={"total_max_attempts": 1}, proxies={})
    session.client(
        "kms", endpoint_url=f"https://{address(fleet)}", config=config, verify=str(authority.file)
    ).list_keys()
    samples = parsed(get(fleet.nodes["gateway-1"].operations + "/metrics")[1])
    assert value(samples, "quorate_requests_total", error="ThrottlingException") == refused


def test_every_node_says_how_it_does(fleet: Realm) -> None:
    for id in ("gateway-1", *CUSTODIANS):
        url = fleet.nodes[id].operations
        assert get(url + "/live") == (200, "live\n")
        assert get(url + "/ready") == (200, "ready\n")
        status, report = get(url + "/health")
        assert status == 200 and '"status":"ok"' in report
        samples = parsed(get(url + "/metrics")[1])
        assert value(samples, "quorate_audit_writable") == 1
        assert value(samples, "quorate_key_map_revision") > 0
    assert value(parsed(get(fleet.nodes["custodian-1"].operations + "/metrics")[1]), "quorate_shares", state="active") > 0


def test_plain_http_beyond_this_machine_is_refused(fleet: Realm) -> None:
    path = fleet.nodes["gateway-1"].folder / "plain.yaml"
    text = (path.parent / "quorate.yaml").read_text().partition("tls:")[0]
    path.write_text(text.replace("kms: 127.0.0.1", "kms: 0.0.0.0"))
    result = fleet.quorate("gateway", "--config", path)
    assert result.returncode == 1
    assert "tls.certificate" in result.stderr and "allowPlaintext" in result.stderr
    path.write_text(text + "tls:\n  certificate: nothing.pem\n  key: front-key.pem\n")
    result = fleet.quorate("gateway", "--config", path)
    assert result.returncode == 1 and "nothing.pem" in result.stderr
