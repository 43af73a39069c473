"""Keys of the suite replicated-aes: the tag, the round trip, and what happens when custodians are gone or lie."""

from collections.abc import Callable, Iterator

import pytest
from botocore.client import BaseClient

from support import audit
from support.clients import kms_client
from support.fleet import Fleet
from support.keys import decrypt, encrypt, new_key
from support.processes import wait_until
from support.refusals import refused

UNAVAILABLE = ("KeyUnavailableException", "DependencyTimeoutException")


def tagged(value: str) -> list[dict[str, str]]:
    return [{"TagKey": "quorate:suite", "TagValue": value}]


@pytest.fixture(scope="module")
def wounded(binary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """A fleet whose custodians these tests kill and start again."""
    with Fleet(binary, tmp_path_factory.mktemp("replicated")) as fleet:
        yield fleet


@pytest.fixture(scope="module")
def kms(wounded: Fleet) -> BaseClient:
    return kms_client(wounded)


def was_reduced(fleet: Fleet, answer: dict) -> bool:
    return bool(audit.record_of(fleet, answer)["additionalEventData"].get("reduced"))


def test_the_tag_chooses_and_data_comes_back(wounded: Fleet, kms: BaseClient) -> None:
    key = new_key(kms, Tags=tagged("replicated-aes"))
    answer = kms.encrypt(KeyId=key, Plaintext=b"p", EncryptionContext={"a": "b"})
    assert decrypt(kms, answer["CiphertextBlob"], {"a": "b"}) == b"p"
    assert len(audit.record_of(wounded, answer)["additionalEventData"]["custodians"]) == 5
    assert not was_reduced(wounded, answer)
    with refused("InvalidCiphertextException"):
        decrypt(kms, answer["CiphertextBlob"], {"a": "c"})
    data_key = kms.generate_data_key(KeyId=key, KeySpec="AES_256")
    assert decrypt(kms, data_key["CiphertextBlob"]) == data_key["Plaintext"]


def test_other_values_are_refused_and_nothing_is_changed_later(kms: BaseClient) -> None:
    with refused("UnsupportedOperationException"):
        new_key(kms, Tags=tagged("replicated-des"))
    key = new_key(kms, Tags=tagged("replicated-aes"))
    with refused("TagException"):
        kms.tag_resource(KeyId=key, Tags=tagged("ristretto255-prf"))
    with refused("TagException"):
        kms.untag_resource(KeyId=key, TagKeys=["quorate:suite"])


@pytest.mark.parametrize("suites", [("replicated-aes", "ristretto255-prf"), ("ristretto255-prf", "replicated-aes")])
def test_re_encrypt_works_across_suites(kms: BaseClient, suites: tuple[str, str]) -> None:
    first, second = (new_key(kms, Tags=tagged(suite)) for suite in suites)
    moved = kms.re_encrypt(CiphertextBlob=encrypt(kms, first, b"p"), DestinationKeyId=second)
    assert moved["KeyId"].endswith(second)
    assert decrypt(kms, moved["CiphertextBlob"]) == b"p"


def test_one_killed_is_reduced_and_two_killed_still_decrypt(wounded: Fleet, kms: BaseClient) -> None:
    key = new_key(kms, Tags=tagged("replicated-aes"))
    strict = new_key(kms, Tags=tagged("replicated-aes strict"))
    ciphertexts = [encrypt(kms, key, b"p"), encrypt(kms, strict, b"p")]
    wounded.kill_custodian(2)
    try:
        assert was_reduced(wounded, kms.encrypt(KeyId=key, Plaintext=b"q"))
        with refused(*UNAVAILABLE):
            encrypt(kms, strict, b"q")
        wounded.kill_custodian(4)
        with refused(*UNAVAILABLE) as caught:
            encrypt(kms, key, b"q")
        for index in (2, 4):
            assert wounded.custodian(index).id in str(caught.value)
        assert [decrypt(kms, ciphertext) for ciphertext in ciphertexts] == [b"p", b"p"]
    finally:
        for index in (2, 4):
            wounded.start_custodian(index)
    wait_until(lambda: not was_reduced(wounded, kms.encrypt(KeyId=key, Plaintext=b"q")), 20, "all five again")


@pytest.mark.parametrize("lie", ["wrong-partial", "stale-epoch", "garbage"])
def test_a_liar_is_named_and_every_request_served(own_fleet: Callable[..., Fleet], lie: str) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    key = new_key(kms, Tags=tagged("replicated-aes"))
    before = encrypt(kms, key, b"p")
    fleet.kill_custodian(3)
    fleet.start_custodian(3, lie=lie)
    liar = fleet.custodian(3).id
    made = [before]

    def is_named() -> bool:
        answer = kms.encrypt(KeyId=key, Plaintext=b"p")
        made.append(answer["CiphertextBlob"])
        return audit.record_of(fleet, answer)["additionalEventData"]["blamed"] == [liar]

    wait_until(is_named, 20, "the liar named")
    assert {decrypt(kms, blob) for blob in made} == {b"p"}


def test_a_lie_in_one_value_stops_encryption_and_not_decryption(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    key = new_key(kms, Tags=tagged("replicated-aes"))
    before = encrypt(kms, key, b"p")
    fleet.kill_custodian(3)
    fleet.start_custodian(3, lie="wrong-value")
    fleet.wait_until_reachable(3)
    with refused("KeyUnavailableException") as caught:
        encrypt(kms, key, b"q")
    assert fleet.custodian(3).id in str(caught.value) and "contradict" in str(caught.value)
    for _ in range(10):
        assert decrypt(kms, before) == b"p"


def test_a_fleet_can_have_it_by_default(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet(options=("--suite", "replicated-aes"))
    kms = kms_client(fleet)
    custodians = {
        suite: audit.record_of(fleet, kms.encrypt(KeyId=new_key(kms, **request), Plaintext=b"p"))[
            "additionalEventData"
        ]["custodians"]
        for suite, request in {"default": {}, "named": {"Tags": tagged("ristretto255-prf")}}.items()
    }
    assert {suite: len(names) for suite, names in custodians.items()} == {"default": 5, "named": 3}
