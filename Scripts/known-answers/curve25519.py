"""edwards25519 and ristretto255 in plain integers: slow, variable time, and written from the RFCs only."""

import hashlib

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def is_negative(x):
    return x % P % 2 == 1


def absolute(x):
    x %= P
    return P - x if is_negative(x) else x


class Point:
    """A point of the twisted Edwards curve -x^2 + y^2 = 1 + d x^2 y^2 in extended coordinates (RFC 8032, 5.1.4)."""

    def __init__(self, x, y, z=1, t=None):
        self.x, self.y, self.z = x % P, y % P, z % P
        self.t = x * y % P if t is None else t % P

    def __add__(self, other):
        a = (self.y - self.x) * (other.y - other.x)
        b = (self.y + self.x) * (other.y + other.x)
        c = 2 * self.t * other.t * D
        d = 2 * self.z * other.z
        e, f, g, h = b - a, d - c, d + c, b + a
        return Point(e * f, g * h, f * g, e * h)

    def __neg__(self):
        return Point(-self.x, self.y, self.z, -self.t)

    def __rmul__(self, scalar):
        total, power = IDENTITY, self
        while scalar:
            if scalar & 1:
                total = total + power
            power = power + power
            scalar >>= 1
        return total

    def affine(self):
        inverse = pow(self.z, -1, P)
        return self.x * inverse % P, self.y * inverse % P


def recover_x(y, sign):
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * SQRT_M1 % P
    assert x * x % P == square
    return P - x if x % 2 != sign else x


IDENTITY = Point(0, 1)
BASE_Y = 4 * pow(5, -1, P) % P
BASE = Point(recover_x(BASE_Y, 0), BASE_Y)


class Edwards25519:
    name = "edwards25519"

    @staticmethod
    def encode(point):
        x, y = point.affine()
        return (y | (x & 1) << 255).to_bytes(32, "little")


class Ristretto255:
    """RFC 9496, section 4.3."""

    name = "ristretto255"

    @staticmethod
    def sqrt_ratio(u, v):
        r = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
        check = v * r * r % P
        if check in (-u % P, -u * SQRT_M1 % P):
            r = r * SQRT_M1 % P
        return check in (u % P, -u % P), absolute(r)

    @classmethod
    def encode(cls, point):
        x, y, z, t = point.x, point.y, point.z, point.t
        u1, u2 = (z + y) * (z - y) % P, x * y % P
        _, root = cls.sqrt_ratio(1, u1 * u2 * u2 % P)
        den1, den2 = root * u1 % P, root * u2 % P
        z_inverse = den1 * den2 * t % P
        _, inverse_root = cls.sqrt_ratio(1, (-1 - D) % P)
        if is_negative(t * z_inverse):
            x, y, den = y * SQRT_M1, x * SQRT_M1, den1 * inverse_root
        else:
            den = den2
        if is_negative(x * z_inverse):
            y = -y
        return absolute(den * (z - y)).to_bytes(32, "little")

    @classmethod
    def map(cls, uniform):
        half = lambda part: cls.elligator(int.from_bytes(part, "little") % 2**255 % P)
        return half(uniform[:32]) + half(uniform[32:])

    @classmethod
    def elligator(cls, t):
        r = SQRT_M1 * t * t % P
        u = (r + 1) * (1 - D * D) % P
        v = (-1 - r * D) * (r + D) % P
        was_square, s = cls.sqrt_ratio(u, v)
        if not was_square:
            s = (P - absolute(s * t)) % P
        c = P - 1 if was_square else r
        n = (c * (r - 1) * (D - 1) ** 2 - v) % P
        w0, w1, w2, w3 = 2 * s * v, n * SQRT_AD_MINUS_ONE, 1 - s * s, 1 + s * s
        return Point(w0 * w3, w2 * w1, w1 * w3, w0 * w2)


# The roots whose sign the RFC fixes (section 4.1).
SQRT_AD_MINUS_ONE = 25063068953384623474111414158702152701244531502492656460079210482610430750235
assert SQRT_AD_MINUS_ONE**2 % P == (-D - 1) % P


def scalar(number):
    return (number % Q).to_bytes(32, "little")


def reduce(wide):
    return int.from_bytes(wide, "little") % Q


def sign(seed, message):
    """Ed25519 (RFC 8032, 5.1.6)."""
    digest = hashlib.sha512(seed).digest()
    secret = int.from_bytes(digest[:32], "little") & (2**254 - 8) | 2**254
    public = Edwards25519.encode(secret * BASE)
    nonce = reduce(hashlib.sha512(digest[32:] + message).digest())
    commitment = Edwards25519.encode(nonce * BASE)
    challenge = reduce(hashlib.sha512(commitment + public + message).digest())
    return commitment + scalar(nonce + challenge * secret)


def public_key(seed):
    digest = hashlib.sha512(seed).digest()
    return Edwards25519.encode((int.from_bytes(digest[:32], "little") & (2**254 - 8) | 2**254) * BASE)


def lagrange(index, indices):
    value = 1
    for other in indices:
        if other != index:
            value = value * other * pow(other - index, -1, Q) % Q
    return value


def evaluate(coefficients, x):
    return sum(a * x**power for power, a in enumerate(coefficients)) % Q
