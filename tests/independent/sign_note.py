#!/usr/bin/env python3
"""An external signer, as small as one can be: written from the public formats alone, standard library only.

    sign_note.py SEEDFILE            signs standard input (RFC 8032), prints base64 of the signature
    sign_note.py SEEDFILE --public   prints base64 of the public key

SEEDFILE holds the 32 bytes of an Ed25519 private key in hex.
"""
import base64
import hashlib
import sys

from check_log import BASE, L, P, times


def compress(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def number(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


def main(arguments):
    with open(arguments[0]) as file:
        digest = hashlib.sha512(bytes.fromhex(file.read())).digest()
    secret = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254
    public = compress(times(secret, BASE))
    if "--public" in arguments:
        answer = public
    else:
        message = sys.stdin.buffer.read()
        r = number(digest[32:], message) % L
        point = compress(times(r, BASE))
        s = (r + number(point, public, message) * secret) % L
        answer = point + s.to_bytes(32, "little")
    print(base64.b64encode(answer).decode())


if __name__ == "__main__":
    main(sys.argv[1:])
