"""Model folders as Hugging Face lays them out: config.json, model.safetensors (F32), a tokenizer of single bytes."""
import json
import os
import struct

import numpy as np

END, TURN, TURN_END = 256, 257, 258
SPECIALS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]


def byte_alphabet():
    """The character that stands for each byte in a byte-level vocabulary."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [b for b in range(256) if b not in plain]
    return {b: chr(b) for b in plain} | {b: chr(256 + i) for i, b in enumerate(others)}


def tokenizer():
    added = [{"id": 256 + i, "content": text, "single_word": False, "lstrip": False, "rstrip": False,
              "normalized": False, "special": True} for i, text in enumerate(SPECIALS)]
    level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": False}
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": added, "normalizer": None,
            "pre_tokenizer": level, "post_processor": None, "decoder": level,
            "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None,
                      "end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": False, "ignore_merges": False,
                      "vocab": {c: b for b, c in sorted(byte_alphabet().items())}, "merges": []}}


def dump(folder, name, value):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        json.dump(value, file, indent=2, ensure_ascii=False)
        file.write("\n")


def save(folder, config, weights):
    os.makedirs(folder, exist_ok=True)
    dump(folder, "config.json", config)
    if "max_position_embeddings" in config:
        dump(folder, "tokenizer.json", tokenizer())
        dump(folder, "tokenizer_config.json", {
            "tokenizer_class": "PreTrainedTokenizerFast", "eos_token": SPECIALS[0], "add_bos_token": False,
            "model_max_length": config["max_position_embeddings"]})
    header, at = {"__metadata__": {"format": "pt"}}, 0
    for name, values in weights.items():
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [at, at + values.nbytes]}
        at += values.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(os.path.join(folder, "model.safetensors"), "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for values in weights.values():
            file.write(np.ascontiguousarray(values, "<f4").tobytes())


def load(folder):
    with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
        config = json.load(file)
    with open(os.path.join(folder, "model.safetensors"), "rb") as file:
        raw = file.read()
    size = struct.unpack("<Q", raw[:8])[0]
    weights = {}
    for name, tensor in json.loads(raw[8:8 + size]).items():
        if name != "__metadata__":
            begin, end = tensor["data_offsets"]
            values = np.frombuffer(raw[8 + size + begin:8 + size + end], "<f4")
            weights[name] = values.reshape(tensor["shape"]).copy()
    return config, weights
