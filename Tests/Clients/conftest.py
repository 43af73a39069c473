"""Fixtures: one fleet for the tests that leave it whole, and fleets of their own for those that break theirs."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from botocore.client import BaseClient

from support.clients import kms_client
from support.fleet import Fleet
from support.keys import new_key, new_signing_key
from support.lied_to import LiedToFleet
from support.raw import RawKMS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def binary() -> Path:
    path = (ROOT / os.environ.get("QUORATE_BINARY", ".build-release/release/quorate")).absolute()
    if not path.is_file():
        pytest.exit(f"{path} is missing: run `make test`, or set QUORATE_BINARY", returncode=1)
    return path


@pytest.fixture(scope="session")
def fleet(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """A fleet that every test shares and none may harm. A test that counts keys or aliases uses a region of its own."""
    with Fleet(binary, tmp_path_factory.mktemp("fleet")) as running:
        yield running


@pytest.fixture
def own_fleet(binary: Path, tmp_path: Path) -> Iterator[Callable[..., Fleet]]:
    """Starts fleets that this test alone uses and may harm; each exits 0 at the end unless the test stopped it."""
    with ExitStack() as stack:
        counter = iter(range(100))

        def start(**options: object) -> Fleet:
            return stack.enter_context(Fleet(binary, tmp_path / f"fleet-{next(counter)}", **options))

        yield start


@pytest.fixture(scope="module")
def lied_to(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiedToFleet]:
    """A fleet of the module's own, in which custodians may lie or dawdle."""
    with pytest.MonkeyPatch.context() as patch:
        made = LiedToFleet(binary, tmp_path_factory.mktemp("lied-to"), patch)
        try:
            yield made
        finally:
            made.close()


@pytest.fixture(scope="session")
def kms(fleet: Fleet) -> BaseClient:
    return kms_client(fleet)


@pytest.fixture(scope="session")
def unchecked(fleet: Fleet) -> BaseClient:
    """A client that does not check its parameters, so that the service has to."""
    return kms_client(fleet, parameter_validation=False)


@pytest.fixture(scope="session")
def raw(fleet: Fleet) -> RawKMS:
    return RawKMS(fleet)


@pytest.fixture(scope="session")
def key(kms: BaseClient) -> str:
    """A symmetric key that no test changes."""
    return new_key(kms, Description="shared by the tests")


@pytest.fixture(scope="session")
def signing_key(kms: BaseClient) -> str:
    """An Ed25519 key that no test changes."""
    return new_signing_key(kms, Description="shared by the tests")
