"""OpenBao's transit engine as a target of load."""

import json
import time
import urllib.error
import urllib.request

from load import Request

MESSAGE = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="  # 32 bytes
START_LIMIT = 30  # seconds


class OpenBao:
    """A server that was just started: unsealed here, with an AES-256-GCM and an Ed25519 key."""

    name = "OpenBao"

    def __init__(self, url: str):
        self.url = url
        self.token = None
        self._wait()
        keys = self._call("PUT", "sys/init", {"secret_shares": 1, "secret_threshold": 1})
        self._call("PUT", "sys/unseal", {"key": keys["keys"][0]})
        self.token = keys["root_token"]
        self._wait_unsealed()
        self._call("POST", "sys/mounts/transit", {"type": "transit"})
        self._call("POST", "transit/keys/aes", {"type": "aes256-gcm96"})
        self._call("POST", "transit/keys/signer", {"type": "ed25519"})

    def request(self, operation: str) -> Request:
        path, body = {
            "Encrypt": ("transit/encrypt/aes", {"plaintext": MESSAGE}),
            "GenerateDataKey": ("transit/datakey/plaintext/aes", {"bits": 256}),
            "Sign": ("transit/sign/signer", {"input": MESSAGE}),
        }[operation]
        headers = {"X-Vault-Token": self.token, "Content-Type": "application/json"}
        return Request(f"{self.url}/v1/{path}", headers, json.dumps(body))

    def _call(self, method: str, path: str, body: dict | None = None) -> dict:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/v1/{path}", data=data, method=method)
        if self.token:
            request.add_header("X-Vault-Token", self.token)
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else {}

    def _wait(self):
        """Until the server answers at all."""
        self._until(lambda: self._call("GET", "sys/seal-status") is not None)

    def _wait_unsealed(self):
        """Until it is active: for a moment after the unsealing it refuses requests."""
        self._until(lambda: self._call("GET", "sys/health")["sealed"] is False)

    def _until(self, is_done):
        deadline = time.monotonic() + START_LIMIT
        while True:
            try:
                if is_done():
                    return
            except (OSError, urllib.error.URLError) as error:
                if time.monotonic() > deadline:
                    raise SystemExit(f"OpenBao at {self.url} did not start in {START_LIMIT} s: {error}") from error
            time.sleep(0.1)
