"""Multi-Region keys: one key in several regions, and what the tag `quorate:sync` keeps in step."""

import hmac
import json
import re
from collections.abc import Callable, Iterator

import pytest
from botocore.client import BaseClient
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from support.clients import answer, kms_client
from support.fleet import ACCOUNT, Fleet
from support.importing import import_material, mac
from support.keys import ED25519, decrypt, encrypt, new_key, new_signing_key, sign
from support.refusals import refused

HOME, THERE, FAR = "eu-central-2", "ap-southeast-4", "ca-west-1"
MATERIAL = bytes(range(32))
UNKNOWN = "mrk-00000000000000000000000000000000"


@pytest.fixture(scope="module")
def home(fleet: Fleet) -> BaseClient:
    return kms_client(fleet, HOME)


@pytest.fixture(scope="module")
def there(fleet: Fleet) -> BaseClient:
    return kms_client(fleet, THERE)


@pytest.fixture(scope="module")
def far(fleet: Fleet) -> BaseClient:
    return kms_client(fleet, FAR)


def new_primary(kms: BaseClient, **request: object) -> str:
    return new_key(kms, MultiRegion=True, **request)


def replicate(home: BaseClient, key: str, *regions: str, **request: object) -> str:
    """Replicates a key, and returns its id."""
    for region in regions:
        home.replicate_key(KeyId=key, ReplicaRegion=region, **request)
    return key


def metadata(kms: BaseClient, key: str) -> dict:
    return kms.describe_key(KeyId=key)["KeyMetadata"]


def state(kms: BaseClient, key: str) -> str:
    return metadata(kms, key)["KeyState"]


def arn(key: str, region: str) -> str:
    return f"arn:aws:kms:{region}:{ACCOUNT}:key/{key}"


def tags_of(kms: BaseClient, key: str) -> dict[str, str]:
    return {entry["TagKey"]: entry["TagValue"] for entry in kms.list_resource_tags(KeyId=key)["Tags"]}


def policy_of(kms: BaseClient, key: str) -> str:
    return kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"]


def aliases_of(kms: BaseClient, key: str) -> list[str]:
    return [entry["AliasName"] for entry in kms.list_aliases(KeyId=key)["Aliases"]]


def tag(key: str, value: str) -> dict[str, str]:
    return {"TagKey": key, "TagValue": value}


def policy(*denied: str) -> str:
    statements = [{"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "kms:*"}]
    if denied:
        statements.append({"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": list(denied)})
    return json.dumps({"Version": "2012-10-17", "Statement": [{**entry, "Resource": "*"} for entry in statements]})


class TestReplication:
    def test_a_primary_key_says_what_it_is(self, home: BaseClient) -> None:
        key = new_primary(home)
        assert re.fullmatch("mrk-[0-9a-f]{32}", key)
        described = metadata(home, key)
        assert described["MultiRegion"] is True
        assert described["MultiRegionConfiguration"] == {
            "MultiRegionKeyType": "PRIMARY",
            "PrimaryKey": {"Arn": arn(key, HOME), "Region": HOME},
            "ReplicaKeys": [],
        }

    def test_two_replicas_are_keys_of_their_regions(
        self, home: BaseClient, there: BaseClient, far: BaseClient
    ) -> None:
        key = new_primary(home, Description="home", Tags=[tag("where", "home")])
        given = home.replicate_key(
            KeyId=key, ReplicaRegion=THERE, Description="there", Tags=[tag("where", "there")], Policy=policy()
        )
        assert given["ReplicaPolicy"] == policy()
        assert given["ReplicaTags"] == [tag("where", "there")]
        assert given["ReplicaKeyMetadata"]["Arn"] == arn(key, THERE)
        replicate(home, arn(key, HOME), FAR)
        for kms, region, kind in [(home, HOME, "PRIMARY"), (there, THERE, "REPLICA"), (far, FAR, "REPLICA")]:
            described = metadata(kms, key)
            assert described["Arn"] == arn(key, region)
            assert described["KeyState"] == "Enabled"
            configuration = described["MultiRegionConfiguration"]
            assert configuration["MultiRegionKeyType"] == kind
            assert configuration["PrimaryKey"]["Region"] == HOME
            assert {entry["Region"]: entry["Arn"] for entry in configuration["ReplicaKeys"]} == {
                region: arn(key, region) for region in (THERE, FAR)
            }
            assert arn(key, region) in kms.get_paginator("list_keys").paginate().search("Keys[].KeyArn")
        assert [metadata(kms, key)["Description"] for kms in (home, there, far)] == ["home", "there", ""]
        assert [tags_of(kms, key).get("where") for kms in (home, there, far)] == ["home", "there", None]

    def test_the_cli_replicates(self, fleet: Fleet, home: BaseClient) -> None:
        key = new_primary(home)
        given = answer(fleet, "replicate-key", "--region", HOME, "--key-id", key, "--replica-region", THERE)
        assert given["ReplicaKeyMetadata"]["MultiRegionConfiguration"]["MultiRegionKeyType"] == "REPLICA"

    def test_what_cannot_be_replicated_is_refused(self, home: BaseClient, there: BaseClient) -> None:
        key = replicate(home, new_primary(home), THERE)
        for region in (HOME, THERE):
            with refused("AlreadyExistsException"):
                replicate(home, key, region)
        with refused("UnsupportedOperationException"):
            replicate(there, key, FAR)
        with refused("UnsupportedOperationException"):
            replicate(home, new_key(home), FAR)
        with refused("KMSInvalidStateException"):
            replicate(home, new_primary(home, Origin="EXTERNAL"), FAR)
        with refused("NotFoundException"):
            replicate(home, UNKNOWN, FAR)
        with refused("InvalidArnException"):
            replicate(home, "arn:aws:kms:nonsense", FAR)
        with refused("MalformedPolicyDocumentException"):
            replicate(home, key, FAR, Policy="{}")
        with refused("TagException"):
            replicate(home, key, FAR, Tags=[tag("aws:reserved", "v")])
        with refused("LimitExceededException", "TagException"):
            replicate(home, key, FAR, Tags=[tag(f"t{number}", "v") for number in range(51)])
        home.disable_key(KeyId=key)
        with refused("DisabledException"):
            replicate(home, key, FAR)
        assert [entry["Region"] for entry in metadata(home, key)["MultiRegionConfiguration"]["ReplicaKeys"]] == [THERE]

    def test_a_key_of_one_region_is_nowhere_else(self, home: BaseClient, there: BaseClient) -> None:
        key = new_primary(home)
        for name in (key, arn(key, THERE), arn(key, HOME)):
            with refused("NotFoundException", "InvalidArnException"):
                there.describe_key(KeyId=name)


class TestUse:
    @pytest.fixture(scope="class", params=["threshold", "quorum"])
    def key(self, request: pytest.FixtureRequest, home: BaseClient) -> str:
        return replicate(home, new_primary(home, Tags=[tag("quorate:custody", request.param)]), THERE, FAR)

    def test_what_one_region_encrypts_every_other_decrypts(
        self, home: BaseClient, there: BaseClient, far: BaseClient, key: str
    ) -> None:
        regions = {HOME: home, THERE: there, FAR: far}
        for maker in regions.values():
            ciphertext = encrypt(maker, key, b"p", {"a": "b"})
            for region, reader in regions.items():
                assert decrypt(reader, ciphertext, {"a": "b"}) == b"p"
                named = reader.decrypt(
                    CiphertextBlob=ciphertext, EncryptionContext={"a": "b"}, KeyId=arn(key, region)
                )
                assert named["KeyId"] == arn(key, region)
                with refused("InvalidCiphertextException"):
                    decrypt(reader, ciphertext, {"a": "c"})

    def test_another_key_and_another_regions_arn_do_not_decrypt(
        self, home: BaseClient, there: BaseClient, key: str
    ) -> None:
        ciphertext = encrypt(home, key, b"p")
        other = replicate(home, new_primary(home), THERE)
        with refused("IncorrectKeyException"):
            there.decrypt(CiphertextBlob=ciphertext, KeyId=other)
        with refused("NotFoundException", "InvalidArnException"):
            there.decrypt(CiphertextBlob=ciphertext, KeyId=arn(key, HOME))

    def test_where_the_key_is_not_nothing_is_decrypted(self, fleet: Fleet, home: BaseClient, key: str) -> None:
        with refused("NotFoundException", "AccessDeniedException", "InvalidCiphertextException"):
            decrypt(kms_client(fleet, "eu-north-1"), encrypt(home, key, b"p"))

    def test_data_keys_and_reencryption_cross_regions(self, home: BaseClient, there: BaseClient, key: str) -> None:
        data_key = home.generate_data_key(KeyId=key, KeySpec="AES_256")
        assert decrypt(there, data_key["CiphertextBlob"]) == data_key["Plaintext"]
        moved = there.re_encrypt(CiphertextBlob=data_key["CiphertextBlob"], DestinationKeyId=new_key(there))
        assert moved["SourceKeyId"] == arn(key, THERE)
        assert decrypt(there, moved["CiphertextBlob"]) == data_key["Plaintext"]

    def test_all_regions_sign_for_one_public_key(self, home: BaseClient, there: BaseClient, far: BaseClient) -> None:
        key = replicate(home, new_signing_key(home, MultiRegion=True), THERE, FAR)
        public = {kms.get_public_key(KeyId=key)["PublicKey"] for kms in (home, there, far)}
        assert len(public) == 1
        public_key = load_der_public_key(public.pop())
        assert isinstance(public_key, Ed25519PublicKey)
        for kms in (home, there, far):
            signature = sign(kms, key, b"message")
            public_key.verify(signature, b"message")
            assert home.verify(KeyId=key, Message=b"message", Signature=signature, SigningAlgorithm=ED25519)[
                "SignatureValid"
            ]

    def test_all_regions_make_one_mac(self, home: BaseClient, there: BaseClient) -> None:
        key = replicate(home, new_primary(home, KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC"), THERE)
        macs = [kms.generate_mac(KeyId=key, Message=b"m", MacAlgorithm="HMAC_SHA_256")["Mac"] for kms in (home, there)]
        assert macs[0] == macs[1]


class TestStates:
    def test_each_region_is_enabled_and_disabled_by_itself(self, home: BaseClient, there: BaseClient) -> None:
        key = replicate(home, new_primary(home), THERE)
        ciphertext = encrypt(home, key, b"p")
        for off, on in [(home, there), (there, home)]:
            off.disable_key(KeyId=key)
            assert (state(off, key), state(on, key)) == ("Disabled", "Enabled")
            with refused("DisabledException"):
                decrypt(off, ciphertext)
            assert decrypt(on, ciphertext) == b"p"
            off.enable_key(KeyId=key)
            assert decrypt(off, ciphertext) == b"p"

    def test_each_region_has_its_policy(self, home: BaseClient, there: BaseClient) -> None:
        key = replicate(home, new_primary(home), THERE, Policy=policy("kms:Encrypt"))
        ciphertext = encrypt(home, key, b"p")
        with refused("AccessDeniedException"):
            encrypt(there, key, b"p")
        assert decrypt(there, ciphertext) == b"p"

    def test_a_primary_key_waits_for_its_replicas(self, home: BaseClient, there: BaseClient) -> None:
        key = replicate(home, new_primary(home), THERE)
        scheduled = home.schedule_key_deletion(KeyId=key, PendingWindowInDays=9)
        assert scheduled["KeyState"] == "PendingReplicaDeletion"
        assert scheduled["PendingWindowInDays"] == 9
        assert "DeletionDate" not in scheduled
        described = metadata(home, key)
        assert described["KeyState"] == "PendingReplicaDeletion"
        assert described["PendingDeletionWindowInDays"] == 9
        assert "DeletionDate" not in described
        for refusal in (
            lambda: encrypt(home, key, b"p"),
            lambda: replicate(home, key, FAR),
            lambda: home.update_primary_region(KeyId=key, PrimaryRegion=THERE),
            lambda: home.enable_key(KeyId=key),
            lambda: home.schedule_key_deletion(KeyId=key),
            lambda: home.create_alias(AliasName="alias/multi-region-late", TargetKeyId=key),
        ):
            with refused("KMSInvalidStateException"):
                refusal()
        assert decrypt(there, encrypt(there, key, b"p")) == b"p"
        gone = there.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
        assert gone["KeyState"] == "PendingDeletion"
        assert "DeletionDate" in gone
        home.cancel_key_deletion(KeyId=key)
        assert (state(home, key), state(there, key)) == ("Disabled", "PendingDeletion")

    def test_a_replica_is_deleted_without_the_primary_key(self, home: BaseClient, there: BaseClient) -> None:
        key = replicate(home, new_primary(home), THERE)
        there.schedule_key_deletion(KeyId=key)
        assert (state(home, key), state(there, key)) == ("Enabled", "PendingDeletion")
        assert decrypt(home, encrypt(home, key, b"p")) == b"p"
        there.cancel_key_deletion(KeyId=key)
        assert state(there, key) == "Disabled"


class TestImportedMaterial:
    @pytest.fixture
    def key(self, home: BaseClient) -> str:
        """An HMAC key with material in its primary region, and a replica that waits for it."""
        key = new_primary(home, Origin="EXTERNAL", KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")
        import_material(home, key, MATERIAL)
        return replicate(home, key, THERE)

    def test_each_region_imports_the_same_material(self, home: BaseClient, there: BaseClient, key: str) -> None:
        assert (state(home, key), state(there, key)) == ("Enabled", "PendingImport")
        with refused("KMSInvalidStateException"):
            mac(there, key)
        with refused("IncorrectKeyMaterialException"):
            import_material(there, key, bytes(32))
        with refused("KMSInvalidStateException"):
            home.update_primary_region(KeyId=key, PrimaryRegion=THERE)
        import_material(there, key, MATERIAL)
        assert metadata(there, key)["ExpirationModel"] == "KEY_MATERIAL_DOES_NOT_EXPIRE"
        assert mac(home, key) == mac(there, key) == hmac.digest(MATERIAL, b"m", "sha256")
        home.update_primary_region(KeyId=key, PrimaryRegion=THERE)

    def test_each_region_loses_its_own(self, home: BaseClient, there: BaseClient, key: str) -> None:
        import_material(there, key, MATERIAL)
        home.delete_imported_key_material(KeyId=key)
        assert (state(home, key), state(there, key)) == ("PendingImport", "Enabled")
        with refused("KMSInvalidStateException"):
            mac(home, key)
        assert mac(there, key) == hmac.digest(MATERIAL, b"m", "sha256")
        there.delete_imported_key_material(KeyId=key)
        import_material(home, key, MATERIAL)
        assert mac(home, key) == hmac.digest(MATERIAL, b"m", "sha256")
        assert state(there, key) == "PendingImport"


class TestPrimaryRegion:
    def test_it_moves_and_moves_back(self, home: BaseClient, there: BaseClient, far: BaseClient) -> None:
        key = replicate(home, new_primary(home), THERE)
        ciphertext = encrypt(home, key, b"p")
        home.update_primary_region(KeyId=key, PrimaryRegion=THERE)
        configuration = metadata(home, key)["MultiRegionConfiguration"]
        assert configuration["MultiRegionKeyType"] == "REPLICA"
        assert configuration["PrimaryKey"] == {"Arn": arn(key, THERE), "Region": THERE}
        assert configuration["ReplicaKeys"] == [{"Arn": arn(key, HOME), "Region": HOME}]
        with refused("UnsupportedOperationException"):
            replicate(home, key, FAR)
        replicate(there, key, FAR)
        for kms in (home, there, far):
            assert decrypt(kms, ciphertext) == b"p"
        home.schedule_key_deletion(KeyId=key)
        assert state(home, key) == "PendingDeletion"

    def test_it_moves_to_an_enabled_replica_alone(self, home: BaseClient, there: BaseClient) -> None:
        key = replicate(home, new_primary(home), THERE)
        with refused("NotFoundException"):
            home.update_primary_region(KeyId=key, PrimaryRegion=FAR)
        with refused("UnsupportedOperationException"):
            home.update_primary_region(KeyId=key, PrimaryRegion=HOME)
        with refused("UnsupportedOperationException"):
            there.update_primary_region(KeyId=key, PrimaryRegion=HOME)
        with refused("UnsupportedOperationException"):
            home.update_primary_region(KeyId=new_key(home), PrimaryRegion=THERE)
        for kms in (home, there):
            kms.disable_key(KeyId=key)
            with refused("DisabledException"):
                home.update_primary_region(KeyId=key, PrimaryRegion=THERE)
            kms.enable_key(KeyId=key)
        home.update_primary_region(KeyId=key, PrimaryRegion=THERE)


class TestSync:
    @pytest.fixture
    def key(self, home: BaseClient, there: BaseClient) -> Iterator[str]:
        """A key whose aliases, policy and tags are kept in step; its aliases are gone at the end."""
        key = new_primary(home, Tags=[tag("quorate:sync", "aliases policy tags"), tag("team", "blue")])
        yield replicate(home, key, THERE)
        for alias in aliases_of(home, key):
            home.delete_alias(AliasName=alias)
        assert aliases_of(there, key) == []

    def test_tags_follow(self, home: BaseClient, there: BaseClient, key: str) -> None:
        assert tags_of(there, key) == tags_of(home, key)
        home.tag_resource(KeyId=key, Tags=[tag("team", "green"), tag("cost", "1")])
        assert tags_of(there, key) == {"quorate:sync": "aliases policy tags", "team": "green", "cost": "1"}
        home.untag_resource(KeyId=key, TagKeys=["team"])
        assert "team" not in tags_of(there, key)
        with refused("KMSInvalidStateException"):
            there.tag_resource(KeyId=key, Tags=[tag("own", "1")])

    def test_the_policy_follows(self, home: BaseClient, there: BaseClient, key: str) -> None:
        home.put_key_policy(KeyId=key, PolicyName="default", Policy=policy("kms:Encrypt"))
        assert policy_of(there, key) == policy("kms:Encrypt")
        with refused("AccessDeniedException"):
            encrypt(there, key, b"p")
        with refused("KMSInvalidStateException"):
            there.put_key_policy(KeyId=key, PolicyName="default", Policy=policy())
        home.put_key_policy(KeyId=key, PolicyName="default", Policy=policy())
        assert decrypt(there, encrypt(there, key, b"p")) == b"p"

    def test_aliases_follow(self, home: BaseClient, there: BaseClient, far: BaseClient, key: str) -> None:
        home.create_alias(AliasName="alias/in-step", TargetKeyId=key)
        assert metadata(there, "alias/in-step")["Arn"] == arn(key, THERE)
        assert decrypt(home, encrypt(there, "alias/in-step", b"p")) == b"p"
        replicate(home, key, FAR)
        assert aliases_of(far, key) == ["alias/in-step"]
        for call in (
            lambda: there.create_alias(AliasName="alias/own", TargetKeyId=key),
            lambda: there.delete_alias(AliasName="alias/in-step"),
        ):
            with refused("KMSInvalidStateException"):
                call()
        home.update_alias(AliasName="alias/in-step", TargetKeyId=new_key(home))
        assert aliases_of(there, key) == aliases_of(far, key) == []
        home.delete_alias(AliasName="alias/in-step")

    def test_a_name_that_is_taken_stops_the_alias_everywhere(
        self, home: BaseClient, there: BaseClient, key: str
    ) -> None:
        there.create_alias(AliasName="alias/taken-there", TargetKeyId=new_key(there))
        with refused("KMSInvalidStateException"):
            home.create_alias(AliasName="alias/taken-there", TargetKeyId=key)
        assert aliases_of(home, key) == []
        there.delete_alias(AliasName="alias/taken-there")

    def test_a_new_primary_key_goes_on_with_it(self, home: BaseClient, there: BaseClient, key: str) -> None:
        home.update_primary_region(KeyId=key, PrimaryRegion=THERE)
        there.tag_resource(KeyId=key, Tags=[tag("since", "the move")])
        assert tags_of(home, key)["since"] == "the move"
        with refused("KMSInvalidStateException"):
            home.tag_resource(KeyId=key, Tags=[tag("own", "1")])
        there.update_primary_region(KeyId=key, PrimaryRegion=HOME)

    def test_without_the_tag_each_region_is_on_its_own_again(
        self, home: BaseClient, there: BaseClient, key: str
    ) -> None:
        home.untag_resource(KeyId=key, TagKeys=["quorate:sync"])
        assert tags_of(there, key) == {"team": "blue"}
        there.tag_resource(KeyId=key, Tags=[tag("team", "red")])
        assert (tags_of(home, key), tags_of(there, key)) == ({"team": "blue"}, {"team": "red"})

    @pytest.mark.parametrize("value", ["", "everything", "Aliases", "policy grants"])
    def test_words_that_it_does_not_know_are_refused(self, home: BaseClient, value: str) -> None:
        with refused("TagException"):
            new_primary(home, Tags=[tag("quorate:sync", value)])
        with refused("TagException"):
            home.tag_resource(KeyId=new_primary(home), Tags=[tag("quorate:sync", value)])

    def test_it_is_for_multi_region_keys(self, home: BaseClient, there: BaseClient) -> None:
        with refused("TagException"):
            new_key(home, Tags=[tag("quorate:sync", "tags")])
        with refused("TagException"):
            home.tag_resource(KeyId=new_key(home), Tags=[tag("quorate:sync", "tags")])
        with refused("KMSInvalidStateException"):
            there.tag_resource(
                KeyId=replicate(home, new_primary(home), THERE), Tags=[tag("quorate:sync", "tags")]
            )

    def test_what_is_kept_in_step_is_not_given_at_replication(self, home: BaseClient, key: str) -> None:
        with refused("ValidationException"):
            replicate(home, key, FAR, Tags=[tag("own", "1")])
        with refused("ValidationException"):
            replicate(home, key, FAR, Policy=policy("kms:Sign"))


def test_the_operator_sees_a_key_in_each_region(fleet: Fleet, home: BaseClient, there: BaseClient) -> None:
    key = replicate(home, new_primary(home), THERE)
    there.disable_key(KeyId=key)
    listed = json.loads(fleet.run("key", "list", "--format", "json").stdout)
    assert {(entry["region"], entry["state"]) for entry in listed if entry["id"] == key} == {
        (HOME, "Enabled"),
        (THERE, "Disabled"),
    }
    both = fleet.run("key", "show", key)
    assert both.returncode == 2
    assert arn(key, HOME) in both.stderr and arn(key, THERE) in both.stderr
    one = fleet.run("key", "show", key, "--region", THERE)
    assert one.returncode == 0, one.stderr
    assert one.stdout.splitlines()[0] == arn(key, THERE)


def test_regions_outlast_a_restart(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet()
    home, there = kms_client(fleet, HOME), kms_client(fleet, THERE)
    key = replicate(home, new_primary(home, Tags=[tag("quorate:sync", "aliases")]), THERE, Description="kept")
    home.create_alias(AliasName="alias/kept", TargetKeyId=key)
    ciphertext = encrypt(there, "alias/kept", b"p")
    home.schedule_key_deletion(KeyId=key)
    fleet.kill_all()
    fleet.start()
    home, there = kms_client(fleet, HOME), kms_client(fleet, THERE)
    assert state(home, key) == "PendingReplicaDeletion"
    assert metadata(there, "alias/kept")["Description"] == "kept"
    assert decrypt(there, ciphertext) == b"p"
