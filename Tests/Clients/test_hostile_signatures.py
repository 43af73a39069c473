"""Signature Version 4: whatever is not signed as it should be is refused, and changes nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from support.raw import RawKMS

BAD = "InvalidSignatureException"
INCOMPLETE = "IncompleteSignatureException"


def test_our_own_signer_is_accepted(raw: RawKMS) -> None:
    assert raw.call("ListKeys").status == 200


def test_another_secret_is_refused(raw: RawKMS) -> None:
    raw.call("ListKeys", signer=raw.signer(secret_key="x" * 40)).assert_refused(BAD)


def test_an_unknown_access_key_is_refused(raw: RawKMS) -> None:
    raw.call("ListKeys", signer=raw.signer(access_key="AKIAUNKNOWNUNKNOWN00")).assert_refused(
        "UnrecognizedClientException"
    )


def test_a_body_changed_after_signing_is_refused(raw: RawKMS) -> None:
    raw.call("ListKeys", {"Limit": 1}, sent_body=b'{"Limit": 2}').assert_refused(BAD)


@pytest.mark.parametrize("name", ["x-amz-target", "x-amz-date", "host", "content-type"])
def test_a_signed_header_changed_after_signing_is_refused(raw: RawKMS, name: str) -> None:
    changed = {
        "x-amz-target": "TrentService.ListAliases",
        "x-amz-date": (datetime.now(UTC) + timedelta(seconds=7)).strftime("%Y%m%dT%H%M%SZ"),
        "host": "kms.example.org",
        "content-type": "application/json",
    }
    raw.call("ListKeys", sent={name: changed[name]}).assert_refused(BAD)


@pytest.mark.parametrize("name", ["host", "x-amz-target", "x-amz-date"])
def test_a_header_that_must_be_signed_and_is_not_is_refused(raw: RawKMS, name: str) -> None:
    raw.call("ListKeys", signer=raw.signer(unsigned={name})).assert_refused(BAD, INCOMPLETE)


def test_an_amz_header_added_after_signing_is_refused(raw: RawKMS) -> None:
    raw.call("ListKeys", sent={"x-amz-security-token": "token"}).assert_refused(
        BAD, INCOMPLETE, "UnrecognizedClientException"
    )


@pytest.mark.parametrize("minutes", [-24 * 60, -16, 16, 24 * 60])
def test_a_date_far_from_now_is_refused(raw: RawKMS, minutes: int) -> None:
    date = datetime.now(UTC) + timedelta(minutes=minutes)
    raw.call("ListKeys", signer=raw.signer(date=date)).assert_refused(BAD)


@pytest.mark.parametrize("minutes", [-4, 4])
def test_a_clock_a_little_off_is_accepted(raw: RawKMS, minutes: int) -> None:
    date = datetime.now(UTC) + timedelta(minutes=minutes)
    assert raw.call("ListKeys", signer=raw.signer(date=date)).status == 200


@pytest.mark.parametrize("date", ["", "yesterday", "20200101", "20201301T000000Z", "2020-01-01T00:00:00Z", "9" * 16])
def test_a_date_that_is_none_is_refused(raw: RawKMS, date: str) -> None:
    raw.call("ListKeys", sent={"x-amz-date": date}).assert_refused(BAD, INCOMPLETE)


def test_a_signature_for_another_service_is_refused(raw: RawKMS) -> None:
    raw.call("ListKeys", signer=raw.signer(service="s3")).assert_refused(BAD)


def test_a_request_without_any_signature_is_refused(raw: RawKMS) -> None:
    raw.call("ListKeys", sent={"authorization": None}).assert_refused("MissingAuthenticationTokenException")


def test_a_request_without_a_date_is_refused(raw: RawKMS) -> None:
    raw.call("ListKeys", sent={"x-amz-date": None}).assert_refused(BAD, INCOMPLETE)


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer token",
        "Basic dXNlcjpwYXNz",
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=, SignedHeaders=, Signature=",
        "AWS4-HMAC-SHA256 Credential=A/B/C/D/E, SignedHeaders=host, Signature=00",
        "AWS4-HMAC-SHA256 Credential=AK/20200101/eu-west-1/kms/aws4_request, SignedHeaders=host",
        "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=" + "0" * 64,
        "AWS4-HMAC-SHA256 Credential=AK/20200101/eu-west-1/kms/aws4_request, Signature=" + "0" * 64,
        "AWS4-HMAC-SHA1 Credential=AK/20200101/eu-west-1/kms/aws4_request, SignedHeaders=host, Signature=" + "0" * 64,
        "AWS4-HMAC-SHA256 " + "," * 5000,
    ],
    ids=range(11),
)
def test_an_authorization_that_is_none_is_refused(raw: RawKMS, authorization: str) -> None:
    raw.call("ListKeys", sent={"authorization": authorization}).assert_refused(
        INCOMPLETE, BAD, "MissingAuthenticationTokenException", "UnrecognizedClientException"
    )


def test_every_digit_of_the_signature_counts(raw: RawKMS) -> None:
    signer = raw.signer()
    headers = {
        "host": raw.endpoint.netloc,
        "content-type": "application/x-amz-json-1.1",
        "x-amz-date": signer.timestamp(),
        "x-amz-target": "TrentService.ListKeys",
    }
    authorization = signer.authorization("POST", "/", headers, b"{}")
    assert raw.send("POST", "/", {**headers, "authorization": authorization}, b"{}").status == 200
    for position in range(len(authorization) - 64, len(authorization)):
        digit = f"{int(authorization[position], 16) ^ 1:x}"
        changed = authorization[:position] + digit + authorization[position + 1 :]
        raw.send("POST", "/", {**headers, "authorization": changed}, b"{}").assert_refused(BAD)
    for changed in (authorization[:-1], authorization + "0", authorization[:-64] + authorization[-64:].upper()):
        if changed != authorization:
            raw.send("POST", "/", {**headers, "authorization": changed}, b"{}").assert_refused(BAD, INCOMPLETE)


def test_a_refused_request_changes_nothing(raw: RawKMS) -> None:
    region = "me-south-1"
    for changes in ({"secret_key": "x" * 40}, {"access_key": "AKIAUNKNOWNUNKNOWN00"}):
        raw.call("CreateKey", signer=raw.signer(region=region, **changes)).assert_refused()
    assert raw.call("ListKeys", signer=raw.signer(region=region)).json["Keys"] == []
