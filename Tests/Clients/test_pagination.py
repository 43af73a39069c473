"""Lists in pages."""

import pytest
from botocore.client import BaseClient

from support.clients import kms_client
from support.fleet import Fleet
from support.keys import new_key
from support.refusals import refused


@pytest.fixture(scope="module")
def kms(fleet: Fleet) -> BaseClient:
    """A region that no other test uses, without the client's own checks."""
    return kms_client(fleet, "ca-central-1", parameter_validation=False)


@pytest.fixture(scope="module")
def keys(kms: BaseClient) -> list[str]:
    keys = [new_key(kms) for _ in range(5)]
    for number in range(7):
        kms.create_alias(AliasName=f"alias/page-{number}", TargetKeyId=keys[number % 2])
    tags = [{"TagKey": f"tag-{number}", "TagValue": "v"} for number in range(5)]
    kms.tag_resource(KeyId=keys[0], Tags=tags)
    return keys


def pages(kms: BaseClient, operation: str, field: str, limit: int, **request: object) -> list[list[dict]]:
    """All pages, by hand, so that Truncated and NextMarker are seen."""
    found, marker = [], {}
    for _ in range(20):
        answer = getattr(kms, operation)(Limit=limit, **request, **marker)
        found.append(answer[field])
        assert len(answer[field]) <= limit
        assert answer.get("Truncated", False) is ("NextMarker" in answer)
        if not answer.get("Truncated"):
            return found
        marker = {"Marker": answer["NextMarker"]}
    raise AssertionError("pages without end")


@pytest.mark.parametrize("limit", [1, 2, 5, 1000])
def test_pages_of_keys_hold_each_key_once(kms: BaseClient, keys: list[str], limit: int) -> None:
    found = [entry["KeyId"] for page in pages(kms, "list_keys", "Keys", limit) for entry in page]
    assert sorted(found) == sorted(keys)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("limit", [1, 3, 7, 100])
def test_pages_of_aliases_are_in_order(kms: BaseClient, keys: list[str], limit: int) -> None:
    found = [entry["AliasName"] for page in pages(kms, "list_aliases", "Aliases", limit) for entry in page]
    assert found == [f"alias/page-{number}" for number in range(7)]


def test_pages_of_one_keys_aliases(kms: BaseClient, keys: list[str]) -> None:
    found = [e["AliasName"] for page in pages(kms, "list_aliases", "Aliases", 2, KeyId=keys[1]) for e in page]
    assert found == ["alias/page-1", "alias/page-3", "alias/page-5"]


def test_pages_of_tags(kms: BaseClient, keys: list[str]) -> None:
    found = [e["TagKey"] for page in pages(kms, "list_resource_tags", "Tags", 2, KeyId=keys[0]) for e in page]
    assert sorted(found) == [f"tag-{number}" for number in range(5)]


def test_the_paginators_of_boto3_agree(kms: BaseClient, keys: list[str]) -> None:
    paginator = kms.get_paginator("list_keys").paginate(PaginationConfig={"PageSize": 2})
    assert sorted(entry["KeyId"] for entry in paginator.search("Keys[]")) == sorted(keys)


@pytest.mark.parametrize("limit", [0, -1, 1001])
def test_a_page_has_1_to_1000_entries(kms: BaseClient, limit: int) -> None:
    with refused("ValidationException"):
        kms.list_keys(Limit=limit)


@pytest.mark.parametrize("marker", ["nonsense", "AAAA", "!", "x" * 1024])
def test_a_marker_that_is_none_is_refused(kms: BaseClient, keys: list[str], marker: str) -> None:
    with refused("InvalidMarkerException"):
        kms.list_keys(Limit=1, Marker=marker)
    with refused("InvalidMarkerException"):
        kms.list_aliases(Limit=1, Marker=marker)


def test_a_marker_belongs_to_its_list(kms: BaseClient, keys: list[str]) -> None:
    marker = kms.list_keys(Limit=1)["NextMarker"]
    with refused("InvalidMarkerException"):
        kms.list_aliases(Limit=1, Marker=marker)


def test_a_page_survives_the_deletion_of_its_last_entry(kms: BaseClient, keys: list[str]) -> None:
    kms.create_alias(AliasName="alias/a-first", TargetKeyId=keys[4])
    first = kms.list_aliases(Limit=1)
    assert first["Aliases"][0]["AliasName"] == "alias/a-first"
    kms.delete_alias(AliasName="alias/a-first")
    second = kms.list_aliases(Limit=1, Marker=first["NextMarker"])
    assert second["Aliases"][0]["AliasName"] == "alias/page-0"
