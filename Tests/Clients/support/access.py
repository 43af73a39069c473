"""Users and their access keys."""

import json
from dataclasses import dataclass

import boto3
from botocore.client import BaseClient
from botocore.config import Config

from .fleet import Fleet


@dataclass(frozen=True)
class User:
    """A user with the access key that `quorate access create` or `rotate` made."""

    id: str
    secret: str
    arn: str
    kms: BaseClient


def new_user(fleet: Fleet, name: str) -> User:
    made = fleet.run("access", "create", name, "--format", "json")
    assert made.returncode == 0, made.stderr
    return user(fleet, made.stdout)


def user(fleet: Fleet, made: str, endpoint: str | None = None) -> User:
    """The user of what the command printed, with a client that sends each request once."""
    key = json.loads(made)
    session = boto3.session.Session(
        aws_access_key_id=key["accessKeyId"],
        aws_secret_access_key=key["secretAccessKey"],
        region_name=fleet.env["AWS_REGION"],
    )
    config = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=15, proxies={})
    client = session.client("kms", endpoint_url=endpoint or fleet.env["AWS_ENDPOINT_URL_KMS"], config=config)
    return User(key["accessKeyId"], key["secretAccessKey"], key["arn"], client)
