"""A Quorate fleet as a target of load. Endpoint and credentials come from the environment (`source DIR/env`)."""

import json
import os

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from load import Request
from openbao import MESSAGE


class Quorate:
    """A fleet with one symmetric key of the given suite (nil for the default) and one Ed25519 key."""

    def __init__(self, suite: str | None = None):
        self.name = "Quorate" if suite is None else f"Quorate, {suite}"
        self.url = os.environ["AWS_ENDPOINT_URL_KMS"]
        client = boto3.client("kms")
        tags = [{"TagKey": "quorate:suite", "TagValue": suite}] if suite else []
        self.symmetric = client.create_key(Tags=tags)["KeyMetadata"]["KeyId"]
        self.signer = client.create_key(KeySpec="ECC_NIST_EDWARDS25519", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]

    @classmethod
    def with_suite(cls, suite: str) -> "Quorate | None":
        """None where this release does not have the suite."""
        try:
            return cls(suite)
        except ClientError as error:
            print(f"(no keys of the suite {suite}: {error.response['Error']['Message']})")
            return None

    def request(self, operation: str) -> Request:
        """Signed for now: the signature counts for five minutes."""
        body = json.dumps(
            {
                "Encrypt": {"KeyId": self.symmetric, "Plaintext": MESSAGE},
                "GenerateDataKey": {"KeyId": self.symmetric, "KeySpec": "AES_256"},
                "Sign": {
                    "KeyId": self.signer,
                    "Message": MESSAGE,
                    "MessageType": "RAW",
                    "SigningAlgorithm": "ED25519_SHA_512",
                },
            }[operation]
        )
        headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": f"TrentService.{operation}"}
        request = AWSRequest(method="POST", url=self.url + "/", data=body, headers=headers)
        credentials = Credentials(os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"])
        SigV4Auth(credentials, "kms", os.environ["AWS_REGION"]).add_auth(request)
        return Request(self.url + "/", dict(request.headers), body)
