"""The canonical encoding, transcripts and hashes, from Documentation/Protocols.md and the RFCs."""

import hashlib
import hmac

from curve25519 import reduce


def u8(value):
    return value.to_bytes(1, "big")


def u32(value):
    return value.to_bytes(4, "big")


def u64(value):
    return value.to_bytes(8, "big", signed=value < 0)


def prefixed(value):
    return u32(len(value)) + value


def text(value):
    return prefixed(value.encode())


def items(values):
    """A count, and every value behind its length."""
    return u32(len(values)) + b"".join(prefixed(value) for value in values)


def sha256(message):
    return hashlib.sha256(message).digest()


def sha512(message):
    return hashlib.sha512(message).digest()


class Transcript:
    def __init__(self, label):
        self.bytes = text("quorate transcript v1") + text(label)

    def append(self, name, value):
        self.bytes += text(name) + prefixed(value)
        return self

    def digest(self):
        return sha256(self.bytes)

    def challenge(self):
        return reduce(sha512(self.bytes))


def expand(message, tag, count):
    """expand_message_xmd with SHA-512 (RFC 9380, 5.3.1)."""
    suffix = tag + u8(len(tag))
    zero = sha512(bytes(128) + message + count.to_bytes(2, "big") + b"\0" + suffix)
    block = sha512(zero + b"\1" + suffix)
    output = block
    for number in range(2, -(-count // 64) + 1):
        block = sha512(bytes(a ^ b for a, b in zip(zero, block)) + u8(number) + suffix)
        output += block
    return output[:count]


def hkdf_sha512(secret, salt, info, count):
    key = hmac.digest(salt, secret, "sha512")
    block, output, number = b"", b"", 1
    while len(output) < count:
        block = hmac.digest(key, block + info + u8(number), "sha512")
        output += block
        number += 1
    return output[:count]
