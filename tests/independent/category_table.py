"""Rewrites src/Runners/Meter/Tokens/categories.txt: python3 category_table.py UnicodeData.txt > categories.txt
Each line names the first code point of a run and its general category."""
import sys


def main(data):
    categories, first = ["Cn"] * 0x110000, None
    for line in open(data, encoding="ascii"):
        code, name, category = line.split(";")[:3]
        code = int(code, 16)
        if name.endswith(", First>"):
            first = code
            continue
        for c in range(first if name.endswith(", Last>") else code, code + 1):
            categories[c] = category
        first = None
    for code, category in enumerate(categories):
        if code == 0 or category != categories[code - 1]:
            print(f"{code:X} {category}")


if __name__ == "__main__":
    main(sys.argv[1])
