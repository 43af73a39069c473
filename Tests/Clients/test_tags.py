"""Tags, and those that choose how a key is made."""

import pytest
from botocore.client import BaseClient

from support.keys import new_key
from support.refusals import refused


def tag(key: str, value: str) -> dict[str, str]:
    return {"TagKey": key, "TagValue": value}


def tags_of(kms: BaseClient, key: str) -> dict[str, str]:
    tags = kms.list_resource_tags(KeyId=key)["Tags"]
    return {entry["TagKey"]: entry["TagValue"] for entry in tags}


def test_trap_42_tags_are_set_replaced_and_removed_and_read_back_at_once(kms: BaseClient) -> None:
    key = new_key(kms, Tags=[tag("team", "blue"), tag("empty", "")])
    assert tags_of(kms, key) == {"team": "blue", "empty": ""}
    kms.tag_resource(KeyId=key, Tags=[tag("team", "green"), tag("cost", "1")])
    assert tags_of(kms, key) == {"team": "green", "empty": "", "cost": "1"}
    kms.untag_resource(KeyId=key, TagKeys=["empty", "never-there"])
    assert tags_of(kms, key) == {"team": "green", "cost": "1"}


def test_tag_keys_that_are_canonically_equivalent_are_two(kms: BaseClient) -> None:
    key = new_key(kms, Tags=[tag("\u00e9", "composed"), tag("e\u0301", "decomposed")])
    assert tags_of(kms, key) == {"\u00e9": "composed", "e\u0301": "decomposed"}


def test_fifty_tags_and_no_more(kms: BaseClient) -> None:
    key = new_key(kms, Tags=[tag(f"t{number}", "v") for number in range(50)])
    assert len(list(kms.get_paginator("list_resource_tags").paginate(KeyId=key).search("Tags[]"))) == 50
    with refused("LimitExceededException", "TagException"):
        kms.tag_resource(KeyId=key, Tags=[tag("one-more", "v")])
    kms.tag_resource(KeyId=key, Tags=[tag("t0", "replaced")])


@pytest.mark.parametrize(
    "tags",
    [
        [tag("aws:reserved", "v")],
        [tag("twice", "1"), tag("twice", "2")],
        [tag("", "v")],
        [tag("k" * 129, "v")],
        [tag("k", "v" * 257)],
    ],
    ids=["aws-prefix", "twice", "empty-key", "long-key", "long-value"],
)
def test_tags_that_are_none_are_refused(unchecked: BaseClient, key: str, tags: list[dict[str, str]]) -> None:
    before = tags_of(unchecked, key)
    with refused("TagException", "ValidationException"):
        unchecked.tag_resource(KeyId=key, Tags=tags)
    with refused("TagException", "ValidationException"):
        unchecked.create_key(Tags=tags)
    assert tags_of(unchecked, key) == before


def test_custody_is_chosen_at_creation_and_stays(kms: BaseClient) -> None:
    key = new_key(kms, Tags=[tag("quorate:custody", "threshold")])
    with refused("TagException"):
        kms.tag_resource(KeyId=key, Tags=[tag("quorate:custody", "quorum")])
    with refused("TagException"):
        kms.untag_resource(KeyId=key, TagKeys=["quorate:custody"])
    with refused("TagException"):
        kms.tag_resource(KeyId=key, Tags=[tag("quorate:placement", "anywhere")])
    assert tags_of(kms, key) == {"quorate:custody": "threshold"}


def test_a_custody_that_this_build_lacks_is_refused(kms: BaseClient) -> None:
    with refused("UnsupportedOperationException"):
        kms.create_key(Tags=[tag("quorate:custody", "module")])
