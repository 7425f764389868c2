#!/usr/bin/env python3
"""Writes instruct rows that a small model can learn something of: python3 demo_data.py FILE COUNT SEED"""
import json
import random
import sys

WORDS = """amber anchor apple autumn basket beacon birch bridge bronze butter candle canyon castle cedar cherry cloud
clover copper coral cotton crystal dragon eagle ember falcon feather fennel field flint forest garden ginger glacier
granite harbor hazel heron honey island ivory jasmine juniper lantern lemon linen maple marble meadow mint mirror moss
mountain night oak ocean olive onyx orchid otter paper pebble pepper pine planet plum poppy quartz quill rain raven
reed ridge river robin rose ruby saffron sage salmon sand sapphire shadow silver sky slate snow sparrow spruce star
stone storm summer swan thistle thunder timber topaz tulip valley velvet violet walnut water willow winter
zephyr""".split()

TASKS = {
    "Write it in capitals.": lambda words: " ".join(words).upper(),
    "Write it backwards.": lambda words: " ".join(reversed(words)),
    "Count the words.": lambda words: f"There are {len(words)} words.",
    "Name the first word.": lambda words: f"The first word is {words[0]}.",
    "Name the last word.": lambda words: f"The last word is {words[-1]}.",
    "Say it twice.": lambda words: f"{words[0]} {words[0]}.",
}


def row(r):
    words = r.sample(WORDS, r.randint(1, 4))
    instruction = r.choice(list(TASKS))
    return {"instruction": instruction, "input": " ".join(words), "output": TASKS[instruction](words)}


def main(path, count, seed):
    r = random.Random(int(seed))
    with open(path, "w", encoding="utf-8") as file:
        json.dump([row(r) for _ in range(int(count))], file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
