"""Key agreement on P-256: partials, their proofs, and the shared secret."""

from coding import Transcript, expand, sha512, u8, u64
from p256 import BASE, Q, encode, multiply, reduce, scalar
from seeded import Seeded

KEY = "11111111-2222-4333-8444-555555555555"


def short(field):
    return len(field).to_bytes(2, "big") + field


def proof(share, index, peer, partial, randomness, version, shard, epoch):
    """A proof that log(Y_i) = log_Q(Z_i), with the nonce of the product."""
    transcript = Transcript("agreement proof v1")
    transcript.append("suite", b"p256-agreement-v1").append("group", b"P-256").append("generator", encode(BASE))
    transcript.append("peer", encode(peer)).append("key", KEY.encode()).append("version", u64(version))
    transcript.append("shard", u64(shard)).append("epoch", u64(epoch)).append("prover", u8(index))
    string = b"Quorate-DLEQ-v1-" + transcript.digest()
    nonce = reduce(
        sha512(
            b"quorate agreement proof nonce v1" + scalar(share) + randomness + string + encode(peer) + encode(partial)
        )
    )
    first, second = encode(multiply(nonce, BASE)), encode(multiply(nonce, peer))
    elements = [encode(multiply(share, BASE)), encode(peer), encode(partial), first, second]
    message = b"".join(short(element) for element in elements) + b"Challenge"
    challenge = reduce(expand(message, b"HashToScalar-" + string, 64))
    return [first.hex(), second.hex(), scalar(nonce - challenge * share).hex()]


def answers():
    random = Seeded(1, "agreement")
    coefficients = [reduce(random.bytes(64)) for _ in range(3)]
    peer = multiply(reduce(random.bytes(64)), BASE)
    partials, proofs = [], []
    for index in range(1, 6):
        share = sum(coefficient * index**power for power, coefficient in enumerate(coefficients)) % Q
        randomness = random.bytes(32)
        partial = multiply(share, peer)
        partials.append(encode(partial).hex())
        proofs.append([randomness.hex()] + proof(share, index, peer, partial, randomness, version=1, shard=1, epoch=1))
    secret = multiply(coefficients[0], peer)[0].to_bytes(32, "big")
    return {
        "coefficients": [scalar(a).hex() for a in coefficients], "key": KEY, "peer": encode(peer).hex(),
        "partials": partials, "proofs": proofs, "secret": secret.hex(),
    }
