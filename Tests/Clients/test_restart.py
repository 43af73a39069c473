"""Gateway and hub killed with SIGKILL: what was acknowledged is there after a restart."""

import itertools
import threading
import time
from collections.abc import Callable

from botocore.exceptions import BotoCoreError, ClientError

from support.clients import kms_client
from support.fleet import Fleet
from support.keys import decrypt, encrypt, new_key
from support.processes import is_alive, wait_until
from support.traffic import Traffic


def test_every_key_ciphertext_and_alias_is_there(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    traffic = Traffic.prepare(kms)
    kms.create_alias(AliasName="alias/kept", TargetKeyId=traffic.key)
    kms.tag_resource(KeyId=traffic.key, Tags=[{"TagKey": "team", "TagValue": "blue"}])
    disabled = new_key(kms, Description="disabled before the crash")
    kms.disable_key(KeyId=disabled)
    keys = sorted(entry["KeyId"] for entry in kms.list_keys()["Keys"])

    for _ in range(2):
        fleet.kill_all()
        fleet.start()
        kms = kms_client(fleet)
        assert sorted(entry["KeyId"] for entry in kms.list_keys()["Keys"]) == keys
        assert kms.describe_key(KeyId="alias/kept")["KeyMetadata"]["KeyId"] == traffic.key
        assert kms.list_resource_tags(KeyId=traffic.key)["Tags"] == [{"TagKey": "team", "TagValue": "blue"}]
        assert kms.describe_key(KeyId=disabled)["KeyMetadata"]["KeyState"] == "Disabled"
        Traffic(kms, traffic.key, traffic.signing_key, traffic.ciphertext, traffic.signature).run()


def test_what_was_acknowledged_under_load_is_there(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    acknowledged: dict[str, bytes] = {}
    counter = itertools.count()

    def work() -> None:
        kms = kms_client(fleet)
        for _ in range(200):
            try:
                key = new_key(kms)
                alias = f"alias/under-load-{next(counter)}"
                kms.create_alias(AliasName=alias, TargetKeyId=key)
                acknowledged[alias] = encrypt(kms, key, alias.encode())
            except (ClientError, BotoCoreError):
                return

    workers = [threading.Thread(target=work, daemon=True) for _ in range(3)]
    for worker in workers:
        worker.start()
    wait_until(lambda: len(acknowledged) >= 5, 60, "five keys made")
    time.sleep(0.3)
    fleet.kill_all()
    for worker in workers:
        worker.join(60)

    fleet.start()
    kms = kms_client(fleet)
    assert len(acknowledged) >= 5
    for alias, ciphertext in list(acknowledged.items()):
        assert decrypt(kms, ciphertext) == alias.encode()
        assert kms.describe_key(KeyId=alias)["KeyMetadata"]["Enabled"]
    # A key may have been made whose answer was lost; it must be of use, or not there at all.
    for entry in kms.list_keys()["Keys"]:
        assert decrypt(kms, encrypt(kms, entry["KeyId"], b"p")) == b"p"


def test_a_key_map_of_several_messages_reaches_nodes_that_start_again(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    # 20 times 32 KB, where a message takes half a megabyte.
    keys = [new_key(kms) for _ in range(20)]
    policy = kms.get_key_policy(KeyId=keys[0])["Policy"]
    longest = policy + " " * (32_768 - len(policy))
    for key in keys:
        kms.put_key_policy(KeyId=key, Policy=longest)
    ciphertexts = [encrypt(kms, key, key.encode()) for key in keys]
    fleet.kill_all()
    fleet.start()
    kms = kms_client(fleet)
    for key, ciphertext in zip(keys, ciphertexts, strict=True):
        assert decrypt(kms, ciphertext) == key.encode()
        assert kms.get_key_policy(KeyId=key)["Policy"] == longest


def test_the_credentials_and_the_fleet_stay_the_same(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    before = fleet.env, [custodian.id for custodian in fleet.custodians]
    fleet.stop()
    fleet.start()
    assert (fleet.env, [custodian.id for custodian in fleet.custodians]) == before


def test_fresh_starts_empty(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    new_key(kms_client(fleet))
    fleet.stop()
    fleet.start(fresh=True)
    assert kms_client(fleet).list_keys()["Keys"] == []


def test_custodians_die_with_the_dev_process(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    children = [custodian.pid for custodian in fleet.custodians]
    assert all(is_alive(pid) for pid in children)
    fleet.dev.kill()
    fleet.dev.wait(10)
    wait_until(lambda: not any(is_alive(pid) for pid in children), 10, "custodians gone with quorate dev")


def test_sigterm_lets_requests_finish(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    kms = kms_client(fleet)
    key = new_key(kms)
    broken: list[Exception] = []

    def work() -> None:
        client = kms_client(fleet)
        for _ in range(10_000):
            try:
                encrypt(client, key, b"p")
            except ClientError as error:
                broken.append(error)  # an answer, but not a good one
                return
            except BotoCoreError:
                return  # no more connections: it has stopped

    workers = [threading.Thread(target=work, daemon=True) for _ in range(4)]
    for worker in workers:
        worker.start()
    time.sleep(0.5)
    fleet.stop()
    for worker in workers:
        worker.join(30)
    assert not broken, broken[0]
