"""Requests that no SDK sends: each gets the AWS error, at once, and never KMSInternalException."""

import base64
import json
import socket
import time

import pytest
from botocore.client import BaseClient

from support.keys import encrypt
from support.raw import CONTENT_TYPE, RawKMS

MEGABYTE = 1024 * 1024
SYNTAX = ("SerializationException", "ValidationException")
BAD_BODIES = {
    "empty": b"",
    "white-space": b" \n\t",
    "not-json": b"KeyId=1",
    "half": b'{"KeyId": "',
    "comma-at-the-end": b'{"KeyId": "x",}',
    "two-documents": b'{"KeyId": "x"}{"KeyId": "y"}',
    "comment": b'{"KeyId": "x"} // x',
    "single-quotes": b"{'KeyId': 'x'}",
    "array": b'[{"KeyId": "x"}]',
    "string": b'"KeyId"',
    "number": b"1",
    "null": b"null",
    "nan": b'{"KeyId": NaN}',
    "byte-order-mark": b'\xef\xbb\xbf{"KeyId": "x"}',
    "not-utf-8": b'{"KeyId": "\xff\xfe"}',
    "overlong-utf-8": b'{"KeyId": "\xc0\xaf"}',
    "utf-16": '{"KeyId": "x"}'.encode("utf-16"),
    "lone-surrogate": b'{"KeyId": "\\ud800"}',
    "control-character": b'{"KeyId": "a\x00b"}',
    "deep-arrays": b"[" * 100_000,
    "deep-objects": b'{"a":' * 100_000,
    "deep-and-closed": b'{"KeyId":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "long-number": b'{"Limit": ' + b"9" * 100_000 + b"}",
    "gzip": base64.b64decode("H4sIAAAAAAACA6uuBQBDv6ajAgAAAA=="),
}


@pytest.mark.parametrize("name", BAD_BODIES)
def test_a_body_that_is_no_json_object_is_refused(raw: RawKMS, name: str) -> None:
    answer = raw.call("DescribeKey", body=BAD_BODIES[name])
    # Lenient readers take some of these for an empty or an odd request; then the field is what is refused.
    answer.assert_refused(*SYNTAX, "NotFoundException")
    assert answer.headers["content-type"].startswith(CONTENT_TYPE)


@pytest.mark.parametrize("value", [1, 1.5, True, None, [], {}, ["x"], {"x": "y"}], ids=json.dumps)
@pytest.mark.parametrize("operation", ["DescribeKey", "Encrypt", "CreateAlias", "Sign", "TagResource"])
def test_a_key_id_of_another_type_is_refused(raw: RawKMS, operation: str, value: object) -> None:
    raw.call(operation, {"KeyId": value, "TargetKeyId": value}).assert_refused(*SYNTAX)


@pytest.mark.parametrize(
    ("operation", "request_"),
    [
        ("Encrypt", {"Plaintext": "not base64!"}),
        ("Encrypt", {"Plaintext": "YQ"}),
        ("Encrypt", {"Plaintext": 5}),
        ("Encrypt", {"Plaintext": "YQ==", "EncryptionContext": "a=b"}),
        ("Encrypt", {"Plaintext": "YQ==", "EncryptionContext": {"a": 1}}),
        ("Encrypt", {"Plaintext": "YQ==", "EncryptionContext": [["a", "b"]]}),
        ("Encrypt", {"Plaintext": "YQ==", "DryRun": "true"}),
        ("Encrypt", {"Plaintext": "YQ==", "GrantTokens": "token"}),
        ("GenerateDataKey", {"NumberOfBytes": "32"}),
        ("GenerateDataKey", {"NumberOfBytes": 32.5}),
        ("GenerateDataKey", {"NumberOfBytes": 10**30}),
        ("GenerateDataKey", {"NumberOfBytes": -(2**63) - 1}),
        ("GenerateDataKey", {"KeySpec": 256}),
        ("ListKeys", {"Limit": "10"}),
        ("ListKeys", {"Limit": 1e300}),
        ("ListKeys", {"Marker": 7}),
        ("TagResource", {"Tags": {"TagKey": "a", "TagValue": "b"}}),
        ("TagResource", {"Tags": ["a"]}),
        ("TagResource", {"Tags": [{"TagKey": "a", "TagValue": None}]}),
        ("ScheduleKeyDeletion", {"PendingWindowInDays": "7"}),
    ],
    ids=lambda value: value if isinstance(value, str) else json.dumps(value)[:50],
)
def test_a_field_of_another_type_is_refused(raw: RawKMS, key: str, operation: str, request_: dict) -> None:
    request = request_ if operation == "ListKeys" else {"KeyId": key, **request_}
    raw.call(operation, request).assert_refused(*SYNTAX, "TagException")


def test_a_field_that_no_one_knows_does_no_harm(raw: RawKMS, key: str) -> None:
    assert raw.call("DescribeKey", {"KeyId": key, "Colour": "green"}).status == 200


@pytest.mark.parametrize("size", [MEGABYTE, 8 * MEGABYTE])
@pytest.mark.parametrize("field", ["Plaintext", "KeyId", "EncryptionContext", "Unknown"])
def test_a_body_of_megabytes_is_refused(raw: RawKMS, key: str, field: str, size: int) -> None:
    value = {"k": "x" * size} if field == "EncryptionContext" else "A" * size
    request = {"KeyId": key, "Plaintext": "YQ==", field: value}
    raw.call("Encrypt", request).assert_refused()


def test_a_million_small_things_are_refused(raw: RawKMS, key: str) -> None:
    context = {f"k{number}": "v" for number in range(20_000)}
    raw.call("Encrypt", {"KeyId": key, "Plaintext": "YQ==", "EncryptionContext": context}).assert_refused()
    raw.call("TagResource", {"KeyId": key, "Tags": [{}] * 20_000}).assert_refused()


@pytest.mark.parametrize(
    "target",
    [
        "TrentService.",
        "TrentService.encrypt",
        "TrentService.Encrypt.Encrypt",
        "TrentService.Encrypt ",
        "Encrypt",
        "S3.Encrypt",
        "TrentService",
        "DynamoDB_20120810.ListTables",
        "x" * 4000,
    ],
)
def test_a_target_that_is_none_is_refused(raw: RawKMS, key: str, target: str) -> None:
    answer = raw.call("Encrypt", {"KeyId": key, "Plaintext": "YQ=="}, headers={"x-amz-target": target})
    # White space around a header's value is no part of it, so that one is Encrypt.
    if target.strip() != "TrentService.Encrypt":
        answer.assert_refused("UnknownOperationException")


def test_no_target_is_refused(raw: RawKMS) -> None:
    answer = raw.call("ListKeys", signer=raw.signer(unsigned={"x-amz-target"}), sent={"x-amz-target": None})
    answer.assert_refused("UnknownOperationException", "MissingAuthenticationTokenException")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/keys", "/../etc/passwd", "/%00", "/?Action=ListKeys"])
def test_other_methods_and_paths_get_a_clear_answer(raw: RawKMS, method: str, path: str) -> None:
    answer = raw.send(method, path, {"host": raw.endpoint.netloc})
    assert 400 <= answer.status < 500, (answer.status, answer.body[:200])


def test_a_post_to_another_path_is_refused(raw: RawKMS) -> None:
    assert 400 <= raw.send("POST", "/dev/reset", {"host": raw.endpoint.netloc}).status < 500


def test_another_content_type_is_no_reason_to_fail(raw: RawKMS, key: str) -> None:
    answer = raw.call("DescribeKey", {"KeyId": key}, headers={"content-type": "text/plain"})
    assert answer.status in (200, 400)
    assert answer.error != "KMSInternalException"


class TestSockets:
    """Bytes that are hardly HTTP. The service may answer or hang up, and goes on serving the others."""

    def exchange(self, raw: RawKMS, sent: bytes) -> bytes:
        with socket.create_connection(raw.address, timeout=15) as connection:
            try:
                connection.sendall(sent)
                connection.shutdown(socket.SHUT_WR)
                return connection.recv(65536)
            except (BrokenPipeError, ConnectionResetError):
                return b""

    @pytest.mark.parametrize(
        "sent",
        [
            b"\r\n" * 4,
            b"hello\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nshort",
            b"POST / HTTP/1.1\r\n" + b"X-Header: y\r\n" * 20_000 + b"\r\n",
            b"POST / HTTP/1.1\r\nX: " + b"y" * 1_000_000 + b"\r\n\r\n",
        ],
        ids=range(11),
    )
    def test_the_service_survives(self, raw: RawKMS, sent: bytes) -> None:
        answer = self.exchange(raw, sent)
        assert answer[9:10] in (b"", b"4", b"5"), answer[:100]
        assert raw.call("ListKeys").status == 200

    def test_a_hundred_idle_and_half_sent_requests_delay_no_one(self, raw: RawKMS) -> None:
        half = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"
        connections = [socket.create_connection(raw.address, timeout=15) for _ in range(100)]
        try:
            for connection in connections[::2]:
                connection.sendall(half)
            started = time.monotonic()
            assert raw.call("ListKeys").status == 200
            assert time.monotonic() - started < 5
        finally:
            for connection in connections:
                connection.close()


def test_a_context_cannot_break_out_of_the_audit_log(kms: BaseClient, key: str) -> None:
    context = {'quote"\\': "new\nline\r\u2028", "\u0001": "</script>\x7f"}
    assert encrypt(kms, key, b"p", context)
