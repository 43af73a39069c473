"""The shares of a deleted key: gone from its custodians' memory and vaults, sealed ones too."""

import os
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from botocore.client import BaseClient

from support.clients import kms_client
from support.clock import DAY, ShiftedClock
from support.fleet import Fleet
from support.keys import new_key, new_signing_key
from support.plants import MAC, REPLICATED
from support.processes import wait_until
from support.search import Hit, Search
from support.vault import shares

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root reads the memory of other processes")

INDICES = (1, 2, 3)
#: The hub looks once a minute for keys whose waiting period has passed.
SWEEP_SECONDS = 60


class Vaults:
    """The shares of some keys, open and sealed, to be looked for in custodians and their files."""

    def __init__(self, fleet: Fleet, folder: Path):
        self._fleet = fleet
        known = {}
        for index in INDICES:
            for share in shares(fleet.data / f"custodian-{index}"):
                for start in range(0, len(share.secret), 32):
                    known[f"{share.key} open {index} {start}"] = share.secret[start : start + 32]
                known[f"{share.key} sealed {index}"] = share.sealed
        self._search = Search(folder, known)

    def open(self) -> dict[str, list[str]]:
        """By key the places of its shares, in any process or file of the fleet."""
        fleet = self._fleet
        hits = [hit for index in INDICES for hit in self._search.memory(str(index), fleet.pid_of(index))]
        hits += self._search.memory("gateway and hub", fleet.dev.pid)
        return self._by_key(hits + self._search.files(fleet.folder), "open")

    def sealed(self) -> dict[str, list[str]]:
        """By key the places of its sealed shares in the fleet's files."""
        return self._by_key(self._search.files(self._fleet.folder), "sealed")

    @staticmethod
    def _by_key(hits: list[Hit], kind: str) -> dict[str, list[str]]:
        places: dict[str, list[str]] = {}
        for hit in hits:
            if f" {kind} " in hit.secret:
                places.setdefault(hit.secret.split()[0], []).append(str(hit))
        return places

    def in_vaults(self) -> set[str]:
        """The keys that have a row in some vault."""
        folders = [self._fleet.data / f"custodian-{index}" for index in INDICES]
        return {share.key for folder in folders for share in shares(folder)}


def some_keys(kms: BaseClient) -> set[str]:
    """A key of each suite."""
    return {new_key(kms), new_signing_key(kms), new_key(kms, **MAC), new_key(kms, **REPLICATED)}


def test_shares_of_deleted_keys_are_nowhere_any_more(own_fleet: Callable[..., Fleet], tmp_path: Path) -> None:
    clock = ShiftedClock(tmp_path / "clock")
    fleet = own_fleet(custodians=3, threshold=2, prefix=clock.prefix)
    kms = kms_client(fleet)
    deleted, kept = some_keys(kms), some_keys(kms)
    vaults = Vaults(fleet, tmp_path / "search")
    assert set(vaults.open()) == set(vaults.sealed()) == deleted | kept

    for key in deleted:
        kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    clock.set(6 * DAY)
    time.sleep(1)
    assert vaults.in_vaults() == deleted | kept
    clock.set(7 * DAY + 60)
    wait_until(lambda: vaults.in_vaults() == kept, SWEEP_SECONDS + 20, "the vaults without the deleted keys' shares")
    time.sleep(1)
    for places in (vaults.open(), vaults.sealed()):
        assert set(places) == kept, [places[key] for key in set(places) & deleted]


def test_shares_are_nowhere_after_a_reset(own_fleet: Callable[..., Fleet], tmp_path: Path) -> None:
    fleet = own_fleet(custodians=3, threshold=2)
    kms = kms_client(fleet)
    deleted = some_keys(kms)
    vaults = Vaults(fleet, tmp_path / "search")
    assert set(vaults.open()) == set(vaults.sealed()) == deleted
    request = urllib.request.Request(fleet.env["QUORATE_ADMIN_URL"] + "/dev/reset", data=b"", method="POST")
    with urllib.request.urlopen(request, timeout=15):
        pass
    kept = some_keys(kms)
    later = Vaults(fleet, tmp_path / "later")
    assert set(later.open()) == set(later.sealed()) == kept
    assert not vaults.open()
    assert not vaults.sealed()
