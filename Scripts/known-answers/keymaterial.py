"""Key material that is derived from a version's secret, what it evaluates, and its fingerprint."""

import hashlib
import hmac

from coding import hkdf_sha512, text, u32
from seeded import Seeded

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256
KEY = "11111111-2222-4333-8444-555555555555"
SPECS = {"SYMMETRIC_DEFAULT": (32, "sha512"), "HMAC_224": (28, "sha224"), "HMAC_256": (32, "sha256"),
         "HMAC_384": (48, "sha384"), "HMAC_512": (64, "sha512")}


def answers():
    random = Seeded(1, "key material")
    results = []
    for version, (spec, (count, digest)) in enumerate(SPECS.items(), start=1):
        scalar = (int.from_bytes(random.bytes(64), "big") % ORDER).to_bytes(32, "big")
        info = text(spec) + text(KEY) + u32(version)
        material = hkdf_sha512(scalar, b"quorate key material v1", info, count)
        message = random.bytes(40 * version)
        fingerprint = text("quorate key fingerprint v1") + text(spec) + text(KEY)
        results.append({
            "spec": spec, "key": KEY, "version": version, "scalar": scalar.hex(), "material": material.hex(),
            "message": message.hex(), "result": hmac.digest(material, message, digest).hex(),
            "fingerprint": hmac.digest(material, fingerprint, hashlib.sha256).hex(),
        })
    return results
