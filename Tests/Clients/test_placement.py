"""The tag `quorate:placement`: where a key's shares go, and from where the key may be used."""

import json

import pytest
from botocore.client import BaseClient

from support.fleet import Fleet
from support.keys import decrypt, encrypt, new_key
from support.refusals import refused

HMAC = {"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"}


def placed(kms: BaseClient, placement: str, **request: object) -> str:
    return new_key(kms, Tags=[{"TagKey": "quorate:placement", "TagValue": placement}], **request)


def committee(fleet: Fleet, key: str) -> list[str]:
    shown = fleet.run("key", "show", key, "--format", "json")
    assert shown.returncode == 0, shown.stderr
    shard = json.loads(shown.stdout)["versions"][0]["shards"][0]
    return [member["custodian"] for member in shard["committee"]]


def regions(fleet: Fleet, key: str) -> set[str]:
    places = {custodian.id: custodian.region for custodian in fleet.custodians}
    return {places[member] for member in committee(fleet, key)}


def test_a_key_goes_where_its_placement_says(fleet: Fleet, kms: BaseClient) -> None:
    key = placed(kms, "k=3 n=4 spread=none regions=eu-central-1:eu-west-1")
    assert regions(fleet, key) == {"eu-central-1", "eu-west-1"}
    assert len(committee(fleet, key)) == 4
    assert decrypt(kms, encrypt(kms, key, b"p")) == b"p"


def test_without_one_every_custodian_has_a_share(fleet: Fleet, kms: BaseClient, key: str) -> None:
    assert sorted(committee(fleet, key)) == sorted(custodian.id for custodian in fleet.custodians)


@pytest.mark.parametrize(
    ("placement", "said"),
    [
        ("k=3 n=5 regions=eu-north-1", "eu-north-1"),
        ("k=3 n=5 trust=9", "trust"),
        ("k=3 n=20", "20"),
        ("k=2 n=3", "least"),
        ("k=3 n=5 jurisdictions=us", "us"),
        ("nonsense", "placement"),
        ("k=5 n=3", "placement"),
    ],
)
def test_what_cannot_be_placed_is_refused_with_the_rule_in_the_way(
    kms: BaseClient, placement: str, said: str
) -> None:
    before = len(kms.list_keys()["Keys"])
    with refused("ValidationException") as refusal:
        placed(kms, placement)
    assert said in str(refusal.value)
    assert len(kms.list_keys()["Keys"]) == before


@pytest.mark.parametrize("request_", [{}, HMAC], ids=["threshold", "quorum"])
def test_a_key_is_used_from_where_its_placement_allows_alone(kms: BaseClient, request_: dict) -> None:
    """The gateway of a dev fleet stands in eu-central-1."""

    def use(key: str) -> None:
        if request_:
            kms.generate_mac(KeyId=key, Message=b"m", MacAlgorithm="HMAC_SHA_256")
        else:
            encrypt(kms, key, b"p")

    use(placed(kms, "k=3 n=5 use=eu-central-1", **request_))
    elsewhere = placed(kms, "k=3 n=5 use=eu-west-1", **request_)
    with refused("AccessDeniedException"):
        use(elsewhere)
    with refused("AccessDeniedException"):
        use(placed(kms, "k=3 n=5 use-jurisdictions=us", **request_))


def test_the_tag_cannot_change_later(kms: BaseClient, key: str) -> None:
    with refused("TagException"):
        kms.tag_resource(KeyId=key, Tags=[{"TagKey": "quorate:placement", "TagValue": "k=3 n=5"}])


def test_policies_are_explained(fleet: Fleet, kms: BaseClient) -> None:
    good = fleet.run("placement", "explain", "k=3 n=5")
    assert good.returncode == 0, good.stderr
    assert all(custodian.id in good.stdout for custodian in fleet.custodians)
    bad = fleet.run("placement", "explain", "k=3 n=5 regions=eu-north-1")
    assert bad.returncode == 2
    assert "eu-north-1" in bad.stderr
    key = placed(kms, "k=3 n=4 spread=none")
    of_key = fleet.run("placement", "explain", key)
    assert of_key.returncode == 0, of_key.stderr
    assert all(member in of_key.stdout for member in committee(fleet, key))
