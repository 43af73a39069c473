"""A custodian's port from outside the fleet: TLS 1.3 with a certificate of the fleet, or nothing."""

import socket
import subprocess

import pytest

from support.fleet import Fleet

# What opens an HTTP/2 connection; whoever serves it answers with a SETTINGS frame at once.
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])


def s_client(fleet: Fleet, *options: str) -> subprocess.CompletedProcess[bytes]:
    """Speaks to custodian 1 and waits until it hangs up, or fails the test."""
    address = f"127.0.0.1:{fleet.custodian(1).port}"
    return subprocess.run(
        ["openssl", "s_client", "-connect", address, "-alpn", "h2", *options],
        input=PREFACE,
        capture_output=True,
        timeout=20,
    )


def test_a_custodian_shows_its_certificate_in_tls_1_3(fleet: Fleet) -> None:
    shown = s_client(fleet, "-tls1_3", "-showcerts", "-ign_eof").stdout
    certificate = subprocess.run(
        ["openssl", "x509", "-noout", "-text"], input=shown, capture_output=True, timeout=10
    ).stdout.decode()
    assert f"/custodian/{fleet.custodian(1).id}" in certificate
    assert "URI:spiffe://" in certificate


@pytest.mark.parametrize("version", ["-tls1_2", "-tls1_3"])
def test_who_has_no_certificate_is_not_served(fleet: Fleet, version: str) -> None:
    # -quiet prints what the peer says, and waits for its end.
    assert s_client(fleet, version, "-quiet").stdout == b""


def test_tls_1_2_is_refused(fleet: Fleet) -> None:
    refusal = s_client(fleet, "-tls1_2", "-quiet")
    assert refusal.stdout == b""
    assert b"alert" in refusal.stderr or refusal.returncode != 0


def test_a_certificate_of_anyones_making_is_not_served(fleet: Fleet, tmp_path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    names = ["-subj", "/CN=gateway", "-addext", "subjectAltName=URI:spiffe://quorate/gateway/gateway-1"]
    subprocess.run(
        ["openssl", "req", "-x509", *curve, "-keyout", key, "-out", certificate, "-days", "1", *names],
        check=True,
        capture_output=True,
        timeout=30,
    )
    assert s_client(fleet, "-tls1_3", "-quiet", "-cert", str(certificate), "-key", str(key)).stdout == b""


def test_plain_text_is_not_served(fleet: Fleet) -> None:
    with socket.create_connection(("127.0.0.1", fleet.custodian(1).port), timeout=10) as connection:
        connection.sendall(PREFACE)
        connection.settimeout(15)
        try:
            answer = connection.recv(1024)
        except ConnectionResetError:
            answer = b""
    # A TLS alert (type 21) may say goodbye.
    assert answer[:1] in (b"", b"\x15")
