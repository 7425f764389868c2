"""Writes and reads safetensors with numpy alone: 8 bytes header length, JSON header, then the tensors."""
import json
import struct

import numpy as np


def to_bf16(values):
    """Round to nearest even; returns the 16 bits and the float32 they stand for."""
    bits = np.ascontiguousarray(values, dtype=np.float32).view(np.uint32).astype(np.uint64)
    bits = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16
    bits = bits.astype(np.uint16)
    return bits, (bits.astype(np.uint32) << 16).view(np.float32)


def store(path, tensors, dtype="F32"):
    """tensors: name -> array. Returns the same names with the values that the file really holds, as float64."""
    header, blobs, held, at = {"__metadata__": {"format": "pt"}}, [], {}, 0
    for name, values in tensors.items():
        if dtype == "BF16":
            data, exact = to_bf16(values)
        else:
            data = np.ascontiguousarray(values, dtype=np.float16 if dtype == "F16" else np.float32)
            exact = data
        blob = data.tobytes()
        header[name] = {"dtype": dtype, "shape": list(values.shape), "data_offsets": [at, at + len(blob)]}
        at += len(blob)
        blobs.append(blob)
        held[name] = exact.astype(np.float64).reshape(values.shape)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for blob in blobs:
            file.write(blob)
    return held
