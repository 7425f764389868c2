"""Writes one small random model of every supported kind into the folder given, with the log-probabilities of random
sequences as the float64 forward pass gives them (expected.json in each folder)."""
import json
import os
import sys

import numpy as np

from architectures import log_softmax, logits
from safetensors import store

LLAMA3 = {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
          "original_max_position_embeddings": 64}


def llama_config(kind, hidden=64, inner=160, layers=2, heads=4, kv=4, vocab=331, tied=False, **more):
    names = {"llama": "Llama", "mistral": "Mistral", "qwen2": "Qwen2", "qwen3": "Qwen3"}
    return {"model_type": kind, "architectures": [names[kind] + "ForCausalLM"], "hidden_size": hidden,
            "intermediate_size": inner, "num_hidden_layers": layers, "num_attention_heads": heads,
            "num_key_value_heads": kv, "vocab_size": vocab, "max_position_embeddings": 256, "hidden_act": "silu",
            "rms_norm_eps": 1e-5, "rope_theta": 10000.0, "tie_word_embeddings": tied, **more}


def neox_config(parallel, act, **more):
    return {"model_type": "gpt_neox", "architectures": ["GPTNeoXForCausalLM"], "hidden_size": 64,
            "intermediate_size": 256, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 331,
            "max_position_embeddings": 256, "hidden_act": act, "layer_norm_eps": 1e-5, "rotary_pct": 0.25,
            "rotary_emb_base": 10000, "use_parallel_residual": parallel, "tie_word_embeddings": False, **more}


KINDS = {
    "llama2": (llama_config("llama"), "F32"),
    "llama3": (llama_config("llama", heads=8, kv=2, rope_theta=500000.0, rope_scaling=LLAMA3), "BF16"),
    "llama-tied-linear-biases": (llama_config("llama", tied=True, attention_bias=True, mlp_bias=True,
                                              rope_scaling={"rope_type": "linear", "factor": 4.0}), "F16"),
    "mistral": (llama_config("mistral", kv=2, head_dim=24, sliding_window=None), "BF16"),
    "qwen2": (llama_config("qwen2", kv=2, tied=True, rope_theta=1000000.0), "BF16"),
    "qwen3": (llama_config("qwen3", kv=2, head_dim=32, rope_theta=1000000.0), "F32"),
    "neox-parallel": (neox_config(True, "gelu"), "F16"),
    "neox-sequential-tanh": (neox_config(False, "gelu_new", rotary_pct=1.0), "F32"),
}


def shapes(c):
    h, i, v = c["hidden_size"], c["intermediate_size"], c["vocab_size"]
    out = {}
    if c["model_type"] == "gpt_neox":
        out["gpt_neox.embed_in.weight"] = (v, h)
        for n in range(c["num_hidden_layers"]):
            at = f"gpt_neox.layers.{n}."
            for name, (rows, columns) in {"attention.query_key_value": (3 * h, h), "attention.dense": (h, h),
                                          "mlp.dense_h_to_4h": (i, h), "mlp.dense_4h_to_h": (h, i)}.items():
                out[at + name + ".weight"], out[at + name + ".bias"] = (rows, columns), (rows,)
            for name in ("input_layernorm", "post_attention_layernorm"):
                out[at + name + ".weight"], out[at + name + ".bias"] = (h,), (h,)
        out["gpt_neox.final_layer_norm.weight"], out["gpt_neox.final_layer_norm.bias"] = (h,), (h,)
        out["embed_out.weight"] = (v, h)
        return out
    heads, kv = c["num_attention_heads"], c["num_key_value_heads"]
    d = c.get("head_dim", h // heads)
    out["model.embed_tokens.weight"] = (v, h)
    for n in range(c["num_hidden_layers"]):
        at = f"model.layers.{n}."
        for name, (rows, columns) in {"q": (heads * d, h), "k": (kv * d, h), "v": (kv * d, h), "o": (h, heads * d)}.items():
            out[at + f"self_attn.{name}_proj.weight"] = (rows, columns)
            if c.get("attention_bias") or (c["model_type"] == "qwen2" and name != "o"):
                out[at + f"self_attn.{name}_proj.bias"] = (rows,)
            if c["model_type"] == "qwen3" and name in "qk":
                out[at + f"self_attn.{name}_norm.weight"] = (d,)
        for name, (rows, columns) in {"gate": (i, h), "up": (i, h), "down": (h, i)}.items():
            out[at + f"mlp.{name}_proj.weight"] = (rows, columns)
            if c.get("mlp_bias"):
                out[at + f"mlp.{name}_proj.bias"] = (rows,)
        out[at + "input_layernorm.weight"] = out[at + "post_attention_layernorm.weight"] = (h,)
    out["model.norm.weight"] = (h,)
    if not c["tie_word_embeddings"]:
        out["lm_head.weight"] = (v, h)
    return out


def draw(rng, name, shape):
    if "norm" in name and name.endswith("weight"):
        return 1 + 0.2 * rng.standard_normal(shape)
    if len(shape) == 1:
        return 0.2 * rng.standard_normal(shape)
    return rng.standard_normal(shape) * (1.0 if "embed" in name else 1.6 / np.sqrt(shape[1]))


def write(folder, config, dtype, rng, shards):
    os.makedirs(folder)
    weights = {name: draw(rng, name, shape) for name, shape in shapes(config).items()}
    if shards == 1:
        held = store(os.path.join(folder, "model.safetensors"), weights, dtype)
    else:
        held, homes, names = {}, {}, list(weights)
        for s in range(shards):
            file = f"model-{s + 1:05}-of-{shards:05}.safetensors"
            part = {n: weights[n] for n in names[s::shards]}
            held.update(store(os.path.join(folder, file), part, dtype))
            homes.update({n: file for n in part})
        with open(os.path.join(folder, "model.safetensors.index.json"), "w") as file:
            json.dump({"metadata": {}, "weight_map": homes}, file)
    with open(os.path.join(folder, "config.json"), "w") as file:
        json.dump(config, file)
    return held


def expect(folder, config, weights, rng):
    sequences, log_probabilities = [], []
    for length in (2, 17, 48, 49, 131):
        tokens = rng.integers(0, config["vocab_size"], length)
        rows = log_softmax(logits(config, weights, tokens))
        sequences.append(tokens.tolist())
        log_probabilities.append([float(rows[t, tokens[t + 1]]) for t in range(length - 1)])
    with open(os.path.join(folder, "expected.json"), "w") as file:
        json.dump({"sequences": sequences, "log_probabilities": log_probabilities}, file)


def adapter(folder, base, held, rng):
    """A LoRA adapter of rank 4 for two kinds of matrices of the given model."""
    os.makedirs(folder)
    rank, alpha, factors, merged = 4, 10, {}, dict(held)
    for name, value in held.items():
        if name.endswith(("q_proj.weight", "down_proj.weight")):
            stem = "base_model.model." + name[:-len(".weight")]
            factors[stem + ".lora_A.weight"] = rng.standard_normal((rank, value.shape[1])) * 0.1
            factors[stem + ".lora_B.weight"] = rng.standard_normal((value.shape[0], rank)) * 0.1
    exact = store(os.path.join(folder, "adapter_model.safetensors"), factors)
    for name in held:
        stem = "base_model.model." + name[:-len(".weight")]
        if stem + ".lora_A.weight" in exact:
            merged[name] = held[name] + alpha / rank * exact[stem + ".lora_B.weight"] @ exact[stem + ".lora_A.weight"]
    with open(os.path.join(folder, "adapter_config.json"), "w") as file:
        json.dump({"peft_type": "LORA", "r": rank, "lora_alpha": alpha, "bias": "none", "base": base,
                   "target_modules": ["q_proj", "down_proj"]}, file)
    return merged


def main(out):
    for number, (name, (config, dtype)) in enumerate(KINDS.items()):
        rng = np.random.default_rng(1000 + number)
        folder = os.path.join(out, name)
        held = write(folder, config, dtype, rng, shards=3 if name == "qwen2" else 1)
        expect(folder, config, held, rng)
        if name == "llama3":
            lora = os.path.join(out, "llama3-lora")
            expect(lora, config, adapter(lora, name, held, rng), rng)


if __name__ == "__main__":
    main(sys.argv[1])
