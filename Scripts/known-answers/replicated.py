"""The replicated-key PRF of 3-of-5, and the keys that a ceremony of 2-of-3 makes."""

from itertools import combinations

import aesgcm
from coding import Transcript, items, sha256, sha512, text, u8, u32
from keygeneration import FLEET, KEY, Member
from prf import short
from seeded import Seeded


def subsets(quorum, count):
    """By ascending masks, as the sets of their members."""
    return sorted(combinations(range(1, count + 1), count - quorum + 1), key=mask)


def mask(members):
    return sum(1 << (member - 1) for member in members)


def xor(values):
    total = bytes(32)
    for value in values:
        total = bytes(a ^ b for a, b in zip(total, value))
    return total


def evaluation():
    random = Seeded(8, "replicated")
    sets = subsets(3, 5)
    keys = [random.bytes(32) for _ in sets]
    digest, alpha = random.bytes(32), random.bytes(32)
    encoded = text("quorate prf input v1") + text("replicated-aes-v1") + text(KEY) + u32(1) + digest + alpha
    block = sha256(encoded)[:15] + bytes([sha256(encoded)[15] & 0xFE])
    blocks = [block, block[:15] + bytes([block[15] | 1])]
    values = [b"".join(aesgcm.encrypt_block(aesgcm.round_keys(key), b) for b in blocks) for key in keys]
    responders = [2, 4, 5]
    parts = [
        xor(value for members, value in zip(sets, values) if min(set(members) & set(responders)) == responder)
        for responder in responders
    ]
    total = xor(values)
    assert xor(parts) == total
    w = sha512(short(b"quorate replicated prf v1") + short(encoded) + short(total))
    return {
        "keys": [key.hex() for key in keys], "contextDigest": digest.hex(), "alpha": alpha.hex(), "key": KEY,
        "input": encoded.hex(), "values": [value.hex() for value in values], "responders": mask(responders),
        "parts": [part.hex() for part in parts], "sum": total.hex(), "w": w.hex(),
    }


def ceremony(quorum=2, count=3, seed=9):
    members = [Member(seed, ordinal, 0) for ordinal in range(1, count + 1)]
    sets = subsets(quorum, count)
    held = {m: [s for s in sets if m.ordinal in s] for m in members}
    parameters = (
        u8(1) + text(FLEET) + text(KEY) + u32(1) + u32(1) + u8(5) + u8(quorum) + u8(count) + u32(1) + u32(count)
        + b"".join(text(m.name) + m.identity + m.sealing for m in members)
    )
    digest = Transcript("key generation parameters v1").append("parameters", parameters).digest()
    contributions, commitments, announced = {}, {}, []
    for m in members:
        for s in held[m]:
            contribution = m.random.bytes(32)
            public = Transcript("replicated contribution v1").append("parameters", digest)
            public.append("member", u8(m.ordinal)).append("subset", u32(mask(s)))
            contributions[m, s] = contribution
            commitments[m, s] = sha256(public.digest() + contribution)
        promise = Transcript("key generation promise v1").append("parameters", digest).append("member", u8(m.ordinal))
        promise.append("commitments", items([commitments[m, s] for s in held[m]]))
        announced.append(m.random.bytes(32) + m.encapsulation + promise.digest())
    session = Transcript("key generation session v1").append("parameters", parameters)
    session = session.append("announcements", items(announced)).digest()
    keys, checks = {}, []
    for s in sets:
        holders = [m for m in members if m.ordinal in s]
        public = Transcript("replicated key v1").append("session", session).append("subset", u32(mask(s)))
        keys[s] = sha256(public.digest() + b"".join(contributions[m, s] for m in holders))
        check = Transcript("replicated check value v1").append("session", session).append("subset", u32(mask(s)))
        checks.append(check.append("commitments", items([commitments[m, s] for m in holders])).digest())
    return {
        "quorum": quorum, "count": count, "seed": seed,
        "shares": [b"".join(keys[s] for s in held[m]).hex() for m in members],
        "checkValues": [check.hex() for check in checks],
    }


def answers():
    return {"evaluation": evaluation(), "ceremony": ceremony()}
