#!/usr/bin/env python3
"""Checks a tiled log with nothing of this project: written from the public formats alone, standard library only.

    check_log.py FOLDER VERIFIER_KEY          checks checkpoint, tiles and entry bundles
    check_log.py FOLDER VERIFIER_KEY --all    and prints every inclusion and consistency proof (for small logs)
    check_log.py --proof FILE ENTRY VERIFIER_KEY

RFC 6962 (trees and proofs), RFC 8032 (Ed25519), C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-proof.
Exit code 0: all agree; 1: the first thing that does not is printed.
"""
import base64
import hashlib
import os
import sys


class Bad(Exception):
    pass


def need(holds, what):
    if not holds:
        raise Bad(what)


def sha256(data):
    return hashlib.sha256(data).digest()


# RFC 6962, section 2.1, on lists of leaf hashes.

def leaf_hash(entry):
    return sha256(b"\x00" + entry)


def split(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def root(leaves):
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha256(b"\x01" + root(leaves[:k]) + root(leaves[k:]))


def inclusion(m, leaves):
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return inclusion(m, leaves[:k]) + [root(leaves[k:])]
    return inclusion(m - k, leaves[k:]) + [root(leaves[:k])]


def consistency(m, leaves, known=True):
    if m == len(leaves):
        return [] if known else [root(leaves)]
    k = split(len(leaves))
    if m <= k:
        return consistency(m, leaves[:k], known) + [root(leaves[k:])]
    return consistency(m - k, leaves[k:], False) + [root(leaves[:k])]


def root_from_path(index, size, leaf, path):
    """RFC 6962's path read backwards: which side each hash stands on follows from index and size."""
    if size == 1:
        need(not path, "the proof has too many hashes")
        return leaf
    need(path, "the proof has too few hashes")
    k = split(size)
    if index < k:
        return sha256(b"\x01" + root_from_path(index, k, leaf, path[:-1]) + path[-1])
    return sha256(b"\x01" + path[-1] + root_from_path(index - k, size - k, leaf, path[:-1]))


# RFC 8032, section 5.1, in affine-free coordinates as its section 6 has them.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    w, x, y, z = f - e, h - g, h + g, f + e
    return w * x % P, y * z % P, x * y % P, w * z % P


def times(s, point):
    q = (0, 1, 1, 0)
    while s > 0:
        if s & 1:
            q = add(q, point)
        point = add(point, point)
        s >>= 1
    return q


def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    need(y < P, "a point of the signature is out of range")
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    need((x * x - x2) % P == 0, "a point of the signature is not on the curve")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = decompress(BASE_Y.to_bytes(32, "little"))


def ed25519_verifies(key, message, signature):
    a, r = decompress(key), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    need(s < L, "the signature is not reduced")
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# C2SP signed-note and tlog-checkpoint.

def checkpoint(data, vkey):
    name, key_id, key = vkey.split("+", 2)
    key = base64.b64decode(key, validate=True)
    need(key[0] == 1 and sha256(name.encode() + b"\n" + key)[:4].hex() == key_id, "the verifier key's id is wrong")
    text, signatures = data.decode().rsplit("\n\n", 1)
    text += "\n"
    verified = False
    for line in signatures.splitlines():
        dash, signer, value = line.split(" ")
        need(dash == "\u2014", "a signature line does not begin with an em dash")
        value = base64.b64decode(value, validate=True)
        if signer == name and value[:4].hex() == key_id:
            need(ed25519_verifies(key[1:], text.encode(), value[4:]), "checkpoint: the signature is wrong")
            verified = True
    need(verified, "checkpoint: not signed by this key")
    origin, size, root_hash, rest = text.split("\n")
    need(origin == name and rest == "" and str(int(size)) == size, "checkpoint: not origin, size and root")
    return int(size), base64.b64decode(root_hash, validate=True)


# C2SP tlog-tiles.

def path(level, n, width):
    parts = ["%03d" % (n % 1000)]
    while n >= 1000:
        n //= 1000
        parts.insert(0, "x%03d" % (n % 1000))
    return "tile/%s/%s%s" % (level, "/".join(parts), ".p/%d" % width if width < 256 else "")


def read(folder, name):
    file = os.path.join(folder, name)
    need(os.path.exists(file), name + ": missing")
    with open(file, "rb") as stream:
        return stream.read()


def widths(count):
    return [(n, min(256, count - n * 256)) for n in range((count + 255) // 256)]


def check(folder, vkey):
    size, expected = checkpoint(read(folder, "checkpoint"), vkey)
    leaves = []
    for n, width in widths(size):
        name = path("entries", n, width)
        data, at = read(folder, name), 0
        for _ in range(width):
            length = int.from_bytes(data[at:at + 2], "big")
            need(at + 2 + length <= len(data), "%s: position %d: cut off" % (name, len(leaves) + 1))
            leaves.append(leaf_hash(data[at + 2:at + 2 + length]))
            at += 2 + length
        need(at == len(data), name + ": too long")
    level, hashes = 0, leaves
    while hashes:
        for n, width in widths(len(hashes)):
            name = path(level, n, width)
            need(read(folder, name) == b"".join(hashes[n * 256:n * 256 + width]), name + ": not what its entries give")
        hashes = [root(hashes[n * 256:n * 256 + 256]) for n in range(len(hashes) // 256)]
        level += 1
    need(root(leaves) == expected, "checkpoint: the root is not that of the entries")
    return leaves


def prove_all(leaves):
    text = lambda hashes: "".join(" " + base64.b64encode(h).decode() for h in hashes)
    for i in range(len(leaves)):
        print("inclusion %d%s" % (i, text(inclusion(i, leaves))))
    for m in range(1, len(leaves) + 1):
        print("consistency %d%s" % (m, text(consistency(m, leaves))))


# C2SP tlog-proof.

def check_proof(proof, entry, vkey):
    head, rest = proof.split(b"\n\n", 1)
    lines = head.decode().split("\n")
    need(lines.pop(0) == "c2sp.org/tlog-proof@v1", "not a proof")
    if lines[0].startswith("extra "):
        lines.pop(0)
    need(lines[0].startswith("index "), "the proof has no index")
    index = int(lines.pop(0)[6:])
    size, expected = checkpoint(rest, vkey)
    need(index < size, "the index is beyond the checkpoint")
    hashes = [base64.b64decode(line, validate=True) for line in lines]
    need(root_from_path(index, size, leaf_hash(entry), hashes) == expected, "the proof does not give the root")


def main(arguments):
    try:
        if arguments[0] == "--proof":
            with open(arguments[1], "rb") as proof, open(arguments[2], "rb") as entry:
                check_proof(proof.read(), entry.read(), arguments[3])
            print("proved")
            return 0
        leaves = check(arguments[0], arguments[1])
        print("checked %d entries, root %s" % (len(leaves), base64.b64encode(root(leaves)).decode()))
        if "--all" in arguments:
            prove_all(leaves)
        return 0
    except (Bad, ValueError) as bad:
        print(bad)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
