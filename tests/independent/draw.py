#!/usr/bin/env python3
"""Redoes the draws of docs/draw.md with Python's standard library alone.

    draw.py docs/draw.md               recompute every vector of the document
    draw.py SEED SIZES NAME NAME ...   deal names, for example: draw.py 0101...01 2,2 ada ben cem dov

Written from the document, not from the program: the two agree or one of them is wrong. Exit code 0 when every vector
agrees, 1 when one does not, 2 when there is nothing to check.
"""
import hashlib
import sys


def words(seed):
    """The endless stream of 64-bit numbers."""
    block = 0
    while True:
        digest = hashlib.sha256(seed + block.to_bytes(8, "big")).digest()
        for at in range(0, 32, 8):
            yield int.from_bytes(digest[at:at + 8], "big")
        block += 1


def below(stream, n):
    """A number from 0 to n - 1, all of them equally likely."""
    skipped = 2**64 % n
    while True:
        word = next(stream)
        if word >= skipped:
            return word % n


def shuffle(seed, names):
    names, stream = list(names), words(seed)
    for i in range(len(names) - 1, 0, -1):
        j = below(stream, i + 1)
        names[i], names[j] = names[j], names[i]
    return names


def deal(seed, names, sizes):
    order, dealt = shuffle(seed, sorted(names)), []
    if sum(sizes) != len(order):
        raise ValueError("the sizes do not add up")
    for size in sizes:
        dealt.append(order[:size])
        order = order[size:]
    return dealt


def vectors(text):
    """Key and value of each line within a block that is fenced as draw-vectors."""
    inside = False
    for line in text.splitlines():
        if line.startswith("```"):
            inside = line == "```draw-vectors"
        elif inside and line.strip():
            key, _, value = line.partition(":")
            yield key.strip(), value.strip()


def recomputed(seed, key, value):
    if key == "commitment":
        return hashlib.sha256(seed).hexdigest()
    if key == "words":
        stream = words(seed)
        return " ".join(f"{next(stream):016x}" for _ in value.split())
    given, _, _ = value.partition(" = ")
    if key == "below":
        stream = words(seed)
        return given + " = " + " ".join(str(below(stream, int(n))) for n in given.split())
    if key == "shuffle":
        return given + " = " + " ".join(shuffle(seed, given.split()))
    if key == "deal":
        sizes, _, names = given.partition(" of ")
        slots = deal(seed, names.split(), [int(size) for size in sizes.split()])
        return given + " = " + " | ".join(" ".join(slot) for slot in slots)
    raise ValueError(f"no such vector: {key}")


def check(path):
    seed, checked = None, 0
    with open(path, encoding="utf-8") as document:
        for key, value in vectors(document.read()):
            if key == "seed":
                seed = bytes.fromhex(value)
                assert len(seed) == 32
                continue
            again = recomputed(seed, key, value)
            if again != value:
                print(f"{key} of seed {seed.hex()}:\n  document   {value}\n  recomputed {again}")
                return 1
            checked += 1
    print(f"{checked} vectors agree")
    return 0 if checked else 2


def main(arguments):
    if len(arguments) == 1:
        return check(arguments[0])
    if len(arguments) < 3:
        print(__doc__)
        return 2
    for slot in deal(bytes.fromhex(arguments[0]), arguments[2:], [int(s) for s in arguments[1].split(",")]):
        print(" ".join(slot))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
