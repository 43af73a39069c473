"""Signature Version 4, written out so that each part of it can be made wrong."""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass
class Signer:
    """Signs a request as an AWS client does, or with one part of it changed."""

    access_key: str
    secret_key: str
    region: str
    service: str = "kms"
    #: Headers that are left out of the signature.
    unsigned: set[str] = field(default_factory=set)
    #: The request's date, if not now.
    date: datetime | None = None

    def authorization(self, method: str, path: str, headers: dict[str, str], body: bytes) -> str:
        """The Authorization header for headers with names in lower case, `x-amz-date` among them."""
        names = sorted(name for name in headers if name not in self.unsigned)
        canonical = "\n".join(
            [
                method,
                path,
                "",
                *(f"{name}:{' '.join(headers[name].split())}" for name in names),
                "",
                ";".join(names),
                hashlib.sha256(body).hexdigest(),
            ]
        )
        timestamp = headers["x-amz-date"]
        scope = f"{timestamp[:8]}/{self.region}/{self.service}/aws4_request"
        to_sign = "\n".join(["AWS4-HMAC-SHA256", timestamp, scope, hashlib.sha256(canonical.encode()).hexdigest()])
        key = f"AWS4{self.secret_key}".encode()
        for part in scope.split("/"):
            key = hmac.digest(key, part.encode(), "sha256")
        signature = hmac.new(key, to_sign.encode(), "sha256").hexdigest()
        credential = f"{self.access_key}/{scope}"
        return f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={';'.join(names)}, Signature={signature}"

    def timestamp(self) -> str:
        return (self.date or datetime.now(UTC)).strftime("%Y%m%dT%H%M%SZ")
