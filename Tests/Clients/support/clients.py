"""boto3 clients and the AWS CLI, pointed at a fleet."""

import base64
import json
import subprocess
import sys
from pathlib import Path

import boto3
from botocore.client import BaseClient
from botocore.config import Config

from .environment import clean_environment
from .fleet import Fleet

# The CLI that belongs to the Python which runs the tests; not resolved, for a virtual environment's Python is a link.
AWS = Path(sys.executable).with_name("aws")


def kms_client(fleet: Fleet, region: str | None = None, **settings: object) -> BaseClient:
    """A KMS client that sends each request once: a retry would hide a failure. Every call has its time limit."""
    env = fleet.env
    defaults = {
        "retries": {"total_max_attempts": 1, "mode": "standard"},
        "connect_timeout": 5,
        "read_timeout": 15,
        "max_pool_connections": 64,
        "proxies": {},
    }
    session = boto3.session.Session(
        aws_access_key_id=env["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=env["AWS_SECRET_ACCESS_KEY"],
        region_name=region or env["AWS_REGION"],
    )
    return session.client("kms", endpoint_url=env["AWS_ENDPOINT_URL_KMS"], config=Config(**{**defaults, **settings}))


def aws(fleet: Fleet, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """`aws kms ...` with the variables of DIR/env and nothing else."""
    result = subprocess.run(
        [AWS, "kms", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        env={**clean_environment(), **fleet.env},
    )
    assert not check or result.returncode == 0, f"aws kms {' '.join(arguments)}\n{result.stderr}"
    return result


def answer(fleet: Fleet, *arguments: str) -> dict:
    """The whole answer of `aws kms ...`."""
    return json.loads(aws(fleet, *arguments, "--output", "json").stdout)


def blob(fleet: Fleet, field: str, *arguments: str) -> bytes:
    """One field of the answer of `aws kms ...`, which must be a blob."""
    return base64.b64decode(aws(fleet, *arguments, "--query", field, "--output", "text").stdout)
