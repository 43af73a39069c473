"""Several regions on one endpoint: the credential scope says which."""

import pytest
from botocore.client import BaseClient

from support.clients import kms_client
from support.fleet import Fleet
from support.keys import decrypt, encrypt, new_key
from support.raw import RawKMS
from support.refusals import refused


@pytest.fixture(scope="module")
def here(fleet: Fleet) -> BaseClient:
    return kms_client(fleet, "eu-west-3")


@pytest.fixture(scope="module")
def there(fleet: Fleet) -> BaseClient:
    return kms_client(fleet, "ap-northeast-2")


def test_a_key_belongs_to_the_region_that_made_it(here: BaseClient, there: BaseClient) -> None:
    metadata = here.create_key()["KeyMetadata"]
    assert metadata["Arn"].startswith("arn:aws:kms:eu-west-3:")
    assert metadata["KeyId"] in [entry["KeyId"] for entry in here.list_keys()["Keys"]]
    assert metadata["KeyId"] not in [entry["KeyId"] for entry in there.list_keys()["Keys"]]
    with refused("NotFoundException"):
        there.describe_key(KeyId=metadata["KeyId"])
    with refused("NotFoundException", "InvalidArnException"):
        there.describe_key(KeyId=metadata["Arn"])


def test_an_alias_belongs_to_its_region(here: BaseClient, there: BaseClient) -> None:
    keys = {client: new_key(client) for client in (here, there)}
    for client, key in keys.items():
        client.create_alias(AliasName="alias/same-name", TargetKeyId=key)
    for client, key in keys.items():
        assert client.describe_key(KeyId="alias/same-name")["KeyMetadata"]["KeyId"] == key


def test_a_ciphertext_opens_in_its_region_only(here: BaseClient, there: BaseClient) -> None:
    ciphertext = encrypt(here, new_key(here), b"p")
    assert decrypt(here, ciphertext) == b"p"
    with refused("InvalidCiphertextException", "NotFoundException", "AccessDeniedException"):
        decrypt(there, ciphertext)


@pytest.mark.parametrize("region", ["", "nowhere", "EU-WEST-1", "eu_west_1", "../../etc"])
def test_a_region_that_is_none_is_refused(raw: RawKMS, region: str) -> None:
    answer = raw.call("ListKeys", {}, signer=raw.signer(region=region))
    answer.assert_refused("IncompleteSignatureException", "InvalidSignatureException", "UnrecognizedClientException")
