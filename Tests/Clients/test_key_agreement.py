"""DeriveSharedSecret, checked against ECDH by code that is not ours.

Keys on P-256 are under threshold custody unless their tag says otherwise; the others are rebuilt for each agreement.
"""

import json
from dataclasses import dataclass

import pytest
from botocore.client import BaseClient
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa, x25519
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from support.fleet import Fleet
from support.keys import new_key
from support.refusals import refused

#: Spec, curve, bytes of a coordinate. AWS has no key agreement on secp256k1 and Ed25519's curve.
CURVES = [
    ("ECC_NIST_P256", ec.SECP256R1(), 32),
    ("ECC_NIST_P384", ec.SECP384R1(), 48),
    ("ECC_NIST_P521", ec.SECP521R1(), 66),
]
#: What asks for a key that is rebuilt for each agreement.
QUORUM = {"Tags": [{"TagKey": "quorate:custody", "TagValue": "quorum"}]}
#: Each curve in its usual custody, and P-256 in the other one.
KINDS = [(*curve, {}) for curve in CURVES] + [(*CURVES[0], QUORUM)]
USE = "KEY_AGREEMENT"


def der(key: PublicKeyTypes) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


@dataclass(frozen=True)
class Party:
    """A key of the fleet and its public key, as it was given out."""

    kms: BaseClient
    key: str
    spec: str
    curve: ec.EllipticCurve
    size: int
    public_der: bytes

    @classmethod
    def new(
        cls, kms: BaseClient, spec: str, curve: ec.EllipticCurve, size: int, request: dict | None = None
    ) -> "Party":
        key = new_key(kms, KeySpec=spec, KeyUsage=USE, **(request or {}))
        return cls(kms, key, spec, curve, size, kms.get_public_key(KeyId=key)["PublicKey"])

    @property
    def public_key(self) -> ec.EllipticCurvePublicKey:
        key = load_der_public_key(self.public_der)
        assert isinstance(key, ec.EllipticCurvePublicKey)
        return key

    def derive(self, public_der: bytes, **request: object) -> bytes:
        return self.kms.derive_shared_secret(
            KeyId=self.key, KeyAgreementAlgorithm="ECDH", PublicKey=public_der, **request
        )["SharedSecret"]


@pytest.fixture(scope="module", params=KINDS, ids=[spec + ("-quorum" if more else "") for spec, _, _, more in KINDS])
def party(kms: BaseClient, request: pytest.FixtureRequest) -> Party:
    return Party.new(kms, *request.param)


def test_the_public_key_and_what_it_is_for(kms: BaseClient, party: Party) -> None:
    answer = kms.get_public_key(KeyId=party.key)
    assert (answer["KeySpec"], answer["KeyUsage"]) == (party.spec, USE)
    assert answer["KeyAgreementAlgorithms"] == ["ECDH"]
    assert not {"SigningAlgorithms", "EncryptionAlgorithms"} & answer.keys()
    assert party.public_key.curve.name == party.curve.name
    metadata = kms.describe_key(KeyId=party.key)["KeyMetadata"]
    assert (metadata["KeyUsage"], metadata["KeyAgreementAlgorithms"]) == (USE, ["ECDH"])


def custody(fleet: Fleet, key: str) -> str:
    shown = fleet.run("key", "show", key, "--format", "json")
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)["custody"]


def test_the_custody_is_the_tags_or_the_usual_one(fleet: Fleet, kms: BaseClient) -> None:
    for spec, usage, more, expected in [
        ("ECC_NIST_P256", USE, {}, "threshold"),
        ("ECC_NIST_P256", USE, QUORUM, "quorum"),
        ("ECC_NIST_P256", USE, {"Origin": "EXTERNAL"}, "quorum"),
        ("ECC_NIST_P256", "SIGN_VERIFY", {}, "quorum"),
        ("ECC_NIST_P384", USE, {}, "quorum"),
        ("ECC_NIST_P521", USE, {}, "quorum"),
    ]:
        assert custody(fleet, new_key(kms, KeySpec=spec, KeyUsage=usage, **more)) == expected
    threshold = {"Tags": [{"TagKey": "quorate:custody", "TagValue": "threshold"}]}
    for spec, usage, more in [
        ("ECC_NIST_P256", "SIGN_VERIFY", {}),
        ("ECC_NIST_P384", USE, {}),
        ("ECC_NIST_P256", USE, {"Origin": "EXTERNAL"}),
    ]:
        with refused("UnsupportedOperationException"):
            kms.create_key(KeySpec=spec, KeyUsage=usage, **more, **threshold)


def test_cryptography_derives_the_same_secret(party: Party) -> None:
    for _ in range(5):
        peer = ec.generate_private_key(party.curve)
        secret = party.derive(der(peer.public_key()))
        assert len(secret) == party.size
        assert secret == peer.exchange(ec.ECDH(), party.public_key)


def test_leading_zeros_stay(party: Party) -> None:
    """The secret is as long as the curve's field, whatever its value."""
    for _ in range(20_000):
        peer = ec.generate_private_key(party.curve)
        expected = peer.exchange(ec.ECDH(), party.public_key)
        # The first byte of P-521 has one bit only.
        if expected.startswith(b"\0\0" if party.size == 66 else b"\0"):
            break
    assert party.derive(der(peer.public_key())) == expected


def test_the_answer_names_key_algorithm_and_origin(kms: BaseClient, party: Party) -> None:
    peer = der(ec.generate_private_key(party.curve).public_key())
    answer = kms.derive_shared_secret(KeyId=party.key, KeyAgreementAlgorithm="ECDH", PublicKey=peer)
    assert answer["KeyId"] == kms.describe_key(KeyId=party.key)["KeyMetadata"]["Arn"]
    assert (answer["KeyAgreementAlgorithm"], answer["KeyOrigin"]) == ("ECDH", "AWS_KMS")


def test_a_secret_stays_the_same_whichever_custodians_answer(party: Party) -> None:
    peer = der(ec.generate_private_key(party.curve).public_key())
    assert len({party.derive(peer) for _ in range(10)}) == 1


def test_two_keys_of_the_fleet_agree(kms: BaseClient, party: Party) -> None:
    other = Party.new(kms, party.spec, party.curve, party.size)
    assert party.derive(other.public_der) == other.derive(party.public_der)
    assert party.derive(other.public_der) != party.derive(party.public_der)


def test_a_key_of_another_curve_or_kind_is_refused(party: Party) -> None:
    curves = [curve for _, curve, _ in CURVES] + [ec.SECP256K1()]
    peers = [ec.generate_private_key(curve) for curve in curves if curve.name != party.curve.name]
    peers += [x25519.X25519PrivateKey.generate(), ed25519.Ed25519PrivateKey.generate()]
    peers += [rsa.generate_private_key(65537, 2048)]
    for peer in peers:
        with refused("ValidationException"):
            party.derive(der(peer.public_key()))


def test_what_is_no_public_key_is_refused(party: Party) -> None:
    good = der(ec.generate_private_key(party.curve).public_key())
    header, point = good[: -2 * party.size - 1], good[-2 * party.size - 1 :]
    wrong = {
        "not on the curve": good[:-1] + bytes([good[-1] ^ 1]),
        "the point (0, 0)": header + b"\4" + bytes(2 * party.size),
        "not reduced": header + b"\4" + b"\xff" * (2 * party.size),
        "no such form": header + b"\5" + point[1:],
        "cut": good[:-1],
        "longer": good + b"\0",
        "a bare point": point,
        "no DER": b"\0" * len(good),
        "text": b"-----BEGIN PUBLIC KEY-----",
        "one byte": b"0",
        "long": bytes(8192),
    }
    for public_der in wrong.values():
        with refused("ValidationException"):
            party.derive(public_der)


@pytest.mark.parametrize("size", [0, 8193])
def test_a_public_key_has_1_to_8192_bytes(unchecked: BaseClient, party: Party, size: int) -> None:
    with refused("ValidationException"):
        unchecked.derive_shared_secret(KeyId=party.key, KeyAgreementAlgorithm="ECDH", PublicKey=bytes(size))


def test_an_algorithm_that_does_not_exist_is_refused(unchecked: BaseClient, party: Party) -> None:
    with refused("ValidationException"):
        unchecked.derive_shared_secret(KeyId=party.key, KeyAgreementAlgorithm="DH", PublicKey=party.public_der)


def test_an_agreement_key_does_not_sign_and_a_signing_key_does_not_agree(kms: BaseClient, party: Party) -> None:
    with refused("InvalidKeyUsageException"):
        kms.sign(KeyId=party.key, Message=b"m", SigningAlgorithm="ECDSA_SHA_256")
    signing_key = new_key(kms, KeySpec=party.spec, KeyUsage="SIGN_VERIFY")
    with refused("InvalidKeyUsageException"):
        kms.derive_shared_secret(KeyId=signing_key, KeyAgreementAlgorithm="ECDH", PublicKey=party.public_der)


def test_an_encryption_key_does_not_agree(kms: BaseClient, key: str, party: Party) -> None:
    with refused("InvalidKeyUsageException"):
        kms.derive_shared_secret(KeyId=key, KeyAgreementAlgorithm="ECDH", PublicKey=party.public_der)


@pytest.mark.parametrize("spec", ["ECC_SECG_P256K1", "ECC_NIST_EDWARDS25519", "RSA_2048", "HMAC_256"])
def test_a_spec_without_key_agreement_is_refused(kms: BaseClient, spec: str) -> None:
    with refused("ValidationException"):
        kms.create_key(KeySpec=spec, KeyUsage=USE)


def test_a_disabled_key_is_refused(kms: BaseClient, party: Party) -> None:
    own = Party.new(kms, party.spec, party.curve, party.size)
    kms.disable_key(KeyId=own.key)
    with refused("DisabledException"):
        own.derive(party.public_der)


def test_a_dry_run_derives_nothing(party: Party) -> None:
    with refused("DryRunOperationException"):
        party.derive(party.public_der, DryRun=True)


def test_an_attestation_document_is_not_supported_yet(party: Party) -> None:
    recipient = {"KeyEncryptionAlgorithm": "RSAES_OAEP_SHA_256", "AttestationDocument": b"x"}
    with refused("UnsupportedOperationException"):
        party.derive(party.public_der, Recipient=recipient)
