"""`reconstruction=gateway`: keys that only a custodian without shares, beside the gateway, may rebuild."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.client import BaseClient

from support.audit import custodian_log, record_of, records
from support.clients import kms_client
from support.fleet import Fleet
from support.keys import new_key
from support.quorum import QuorumTraffic
from support.refusals import refused

BESIDE = "k=3 n=5 reconstruction=gateway"
MEMBERS = range(1, 6)
#: The first requester of a dev fleet stands in the gateway's region, the second one elsewhere.
BESIDE_GATEWAY, ELSEWHERE = 6, 7


def tagged(placement: str) -> dict:
    return {"Tags": [{"TagKey": "quorate:placement", "TagValue": placement}]}


@pytest.fixture(scope="module")
def staffed(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """A fleet of five custodians with shares and two without, which these tests kill and start again."""
    with Fleet(binary, tmp_path_factory.mktemp("staffed"), requesters=2) as fleet:
        yield fleet


@pytest.fixture(scope="module")
def kms(staffed: Fleet) -> BaseClient:
    return kms_client(staffed)


@pytest.fixture(scope="module")
def traffic(kms: BaseClient) -> QuorumTraffic:
    return QuorumTraffic.prepare(kms, **tagged(BESIDE))


def rebuilders(fleet: Fleet, request_id: str) -> set[int]:
    """Whose audit logs say that they rebuilt a key for a client's request."""
    return {
        custodian.index
        for custodian in fleet.custodians
        if any(custodian_log(fleet, custodian.index).glob("*.jsonl"))  # a requester that was never asked has no record
        for record in records(custodian_log(fleet, custodian.index))
        if record["eventName"] == "RebuildKey" and record["requestID"] == request_id
    }


def test_requesters_hold_no_shares_and_stand_where_they_should(staffed: Fleet, traffic: QuorumTraffic) -> None:
    kinds = {custodian.index: custodian.kind for custodian in staffed.custodians}
    assert kinds == {**dict.fromkeys(MEMBERS, "resident"), BESIDE_GATEWAY: "requester", ELSEWHERE: "requester"}
    assert staffed.custodian(BESIDE_GATEWAY).region == staffed.env["AWS_REGION"]
    assert staffed.custodian(ELSEWHERE).region != staffed.env["AWS_REGION"]
    traffic.run()
    for index in (BESIDE_GATEWAY, ELSEWHERE):
        status = staffed.status_of(index)
        assert status["reachable"] and status["detail"]["shares"] == 0


def test_every_operation_is_done_by_the_requester_beside_the_gateway(staffed: Fleet, traffic: QuorumTraffic) -> None:
    for answer in traffic.run():
        assert rebuilders(staffed, answer["ResponseMetadata"]["RequestId"]) == {BESIDE_GATEWAY}
        took_part = record_of(staffed, answer)["additionalEventData"]["custodians"]
        assert len(took_part) == 3
        assert staffed.custodian(BESIDE_GATEWAY).id not in took_part


def test_without_the_requester_the_key_is_unavailable_and_with_it_back_all_is_well(
    staffed: Fleet, traffic: QuorumTraffic
) -> None:
    staffed.kill_custodian(BESIDE_GATEWAY)
    try:
        for name, request in traffic.operations().items():
            with refused("KeyUnavailableException", "DependencyTimeoutException"):
                getattr(traffic.kms, name)(**request)
    finally:
        staffed.start_custodian(BESIDE_GATEWAY)
    traffic.run()


def test_two_members_lost_change_nothing(staffed: Fleet, traffic: QuorumTraffic) -> None:
    for index in (1, 4):
        staffed.kill_custodian(index)
    try:
        traffic.run()
    finally:
        for index in (1, 4):
            staffed.start_custodian(index)


def test_other_keys_are_rebuilt_by_members_near_the_gateway(staffed: Fleet, kms: BaseClient) -> None:
    near = {index for index in MEMBERS if staffed.custodian(index).region == staffed.env["AWS_REGION"]}
    for answer in QuorumTraffic.prepare(kms).run():
        assert rebuilders(staffed, answer["ResponseMetadata"]["RequestId"]) <= near


def test_a_fleet_without_requesters_says_what_is_missing(fleet: Fleet) -> None:
    """The shared fleet has none. The key can be made all the same, and used once a requester is there."""
    client = kms_client(fleet)
    key = new_key(client, KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC", **tagged(BESIDE))
    with refused("KeyUnavailableException") as refusal:
        client.generate_mac(KeyId=key, Message=b"m", MacAlgorithm="HMAC_SHA_256")
    assert "requester" in str(refusal.value)
    assert fleet.env["AWS_REGION"] in str(refusal.value)
