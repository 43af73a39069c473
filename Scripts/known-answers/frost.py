"""FROST (RFC 9591) with three of five signers, in the three suites of the product."""

from coding import sha512
from curve25519 import BASE, Edwards25519, Ristretto255, evaluate, lagrange, reduce, scalar
from seeded import Seeded

SIGNERS = [1, 3, 4]


def challenge_ed25519(context, commitment, public, message):
    return reduce(sha512(commitment + public + message))


def challenge_ed25519ph(context, commitment, public, message):
    return reduce(sha512(b"SigEd25519 no Ed25519 collisions\1\0" + commitment + public + sha512(message)))


def challenge_ristretto(context, commitment, public, message):
    return reduce(sha512(context + b"chal" + commitment + public + message))


SUITES = {
    "ed25519": (Edwards25519, b"FROST-ED25519-SHA512-v1", challenge_ed25519),
    "ed25519ph": (Edwards25519, b"QUORATE-FROST-ED25519PH-SHA512-v1", challenge_ed25519ph),
    "ristretto255": (Ristretto255, b"FROST-RISTRETTO255-SHA512-v1", challenge_ristretto),
}


def suite_answers(name):
    group, context, h2 = SUITES[name]
    random = Seeded(2, f"frost {name}")
    coefficients = [reduce(random.bytes(64)) for _ in range(3)]
    message = sha512(b"a known answer")
    public = group.encode(coefficients[0] * BASE)
    signers, commitments = [], b""
    for index in SIGNERS:
        share = evaluate(coefficients, index)
        randomness = [random.bytes(32), random.bytes(32)]
        nonces = [reduce(sha512(context + b"nonce" + part + scalar(share))) for part in randomness]
        points = [nonce * BASE for nonce in nonces]
        commitments += scalar(index) + b"".join(group.encode(point) for point in points)
        signers.append((index, share, randomness, nonces, points))
    prefix = public + sha512(context + b"msg" + message) + sha512(context + b"com" + commitments)
    factors = {index: reduce(sha512(context + b"rho" + prefix + scalar(index))) for index in SIGNERS}
    total = None
    for index, _, _, _, (hiding, binding) in signers:
        part = hiding + factors[index] * binding
        total = part if total is None else total + part
    commitment = group.encode(total)
    challenge = h2(context, commitment, public, message)
    rows, z = [], 0
    for index, share, randomness, (hiding, binding), points in signers:
        part = hiding + binding * factors[index] + lagrange(index, SIGNERS) * share * challenge
        z += part
        rows.append(
            {
                "index": index, "randomness": b"".join(randomness).hex(),
                "commitment": [group.encode(point).hex() for point in points],
                "bindingFactor": scalar(factors[index]).hex(), "share": scalar(part).hex(),
            }
        )
    return {
        "coefficients": [scalar(a).hex() for a in coefficients], "message": message.hex(), "publicKey": public.hex(),
        "signers": rows, "signature": (commitment + scalar(z)).hex(),
    }


def answers():
    return {name: suite_answers(name) for name in SUITES}
