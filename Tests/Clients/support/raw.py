"""KMS requests made by hand, for what no SDK would send. Every request has a time limit."""

import http.client
import json
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from .fleet import Fleet
from .sigv4 import Signer

SECONDS = 15
CONTENT_TYPE = "application/x-amz-json-1.1"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)

    @property
    def error(self) -> str | None:
        """The name of the AWS error; None for a success."""
        return None if self.status == 200 else self.json["__type"].rpartition("#")[2]

    @property
    def message(self) -> str:
        return self.json.get("message") or self.json.get("Message") or ""

    @property
    def request_id(self) -> str | None:
        return self.headers.get("x-amzn-requestid")

    def assert_refused(self, *names: str) -> None:
        """An AWS error that blames the client, by one of these names if any are given."""
        assert 400 <= self.status < 500, f"{self.status} {self.body[:300]!r}"
        assert self.error, self.body
        assert self.request_id, "an error without a request id"
        assert not names or self.error in names, f"{self.error}: {self.message}"


class RawKMS:
    """One fleet's KMS endpoint, spoken to over http.client."""

    def __init__(self, fleet: Fleet, region: str | None = None):
        env = fleet.env
        self.endpoint = urlsplit(env["AWS_ENDPOINT_URL_KMS"])
        self.address = (self.endpoint.hostname, self.endpoint.port)
        self._access_key = env["AWS_ACCESS_KEY_ID"]
        self._secret_key = env["AWS_SECRET_ACCESS_KEY"]
        self._region = region or env["AWS_REGION"]

    def signer(self, **changes: object) -> Signer:
        settings = {"access_key": self._access_key, "secret_key": self._secret_key, "region": self._region}
        return Signer(**{**settings, **changes})

    def call(
        self,
        operation: str,
        request: object = None,
        *,
        body: bytes | None = None,
        signer: Signer | None = None,
        headers: dict[str, str] | None = None,
        sent: dict[str, str | None] | None = None,
        sent_body: bytes | None = None,
    ) -> Answer:
        """Signs and sends a request.

        `headers` are added and signed. `sent` (None takes a header away) and `sent_body` replace what was signed.
        """
        if body is None:
            body = json.dumps({} if request is None else request).encode()
        signer = signer or self.signer()
        signed = {
            "host": self.endpoint.netloc,
            "content-type": CONTENT_TYPE,
            "x-amz-date": signer.timestamp(),
            "x-amz-target": f"TrentService.{operation}",
            **(headers or {}),
        }
        signed["authorization"] = signer.authorization("POST", "/", signed, body)
        final = {**signed, **(sent or {})}
        return self.send("POST", "/", {k: v for k, v in final.items() if v is not None}, sent_body or body)

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        connection = http.client.HTTPConnection(*self.address, timeout=SECONDS)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in {**headers, "content-length": str(len(body))}.items():
                connection.putheader(name, value)
            # The service may answer and close before it has read a body that is too large.
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.endheaders(body)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()
