"""Conditions of key policies, as the documentation has them."""

import json
import re
from pathlib import Path

import pytest
from botocore.client import BaseClient

from support.fleet import ACCOUNT, Fleet
from support.keys import new_key
from support.refusals import refused

ACCESS = Path(__file__).resolve().parents[2] / "Documentation" / "Access.md"
RIGHT = {"application": "payments", "tenant": "7"}


def documented(network: str) -> str:
    """The example of the documentation, for this fleet's account, and clients of a network."""
    (example,) = re.findall(r"```json\n(.*?)```", ACCESS.read_text(), re.DOTALL)
    assert "10.20.0.0/16" in example and "000000000000" in example
    return json.dumps(json.loads(example.replace("10.20.0.0/16", network).replace("000000000000", ACCOUNT)))


def deny(action: str, condition: dict) -> str:
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "kms:*", "Resource": "*"},
                {"Effect": "Deny", "Principal": "*", "Action": action, "Resource": "*", "Condition": condition},
            ],
        }
    )


def test_the_documented_policy_binds_a_key_to_a_context(kms: BaseClient) -> None:
    key = new_key(kms, Policy=documented("127.0.0.0/8"))
    sealed = kms.encrypt(KeyId=key, Plaintext=b"p", EncryptionContext=RIGHT)["CiphertextBlob"]
    assert kms.decrypt(CiphertextBlob=sealed, EncryptionContext=RIGHT)["Plaintext"] == b"p"
    kms.generate_data_key(KeyId=key, KeySpec="AES_256", EncryptionContext=RIGHT)
    for context in ({}, {"application": "other"}, {"tenant": "payments"}):
        with refused("AccessDeniedException"):
            kms.encrypt(KeyId=key, Plaintext=b"p", EncryptionContext=context)
        with refused("AccessDeniedException"):
            kms.generate_data_key_without_plaintext(KeyId=key, KeySpec="AES_256", EncryptionContext=context)
        with refused("AccessDeniedException"):
            kms.decrypt(CiphertextBlob=sealed, EncryptionContext=context)
    kms.describe_key(KeyId=key)


def test_the_documented_policy_binds_a_key_to_a_network(kms: BaseClient) -> None:
    key = new_key(kms, Policy=documented("10.20.0.0/16"))
    with refused("AccessDeniedException"):
        kms.encrypt(KeyId=key, Plaintext=b"p", EncryptionContext=RIGHT)
    kms.put_key_policy(KeyId=key, Policy=documented("127.0.0.1"))
    kms.encrypt(KeyId=key, Plaintext=b"p", EncryptionContext=RIGHT)


def test_a_key_is_bound_to_where_its_custodians_stand(kms: BaseClient) -> None:
    here = {"ForAnyValue:StringLike": {"quorate:CustodianRegion": "*"}}
    elsewhere = {"ForAnyValue:StringEquals": {"quorate:CustodianRegion": "nowhere-1"}}
    with refused("AccessDeniedException"):
        kms.encrypt(KeyId=new_key(kms, Policy=deny("kms:Encrypt", here)), Plaintext=b"p")
    kms.encrypt(KeyId=new_key(kms, Policy=deny("kms:Encrypt", elsewhere)), Plaintext=b"p")


def test_one_signing_algorithm_may_be_denied(kms: BaseClient) -> None:
    policy = deny("kms:Sign", {"StringEquals": {"kms:SigningAlgorithm": "ED25519_PH_SHA_512"}})
    key = new_key(kms, Policy=policy, KeySpec="ECC_NIST_EDWARDS25519", KeyUsage="SIGN_VERIFY")
    kms.sign(KeyId=key, Message=b"m", SigningAlgorithm="ED25519_SHA_512")
    with refused("AccessDeniedException"):
        kms.sign(KeyId=key, Message=b"m" * 64, MessageType="DIGEST", SigningAlgorithm="ED25519_PH_SHA_512")


@pytest.mark.parametrize(
    "condition",
    [
        {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
        {"StringMatches": {"kms:KeySpec": "x"}},
        {"StringEquals": {"aws:PrincipalArn": "arn:aws:iam::${aws:PrincipalAccount}:user/dev"}},
    ],
)
def test_a_condition_that_cannot_be_evaluated_is_refused(kms: BaseClient, key: str, condition: dict) -> None:
    before = kms.get_key_policy(KeyId=key)["Policy"]
    with refused("UnsupportedOperationException"):
        kms.put_key_policy(KeyId=key, Policy=deny("kms:Encrypt", condition))
    assert kms.get_key_policy(KeyId=key)["Policy"] == before


def test_the_documented_policy_has_nothing_that_was_not_meant(fleet: Fleet, tmp_path: Path) -> None:
    path = tmp_path / "policy.json"
    path.write_text(documented("10.20.0.0/16"))
    result = fleet.run("policy", "lint", str(path))
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == f"{path}: nothing found\n"


def test_what_was_not_meant_is_found(fleet: Fleet, tmp_path: Path) -> None:
    path = tmp_path / "policy.json"
    path.write_text(deny("kms:Encrpt", {"StringEquals": {"kms:SigningAlgorithm": "x"}}))
    result = fleet.run("policy", "lint", str(path), "--format", "json")
    assert (result.returncode, result.stderr) == (1, "")
    (finding,) = json.loads(result.stdout)
    assert finding["statement"] == 2 and "'kms:Encrpt' matches no action" in finding["message"]


@pytest.mark.parametrize(("text", "words"), [("{}", "no 'Statement'"), ("\udc80", "not in UTF-8"), (None, "cannot be read")])
def test_what_is_no_policy_is_refused(fleet: Fleet, tmp_path: Path, text: str | None, words: str) -> None:
    path = tmp_path / "policy.json"
    if text is not None:
        path.write_text(text, errors="surrogateescape")
    result = fleet.run("policy", "lint", str(path))
    assert result.returncode == 1 and result.stdout == ""
    assert str(path) in result.stderr and words in result.stderr
