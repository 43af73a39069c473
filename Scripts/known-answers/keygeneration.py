"""A whole key generation: the members of `SampleCeremony.repeatable`, with `MaskSealing` in the place of HPKE."""

from coding import Transcript, items, prefixed, sha256, sha512, text, u8, u32
from curve25519 import BASE, Edwards25519, Q, Ristretto255, evaluate, public_key, reduce, scalar, sign
from seeded import Seeded

KEY = "11111111-2222-4333-8444-555555555555"
FLEET = "sample"


class Member:
    def __init__(self, seed, ordinal, quorum):
        keys = Seeded(seed, f"identity {ordinal}")
        self.ordinal = ordinal
        self.name = f"custodian-{ordinal}"
        self.seed = keys.bytes(32)
        self.identity = public_key(self.seed)
        self.sealing = keys.bytes(32)
        self.private = Seeded(seed, f"sealing {ordinal}").bytes(32)
        self.encapsulation = sha256(b"mask public key" + self.private)
        self.random = Seeded(seed, f"member {ordinal}")
        self.coefficients = [reduce(self.random.bytes(64)) for _ in range(quorum)]

    def message(self, session, number, payload):
        body = text("quorate key generation message v1") + session + u8(number) + u8(self.ordinal) + payload
        return prefixed(body) + sign(self.seed, body)


def seal(share, recipient, sender, info):
    stream = sha512(b"mask stream" + recipient + sender + info)
    masked = bytes(a ^ b for a, b in zip(share, stream))
    return masked + sha256(stream[32:] + masked)


def ceremony(group, suite, quorum, count, seed):
    members = [Member(seed, ordinal, quorum) for ordinal in range(1, count + 1)]
    commitments = {m: [group.encode(a * BASE) for a in m.coefficients] for m in members}
    parameters = (
        u8(1) + text(FLEET) + text(KEY) + u32(1) + u32(1) + u8(suite) + u8(quorum) + u8(count) + u32(1) + u32(count)
        + b"".join(text(m.name) + m.identity + m.sealing for m in members)
    )
    digest = Transcript("key generation parameters v1").append("parameters", parameters).digest()

    announced = []
    for m in members:
        promise = Transcript("key generation promise v1").append("parameters", digest).append("member", u8(m.ordinal))
        promise.append("commitments", items(commitments[m]))
        announced.append(m.random.bytes(32) + m.encapsulation + promise.digest())
    announcements = [m.message(digest, 1, payload) for m, payload in zip(members, announced)]
    session = Transcript("key generation session v1").append("parameters", parameters)
    session = session.append("announcements", items(announced)).digest()

    revelations, dealings, verdicts = [], [], []
    for m in members:
        nonce = reduce(m.random.bytes(64))
        proof = group.encode(nonce * BASE)
        challenge = Transcript("key generation proof of knowledge v1").append("session", session)
        challenge.append("group", group.name.encode()).append("generator", group.encode(BASE))
        challenge.append("threshold", u8(quorum) + u8(count)).append("member", u8(m.ordinal))
        challenge.append("commitments", items(commitments[m])).append("R", proof)
        response = scalar(nonce + m.coefficients[0] * challenge.challenge())
        payload = items(commitments[m]) + prefixed(proof) + prefixed(response)
        revelations.append(m.message(session, 2, payload))
    for m in members:
        sealed = []
        for other in members:
            info = Transcript("key generation share v1").append("session", session).append("dealer", u8(m.ordinal))
            info = info.append("recipient", u8(other.ordinal)).digest()
            share = scalar(evaluate(m.coefficients, other.ordinal))
            sealed.append(b"" if other is m else seal(share, other.encapsulation, m.sealing, info))
        dealings.append(m.message(session, 3, items(sealed)))

    transcript = Transcript("key generation transcript v1").append("session", session)
    for messages in [announcements, revelations, dealings]:
        transcript.append("round", items(messages))
    transcript = transcript.digest()
    joint = [group.encode(sum(m.coefficients[i] for m in members) % Q * BASE) for i in range(quorum)]
    statement = (
        text("quorate key certificate v1") + text(FLEET) + text(KEY) + u32(1) + u8(suite) + u32(1) + u8(quorum)
        + u8(count) + u32(1) + u32(count) + b"".join(text(m.name) for m in members) + items(joint) + prefixed(transcript)
    )
    signatures = [sign(m.seed, statement) for m in members]
    for m, signature in zip(members, signatures):
        verdicts.append(m.message(session, 4, u8(1) + transcript + signature))
    shard = (
        u32(1) + u8(quorum) + u8(count) + u32(1) + b"".join(text(m.name) for m in members)
        + b"".join(prefixed(element) for element in joint) + prefixed(transcript)
        + b"".join(prefixed(signature) for signature in signatures)
    )
    return {
        "suite": suite, "quorum": quorum, "count": count, "seed": seed, "parameters": parameters.hex(),
        "session": session.hex(), "firstAnnouncement": announcements[0].hex(),
        "rounds": [sha256(b"".join(r)).hex() for r in [announcements, revelations, dealings, verdicts]],
        "transcript": transcript.hex(), "commitments": [element.hex() for element in joint],
        "statement": statement.hex(), "shard": shard.hex(),
        "shares": [scalar(sum(evaluate(d.coefficients, m.ordinal) for d in members)).hex() for m in members],
        "secret": scalar(sum(m.coefficients[0] for m in members)).hex(),
    }


def answers():
    return [ceremony(Ristretto255, 1, 2, 3, seed=5), ceremony(Edwards25519, 2, 3, 4, seed=6)]
