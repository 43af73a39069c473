"""Retries of CreateKey make one key; a creation that fails leaves nothing behind."""

import uuid
from collections.abc import Callable

from support.fleet import Fleet
from support.raw import Answer, RawKMS

REGION = "sa-east-1"


def create(raw: RawKMS, invocation: str | None, description: str = "") -> Answer:
    headers = {"amz-sdk-invocation-id": invocation} if invocation else None
    return raw.call("CreateKey", {"Description": description}, headers=headers)


def key_id(answer: Answer) -> str:
    assert answer.status == 200, answer.body
    return answer.json["KeyMetadata"]["KeyId"]


def count(raw: RawKMS) -> int:
    return len(raw.call("ListKeys", {"Limit": 1000}).json["Keys"])


def test_trap_43_a_retry_of_the_same_request_makes_no_second_key(fleet: Fleet) -> None:
    raw = RawKMS(fleet, REGION)
    before = count(raw)
    invocation = str(uuid.uuid4())
    keys = {key_id(create(raw, invocation)) for _ in range(4)}
    assert len(keys) == 1
    assert count(raw) == before + 1


def test_another_request_makes_another_key(fleet: Fleet) -> None:
    raw = RawKMS(fleet, REGION)
    invocation = str(uuid.uuid4())
    first = key_id(create(raw, invocation))
    other_invocation = key_id(create(raw, str(uuid.uuid4())))
    other_body = key_id(create(raw, invocation, "another body"))
    without = {key_id(create(raw, None)) for _ in range(2)}
    assert len({first, other_invocation, other_body, *without}) == 5


def test_trap_43_a_creation_with_a_custodian_missing_names_it_and_leaves_nothing(
    own_fleet: Callable[..., Fleet],
) -> None:
    fleet = own_fleet()
    raw = RawKMS(fleet)
    existing = key_id(create(raw, None))
    missing = fleet.custodian(4).id
    fleet.kill_custodian(4)

    invocation = str(uuid.uuid4())
    for _ in range(3):
        answer = create(raw, invocation)
        assert (answer.status, answer.error) == (503, "DependencyTimeoutException")
        assert missing in answer.message
    assert [entry["KeyId"] for entry in raw.call("ListKeys").json["Keys"]] == [existing]

    fleet.start_custodian(4)
    keys = {key_id(create(raw, invocation)) for _ in range(3)}
    assert len(keys) == 1
    assert count(raw) == 2


def test_a_creation_with_a_frozen_custodian_names_it(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    raw = RawKMS(fleet)
    key_id(create(raw, None))
    fleet.freeze(2)
    try:
        answer = create(raw, str(uuid.uuid4()))
        assert (answer.status, answer.error) == (503, "DependencyTimeoutException")
        assert fleet.custodian(2).id in answer.message
    finally:
        fleet.thaw(2)
    assert count(raw) == 1


def test_a_retry_after_a_restart_finds_the_key(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    invocation = str(uuid.uuid4())
    first = key_id(create(RawKMS(fleet), invocation))
    fleet.kill_all()
    fleet.start()
    raw = RawKMS(fleet)
    assert key_id(create(raw, invocation)) == first
    assert count(raw) == 1
