"""The distributed PRF, its proofs and the envelope, end to end."""

import hmac

import aesgcm
from coding import Transcript, expand, hkdf_sha512, prefixed, sha512, text, u8, u32, u64
from curve25519 import BASE, Q, Ristretto255, evaluate, lagrange, reduce, scalar
from seeded import Seeded

KEY = "11111111-2222-4333-8444-555555555555"
ARN = f"arn:aws:kms:eu-west-1:000000000000:key/{KEY}"


def short(field):
    return len(field).to_bytes(2, "big") + field


def context(pairs):
    ordered = sorted(pairs, key=lambda pair: pair[0].encode())
    return u32(len(ordered)) + b"".join(text(key) + text(value) for key, value in ordered)


def evaluation(share, index, encoded, base, partial, randomness, shard, epoch):
    """A proof that log(Y_i) = log_P(Z_i), with the nonce of the product."""
    transcript = Transcript("prf proof v1")
    transcript.append("group", b"ristretto255").append("generator", Ristretto255.encode(BASE))
    transcript.append("input", encoded).append("shard", u64(shard)).append("epoch", u64(epoch))
    transcript.append("prover", u8(index))
    string = b"Quorate-DLEQ-v1-" + transcript.digest()
    nonce = reduce(
        sha512(
            b"quorate prf proof nonce v1" + scalar(share) + randomness + string + Ristretto255.encode(base)
            + Ristretto255.encode(partial)
        )
    )
    first, second = Ristretto255.encode(nonce * BASE), Ristretto255.encode(nonce * base)
    elements = [Ristretto255.encode(share * BASE), Ristretto255.encode(base), Ristretto255.encode(partial), first, second]
    message = b"".join(short(element) for element in elements) + b"Challenge"
    challenge = reduce(expand(message, b"HashToScalar-" + string, 64))
    return [first.hex(), second.hex(), scalar(nonce - challenge * share).hex()]


def answers():
    random = Seeded(1, "prf")
    coefficients = [reduce(random.bytes(64)) for _ in range(3)]
    pairs = [("purpose", "known answer"), ("Größe", "∞"), ("a", "")]
    plaintext = b"the plaintext of a known answer"
    rho, nonce = random.bytes(32), random.bytes(12)

    encoded_context = context(pairs)
    digest = Transcript("encryption context v1").append("context", encoded_context).digest()
    alpha = hmac.digest(rho, plaintext, "sha256")
    encoded = text("quorate prf input v1") + text("ristretto255-prf-v1") + text(KEY) + u32(1) + digest + alpha
    base = Ristretto255.map(expand(encoded, b"HashToGroup-Quorate-DPRF-v1-ristretto255-SHA512", 64))
    partials, proofs, shares = [], [], []
    for index in range(1, 6):
        share = evaluate(coefficients, index)
        randomness = random.bytes(32)
        partial = share * base
        shares.append(scalar(share).hex())
        partials.append(Ristretto255.encode(partial).hex())
        proofs.append([randomness.hex()] + evaluation(share, index, encoded, base, partial, randomness, shard=1, epoch=1))
    element = Ristretto255.encode(coefficients[0] * base)
    w = sha512(short(encoded) + short(element) + b"Finalize")
    header = b"QRT1" + u8(1) + u8(1) + text(ARN) + u32(1) + alpha + nonce
    key = hkdf_sha512(w, b"quorate envelope v1", header, 32)
    ciphertext = header + aesgcm.seal(key, nonce, rho + plaintext, header + encoded_context)
    assert sum(lagrange(i, [2, 3, 5]) * evaluate(coefficients, i) for i in [2, 3, 5]) % Q == coefficients[0]
    return {
        "coefficients": [scalar(a).hex() for a in coefficients], "context": [list(pair) for pair in pairs],
        "encodedContext": encoded_context.hex(), "contextDigest": digest.hex(), "rho": rho.hex(), "nonce": nonce.hex(),
        "plaintext": plaintext.hex(), "alpha": alpha.hex(), "input": encoded.hex(), "keyARN": ARN, "key": KEY,
        "base": Ristretto255.encode(base).hex(), "shares": shares, "partials": partials, "proofs": proofs,
        "w": w.hex(), "ciphertext": ciphertext.hex(),
    }
