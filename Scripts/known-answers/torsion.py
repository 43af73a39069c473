"""Points of edwards25519 with and without a part of small order."""

from curve25519 import BASE, IDENTITY, Q, Edwards25519, Point, recover_x


def small_order():
    """The seven points of order 2, 4 and 8: multiples of Q times a point of full order."""
    y = 2
    while True:
        try:
            candidate = Q * Point(recover_x(y, 0), y)
        except AssertionError:
            y += 1
            continue
        if Edwards25519.encode(4 * candidate) != Edwards25519.encode(IDENTITY):
            return [k * candidate for k in range(1, 8)]
        y += 1


def answers():
    pure = [k * BASE for k in range(1, 9)]
    assert Edwards25519.encode(Q * BASE) == Edwards25519.encode(IDENTITY)
    return {
        "pure": [Edwards25519.encode(point).hex() for point in pure],
        "mixed": [Edwards25519.encode(point + part).hex() for point in pure for part in small_order()],
    }
