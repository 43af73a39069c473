"""Key policies: stored, validated, and an explicit Deny is honoured."""

import json

import pytest
from botocore.client import BaseClient

from support.fleet import ACCOUNT
from support.keys import decrypt, encrypt, new_key
from support.refusals import refused

ROOT = f"arn:aws:iam::{ACCOUNT}:root"
DEV = f"arn:aws:iam::{ACCOUNT}:user/dev"


def statement(effect: str, principal: str, *actions: str) -> dict:
    return {"Effect": effect, "Principal": {"AWS": principal}, "Action": list(actions), "Resource": "*"}


def policy(*statements: dict) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


DELEGATED = statement("Allow", ROOT, "kms:*")


def test_a_new_key_delegates_to_its_account(kms: BaseClient, key: str) -> None:
    answer = kms.get_key_policy(KeyId=key, PolicyName="default")
    (only,) = json.loads(answer["Policy"])["Statement"]
    assert (only["Effect"], only["Principal"]["AWS"], only["Action"]) == ("Allow", ROOT, "kms:*")
    assert answer["PolicyName"] == "default"
    assert kms.list_key_policies(KeyId=key)["PolicyNames"] == ["default"]


def test_a_policy_is_kept_to_the_letter(kms: BaseClient) -> None:
    key = new_key(kms)
    text = json.dumps(json.loads(policy(DELEGATED)), indent=3)
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=text)
    assert kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"] == text


def test_a_policy_is_given_at_creation(kms: BaseClient) -> None:
    text = policy(DELEGATED, statement("Deny", DEV, "kms:Encrypt"))
    key = new_key(kms, Policy=text)
    assert kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"] == text
    with refused("AccessDeniedException"):
        encrypt(kms, key, b"p")


def test_trap_42_a_deny_holds_for_the_next_request_and_is_lifted_for_the_next(kms: BaseClient) -> None:
    key = new_key(kms)
    ciphertext = encrypt(kms, key, b"p")
    for _ in range(5):
        kms.put_key_policy(KeyId=key, Policy=policy(DELEGATED, statement("Deny", DEV, "kms:Decrypt")))
        with refused("AccessDeniedException"):
            decrypt(kms, ciphertext)
        assert encrypt(kms, key, b"still allowed")
        kms.put_key_policy(KeyId=key, Policy=policy(DELEGATED))
        assert decrypt(kms, ciphertext) == b"p"


@pytest.mark.parametrize("actions", [("kms:Encr*",), ("kms:*crypt",), ("*",)], ids=lambda actions: actions[0])
def test_a_deny_with_a_wildcard_holds(kms: BaseClient, actions: tuple[str, ...]) -> None:
    deny = statement("Deny", DEV, *actions)
    key = new_key(kms, Policy=policy(DELEGATED, deny), BypassPolicyLockoutSafetyCheck=True)
    with refused("AccessDeniedException"):
        encrypt(kms, key, b"p")


def test_a_deny_of_another_user_is_not_ours(kms: BaseClient) -> None:
    other = f"arn:aws:iam::{ACCOUNT}:user/other"
    key = new_key(kms, Policy=policy(DELEGATED, statement("Deny", other, "kms:*")))
    assert encrypt(kms, key, b"p")


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "{}",
        "[]",
        json.dumps({"Version": "2012-10-17"}),
        json.dumps({"Version": "1999-01-01", "Statement": [DELEGATED]}),
        policy({"Effect": "Perhaps", "Principal": {"AWS": ROOT}, "Action": "kms:*", "Resource": "*"}),
        policy({"Effect": "Allow", "Action": "kms:*", "Resource": "*"}),
        policy({"Effect": "Allow", "Principal": {"AWS": ROOT}, "Resource": "*"}),
    ],
)
def test_a_policy_that_is_none_is_refused_and_changes_nothing(kms: BaseClient, key: str, text: str) -> None:
    before = kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"]
    with refused("MalformedPolicyDocumentException"):
        kms.put_key_policy(KeyId=key, PolicyName="default", Policy=text)
    with refused("MalformedPolicyDocumentException"):
        kms.create_key(Policy=text)
    assert kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"] == before


def test_nobody_is_locked_out_unless_asked_to(kms: BaseClient) -> None:
    key = new_key(kms)
    lockout = policy(statement("Allow", ROOT, "kms:Encrypt"))
    with refused("MalformedPolicyDocumentException"):
        kms.put_key_policy(KeyId=key, Policy=lockout)
    kms.put_key_policy(KeyId=key, Policy=lockout, BypassPolicyLockoutSafetyCheck=True)
    assert encrypt(kms, key, b"p")
    with refused("AccessDeniedException"):
        kms.disable_key(KeyId=key)


def test_a_policy_has_one_name(unchecked: BaseClient, key: str) -> None:
    with refused("NotFoundException", "ValidationException"):
        unchecked.get_key_policy(KeyId=key, PolicyName="other")
    with refused("ValidationException", "NotFoundException"):
        unchecked.put_key_policy(KeyId=key, PolicyName="other", Policy=policy(DELEGATED))
