"""Ed25519ph by libsodium, which shares no code with the fleet's signing."""

import ctypes
import ctypes.util


def _library() -> ctypes.CDLL:
    name = ctypes.util.find_library("sodium") or "libsodium.so.23"
    library = ctypes.CDLL(name)
    if library.sodium_init() < 0:
        raise RuntimeError("libsodium does not start")
    return library


def verify_ed25519ph(message: bytes, signature: bytes, public_key: bytes) -> bool:
    """RFC 8032's Ed25519ph: libsodium hashes the message with SHA-512 once."""
    sodium = _library()
    state = ctypes.create_string_buffer(sodium.crypto_sign_ed25519ph_statebytes())
    sodium.crypto_sign_ed25519ph_init(state)
    sodium.crypto_sign_ed25519ph_update(state, message, ctypes.c_ulonglong(len(message)))
    return sodium.crypto_sign_ed25519ph_final_verify(state, signature, public_key) == 0
