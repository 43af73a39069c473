"""The bytes of `SeededRandom` in Sources/TestSupport."""

import hashlib


class Seeded:
    def __init__(self, seed, stream=""):
        self.prefix = b"quorate test randomness" + seed.to_bytes(8, "big") + stream.encode()
        self.counter = 0
        self.rest = b""

    def bytes(self, count):
        while len(self.rest) < count:
            self.rest += hashlib.sha512(self.prefix + self.counter.to_bytes(8, "big")).digest()
            self.counter += 1
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken
