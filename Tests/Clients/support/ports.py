"""Free ports on loopback."""

import random
import socket

# Below the range that the kernel hands out by itself, so that nothing takes a port between the look and the start.
_LOWEST, _HIGHEST = 20_000, 32_000


def free_port_base(custodians: int) -> int:
    """A base N with N, N+1 and N+10... free, as `quorate dev` uses them."""
    for _ in range(200):
        base = random.randrange(_LOWEST, _HIGHEST)
        if all(_is_free(base + offset) for offset in (0, 1, *range(10, 10 + custodians))):
            return base
    raise RuntimeError("no free ports on 127.0.0.1")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As a server does, so that a port in TIME_WAIT counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
