"""Encodings of the key map's records, changes and heads."""

from coding import Transcript, items, prefixed, sha256, text, u8, u32, u64
from curve25519 import public_key, sign
from seeded import Seeded

KEY = "11111111-2222-4333-8444-555555555555"
CREATED = 1_795_262_400_000_000
MULTI_REGION_KEY = "mrk-1234abcd12ab34cd56ef1234567890ab"
HUB_SEED = Seeded(3, "hub").bytes(32)


def version():
    shard = (
        u32(1) + u8(2) + u8(3) + u32(1) + text("custodian-1") + text("custodian-2") + text("custodian-3")
        + prefixed(bytes([0xC1]) * 32) + prefixed(bytes([0xC2]) * 32) + prefixed(bytes([0x77]) * 32)
        + b"".join(prefixed(bytes([0xA0 + i]) * 64) for i in range(1, 4))
    )
    return u32(1) + u64(CREATED) + u32(1) + shard


def key(state):
    return (
        u8(1) + text(KEY) + text("000000000000") + text("eu-west-1") + text("SYMMETRIC_DEFAULT") + u64(CREATED) + state
        + text("a description, ünïcode") + text('{"Version":"2012-10-17"}') + u32(2) + text("team") + text("blue")
        + text("empty") + text("") + text("token-1") + u32(1) + version()
    )


def multi_region_key():
    """A primary key that waits for the deletion of its two replicas, of which one is enabled, one pending deletion."""

    def replica(region, created, state, description, policy, tags):
        return text(region) + u64(created) + state + text(description) + text(policy) + u32(len(tags)) + b"".join(
            text(name) + text(value) for name, value in tags
        ) + u8(0) + u64(0)

    here = u64(CREATED) + u8(5) + (7).to_bytes(2, "big") + text("a description, ünïcode")
    here += text('{"Version":"2012-10-17"}') + u32(1) + text("quorate:sync") + text("policy")
    sync = ("quorate:sync", "policy")
    there = [
        replica("eu-central-1", CREATED + 1, u8(1), "there", '{"Version":"2012-10-17"}', [("a", "b"), sync]),
        replica(
            "us-east-1", CREATED + 2, u8(3) + u64(CREATED + 2 + 7 * 86_400_000_000), "", '{"Version":"2012-10-17"}',
            [sync],
        ),
    ]
    return (
        u8(3) + text(MULTI_REGION_KEY) + text("000000000000") + text("eu-west-1") + text("SYMMETRIC_DEFAULT")
        + text("ENCRYPT_DECRYPT") + text("threshold") + text("AWS_KMS") + text("") + prefixed(b"") + u64(0) + here
        + text("token-1") + u32(1) + version() + u8(0) + u8(0) + u32(2) + b"".join(there)
    )


def alias():
    name = text("000000000000") + text("eu-west-1") + text("alias/example")
    return name, u8(1) + name + text(KEY) + u64(CREATED) + u64(CREATED + 1)


def custodian():
    return (
        u8(1) + text("custodian-1") + u32(1) + text("eu-west-1") + text("vendor") + text("operator")
        + text("127.0.0.1:8410") + bytes([1]) * 32 + bytes([2]) * 32
    )


def change(revision, previous, name, value):
    encoded = u8(1) + u64(revision) + previous + name + value
    return encoded, sha256(text("quorate key map change v1") + encoded)


def answers():
    key_name = u8(1) + text(KEY)
    alias_name, alias_record = alias()
    states = {
        "enabled": u8(1), "disabled": u8(2), "pendingDeletion": u8(3) + u64(CREATED + 7 * 86_400_000_000),
    }
    first, first_hash = change(1, bytes(32), key_name, u8(1) + key(states["enabled"]))
    second, second_hash = change(2, first_hash, u8(2) + alias_name, u8(2) + alias_record)
    third, third_hash = change(3, second_hash, u8(2) + alias_name, u8(0))
    head = u64(3) + third_hash
    contents = sha256(first_hash)
    ancestor = u64(0) + bytes(32)
    statement = text("quorate key map head v1") + head + ancestor + contents
    transcript = Transcript("a known answer").append("bytes", b"\1\2\3").append("text", "é".encode())
    transcript.append("number", u64(2**40)).append("list", items([b"", b"x", b"yz"]))
    return {
        "keys": {name: key(state).hex() for name, state in states.items()},
        "multiRegionKey": multi_region_key().hex(), "alias": alias_record.hex(), "custodian": custodian().hex(),
        "changes": [first.hex(), second.hex(), third.hex()],
        "hashes": [first_hash.hex(), second_hash.hex(), third_hash.hex()],
        "signatures": [sign(HUB_SEED, h).hex() for h in [first_hash, second_hash, third_hash]],
        "hubKey": public_key(HUB_SEED).hex(),
        "headStatement": statement.hex(), "signedHead": (head + ancestor + contents + sign(HUB_SEED, statement)).hex(),
        "transcript": transcript.digest().hex(), "challenge": transcript.challenge().to_bytes(32, "little").hex(),
    }
