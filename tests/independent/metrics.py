"""Float64 losses of byte-level models, independent of the meter: python3 metrics.py MODEL BASE ROWS PAIRS CHATS
Prints {"instruct": .., "rows": [..], "kl": .., "dpo": .., "pairs": [..], "chat": ..}. Rows have instruction, input and
output, pairs prompt, chosen and rejected, chats a conversation of human and gpt."""
import json
import os
import struct
import sys

import numpy as np

from architectures import llama, log_softmax

END, TURN, TURN_END = 256, 257, 258


def load(folder):
    with open(os.path.join(folder, "config.json")) as file:
        config = json.load(file)
    with open(os.path.join(folder, "model.safetensors"), "rb") as file:
        raw = file.read()
    size = struct.unpack("<Q", raw[:8])[0]
    weights = {name: np.frombuffer(raw[8 + size + t["data_offsets"][0]:8 + size + t["data_offsets"][1]], "<f4")
               .reshape(t["shape"]).astype(np.float64)
               for name, t in json.loads(raw[8:8 + size]).items() if name != "__metadata__"}
    return lambda tokens: log_softmax(llama(config, weights, np.array(tokens)))


def answers(head, tail):
    tokens = list(head.encode()) + list(tail.encode()) + [END]
    return tokens, range(len(head.encode()), len(tokens))


def log_p(model, head, tail):
    tokens, labels = answers(head, tail)
    rows = model(tokens)
    return sum(rows[t - 1, tokens[t]] for t in labels)


def conversation(turns):
    tokens, labels = [], []
    for turn in turns:
        role = {"human": "user", "gpt": "assistant"}[turn["from"]]
        tokens += [TURN, *role.encode(), 10]
        start = len(tokens)
        tokens += [*turn["value"].encode(), TURN_END, 10]
        if role == "assistant":
            labels += range(start, len(tokens) - 1)
    return tokens, labels


def main(model, base, rows, pairs, chats):
    model, base = load(model), load(base)
    with open(rows) as file:
        rows = json.load(file)
    with open(pairs) as file:
        pairs = json.load(file)
    with open(chats) as file:
        chats = [conversation(row["conversations"]) for row in json.load(file)]
    total = divergence = count = 0
    each = []
    for row in rows:
        head = "\n".join(v for v in (row["instruction"], row["input"]) if v) + "\n"
        tokens, labels = answers(head, row["output"])
        q, p = model(tokens), base(tokens)
        each.append(-np.mean([q[t - 1, tokens[t]] for t in labels]))
        for t in labels:
            total -= q[t - 1, tokens[t]]
            divergence += (np.exp(p[t - 1]) * (p[t - 1] - q[t - 1])).sum()
            count += 1
    losses = []
    for pair in pairs:
        margin = 0.1 * ((log_p(model, pair["prompt"], pair["chosen"]) - log_p(base, pair["prompt"], pair["chosen"]))
                        - (log_p(model, pair["prompt"], pair["rejected"]) - log_p(base, pair["prompt"], pair["rejected"])))
        losses.append(np.log1p(np.exp(-margin)))
    said = [-model(tokens)[t - 1, tokens[t]] for tokens, labels in chats for t in labels]
    print(json.dumps({"instruct": total / count, "rows": each, "kl": divergence / count, "dpo": float(np.mean(losses)),
                      "pairs": losses, "chat": float(np.mean(said))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
