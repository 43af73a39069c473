"""Audit logs as files."""

import json
from pathlib import Path

from .fleet import Fleet


def gateway_log(fleet: Fleet) -> Path:
    return fleet.data / "gateway" / "audit"


def custodian_log(fleet: Fleet, index: int) -> Path:
    return fleet.data / f"custodian-{index}" / "audit"


def files(folder: Path) -> list[Path]:
    found = sorted(folder.glob("audit-*.jsonl"))
    assert found, f"no audit log in {folder}"
    return found


def records(folder: Path) -> list[dict]:
    return [json.loads(line) for file in files(folder) for line in file.read_text().splitlines()]


def record_of(fleet: Fleet, response: dict) -> dict:
    """The gateway's record of the request that this is the answer to."""
    request_id = response["ResponseMetadata"]["RequestId"]
    found = [record for record in records(gateway_log(fleet)) if record.get("requestID") == request_id]
    assert len(found) == 1, f"{len(found)} records of request {request_id}"
    return found[0]
