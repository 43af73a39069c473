"""AES-256-GCM (FIPS 197, SP 800-38D) with tables computed from their definition."""


def multiply(a, b):
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = a << 1 ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


def substitute(byte):
    inverse = next((x for x in range(256) if multiply(byte, x) == 1), 0)
    return inverse ^ 0x63 ^ rotate(inverse, 1) ^ rotate(inverse, 2) ^ rotate(inverse, 3) ^ rotate(inverse, 4)


def rotate(byte, count):
    return (byte << count | byte >> (8 - count)) & 0xFF


SBOX = [substitute(byte) for byte in range(256)]


def round_keys(key):
    words = [key[4 * i : 4 * i + 4] for i in range(8)]
    constant = 1
    for i in range(8, 60):
        word = words[i - 1]
        if i % 8 == 0:
            word = bytes(SBOX[b] for b in word[1:] + word[:1])
            word = bytes([word[0] ^ constant]) + word[1:]
            constant = multiply(constant, 2)
        elif i % 8 == 4:
            word = bytes(SBOX[b] for b in word)
        words.append(bytes(a ^ b for a, b in zip(words[i - 8], word)))
    return [b"".join(words[4 * i : 4 * i + 4]) for i in range(15)]


def encrypt_block(keys, block):
    state = bytes(a ^ b for a, b in zip(block, keys[0]))
    for number in range(1, 15):
        state = bytes(SBOX[state[(i + 4 * (i % 4)) % 16]] for i in range(16))
        if number < 14:
            mixed = []
            for column in range(0, 16, 4):
                a = state[column : column + 4]
                mixed += [
                    multiply(a[i], 2) ^ multiply(a[(i + 1) % 4], 3) ^ a[(i + 2) % 4] ^ a[(i + 3) % 4] for i in range(4)
                ]
            state = bytes(mixed)
        state = bytes(a ^ b for a, b in zip(state, keys[number]))
    return state


def ghash(h, data):
    h, total = int.from_bytes(h, "big"), 0
    for position in range(0, len(data), 16):
        total ^= int.from_bytes(data[position : position + 16], "big")
        product, power = 0, h
        for bit in range(127, -1, -1):
            if total >> bit & 1:
                product ^= power
            power = power >> 1 ^ (0xE1 << 120 if power & 1 else 0)
        total = product
    return total.to_bytes(16, "big")


def pad(data):
    return data + bytes(-len(data) % 16)


def seal(key, nonce, plaintext, associated):
    """Ciphertext and tag."""
    keys = round_keys(key)
    stream = b"".join(
        encrypt_block(keys, nonce + (counter + 2).to_bytes(4, "big")) for counter in range(-(-len(plaintext) // 16))
    )
    ciphertext = bytes(a ^ b for a, b in zip(plaintext, stream))
    lengths = (8 * len(associated)).to_bytes(8, "big") + (8 * len(ciphertext)).to_bytes(8, "big")
    hashed = ghash(encrypt_block(keys, bytes(16)), pad(associated) + pad(ciphertext) + lengths)
    mask = encrypt_block(keys, nonce + (1).to_bytes(4, "big"))
    return ciphertext + bytes(a ^ b for a, b in zip(hashed, mask))
