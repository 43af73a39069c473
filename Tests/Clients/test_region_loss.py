"""A whole region stopped: keys whose placement promises to survive that go on, one that does not says so beforehand."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from botocore.client import BaseClient

from support.clients import kms_client
from support.fleet import Fleet
from support.keys import decrypt, encrypt, new_key
from support.quorum import QuorumTraffic
from support.refusals import refused
from support.traffic import Traffic

REGIONS = ("eu-central-1", "eu-west-1", "eu-north-1")
UNAVAILABLE = ("KeyUnavailableException", "DependencyTimeoutException")
#: Every rule of spread, and so that losing any one region leaves a quorum; refused where that cannot be kept.
PROMISE = "k=3 n=5 spread=required"
#: Two custodians in each of two regions: without either of them two shares are left, and three are needed.
NO_PROMISE = "k=3 n=4 regions=eu-central-1:eu-west-1"
HMAC = {"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"}


def tagged(placement: str) -> dict:
    return {"Tags": [{"TagKey": "quorate:placement", "TagValue": placement}]}


@dataclass(frozen=True)
class Keys:
    """Keys of both custodies under the default placement and under one that promises the loss of any one region."""

    traffic: list[Traffic | QuorumTraffic]

    @classmethod
    def prepare(cls, kms: BaseClient) -> "Keys":
        requests = ({}, tagged(PROMISE))
        return cls(
            [Traffic.prepare(kms, **request) for request in requests]
            + [QuorumTraffic.prepare(kms, **request) for request in requests]
        )

    def run(self) -> None:
        for traffic in self.traffic:
            traffic.run()


@pytest.fixture(scope="module")
def wounded(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """A fleet whose custodians these tests kill and start again, a region at a time."""
    with Fleet(binary, tmp_path_factory.mktemp("wounded-regions")) as fleet:
        yield fleet


@pytest.fixture(scope="module")
def kms(wounded: Fleet) -> BaseClient:
    return kms_client(wounded)


@pytest.fixture(scope="module")
def keys(kms: BaseClient) -> Keys:
    return Keys.prepare(kms)


@contextmanager
def without(fleet: Fleet, region: str) -> Iterator[None]:
    """Every custodian of a region killed, and started again at the end."""
    victims = [custodian.index for custodian in fleet.custodians if custodian.region == region]
    assert victims, f"no custodian stands in {region}"
    for index in victims:
        fleet.kill_custodian(index)
    try:
        yield
    finally:
        for index in victims:
            fleet.start_custodian(index)


def explained(fleet: Fleet, key_or_policy: str) -> str:
    result = fleet.run("placement", "explain", key_or_policy)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("region", REGIONS)
def test_keys_go_on_when_a_whole_region_is_killed(wounded: Fleet, keys: Keys, region: str) -> None:
    keys.run()
    with without(wounded, region):
        for _ in range(2):
            keys.run()
    keys.run()


def test_what_was_promised_is_explained(wounded: Fleet, keys: Keys) -> None:
    for traffic in keys.traffic:
        text = explained(wounded, traffic.key if isinstance(traffic, Traffic) else traffic.mac_key)
        assert "losing any one region leaves 3 of the shares" in text
        assert not any(line.startswith(("violated", "relaxed")) for line in text.splitlines())


@pytest.mark.parametrize("request_", [{}, HMAC], ids=["threshold", "quorum"])
def test_a_key_that_does_not_promise_it_says_so_and_stops_with_its_region(
    wounded: Fleet, kms: BaseClient, request_: dict
) -> None:
    key = new_key(kms, **tagged(NO_PROMISE), **request_)
    broken = [line for line in explained(wounded, key).splitlines() if line.startswith("relaxed")]
    assert any("losing any one region leaves 3 of the shares" in line for line in broken), broken

    use = mac_of(kms, key) if request_ else round_trip_of(kms, key)
    use()
    for region in ("eu-central-1", "eu-west-1"):
        with without(wounded, region):
            started = time.monotonic()
            with refused(*UNAVAILABLE):
                use()
            assert time.monotonic() - started < 5
        use()
    with without(wounded, "eu-north-1"):
        use()


def mac_of(kms: BaseClient, key: str) -> Callable[[], object]:
    return lambda: kms.generate_mac(KeyId=key, Message=b"m", MacAlgorithm="HMAC_SHA_256")


def round_trip_of(kms: BaseClient, key: str) -> Callable[[], object]:
    def round_trip() -> None:
        assert decrypt(kms, encrypt(kms, key, b"p")) == b"p"

    return round_trip
