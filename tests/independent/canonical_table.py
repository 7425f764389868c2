"""Rewrites src/Runners/Meter/Tokens/canonical.txt from the Unicode Character Database:
python3 canonical_table.py UnicodeData.txt CompositionExclusions.txt > canonical.txt"""
import sys


def main(data, exclusions):
    excluded = set()
    for line in open(exclusions, encoding="utf-8"):
        line = line.split("#")[0].strip()
        if line:
            excluded.add(int(line, 16))
    classes, lines = {}, []
    rows = [line.rstrip("\n").split(";") for line in open(data, encoding="ascii")]
    for row in rows:
        if row[3] != "0":
            classes[int(row[0], 16)] = int(row[3])
    for row in rows:
        code, mapping = int(row[0], 16), row[5]
        if not mapping or mapping.startswith("<"):
            continue
        parts = [int(part, 16) for part in mapping.split()]
        # One part, an excluded code point or a non-starter is taken apart but never put together again.
        back = len(parts) == 2 and code not in excluded and classes.get(parts[0], 0) == 0 and code not in classes
        lines.append(("=" if back else "-") + " ".join(f"{p:X}" for p in [code, *parts]))
    lines += [f"^{code:X} {value}" for code, value in sorted(classes.items())]
    print("\n".join(lines))


if __name__ == "__main__":
    main(*sys.argv[1:])
