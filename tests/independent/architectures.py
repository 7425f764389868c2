"""Float64 forward passes, written from the published definitions and sharing no code with the meter."""
import math

import numpy as np


def log_softmax(x):
    x = x - x.max(axis=-1, keepdims=True)
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))


def softmax(x):
    return np.exp(log_softmax(x))


def rms_norm(x, weight, eps):
    return x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + eps) * weight


def layer_norm(x, weight, bias, eps):
    centred = x - x.mean(axis=-1, keepdims=True)
    return centred / np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + eps) * weight + bias


def frequencies(dims, theta, scaling):
    inv = theta ** (-np.arange(0, dims, 2, dtype=np.float64) / dims)
    kind = (scaling or {}).get("rope_type", "default")
    if kind == "linear":
        return inv / scaling["factor"]
    if kind == "llama3":
        old, low, high = (scaling["original_max_position_embeddings"], scaling["low_freq_factor"],
                          scaling["high_freq_factor"])
        out = []
        for f in inv:
            wave = 2 * math.pi / f
            if wave < old / high:
                out.append(f)
            elif wave > old / low:
                out.append(f / scaling["factor"])
            else:
                smooth = (old / wave - low) / (high - low)
                out.append((1 - smooth) * f / scaling["factor"] + smooth * f)
        return np.array(out)
    return inv


def rotate(x, inv):
    """x: heads, positions, size; the first 2 * len(inv) dimensions turn."""
    half = len(inv)
    angle = np.outer(np.arange(x.shape[1]), inv)
    cos, sin = np.cos(angle), np.sin(angle)
    a, b, rest = x[..., :half], x[..., half:2 * half], x[..., 2 * half:]
    return np.concatenate([a * cos - b * sin, b * cos + a * sin, rest], axis=-1)


def attend(q, k, v):
    """heads, positions, size each; fewer key heads are shared by groups of query heads."""
    group = q.shape[0] // k.shape[0]
    k, v = np.repeat(k, group, axis=0), np.repeat(v, group, axis=0)
    scores = q @ k.transpose(0, 2, 1) / math.sqrt(q.shape[-1])
    scores = np.where(np.tril(np.ones(scores.shape[-2:], dtype=bool)), scores, -np.inf)
    mixed = softmax(scores) @ v
    return mixed.transpose(1, 0, 2).reshape(mixed.shape[1], -1)


def split(x, heads):
    return x.reshape(x.shape[0], heads, -1).transpose(1, 0, 2)


def llama(config, w, tokens):
    heads, kv = config["num_attention_heads"], config.get("num_key_value_heads", config["num_attention_heads"])
    size = config.get("head_dim", config["hidden_size"] // heads)
    eps = config["rms_norm_eps"]
    inv = frequencies(size, config["rope_theta"], config.get("rope_scaling"))
    x = w["model.embed_tokens.weight"][tokens]

    def linear(x, name):
        y = x @ w[name + ".weight"].T
        return y + w[name + ".bias"] if name + ".bias" in w else y

    for i in range(config["num_hidden_layers"]):
        at = f"model.layers.{i}."
        h = rms_norm(x, w[at + "input_layernorm.weight"], eps)
        q, k, v = (split(linear(h, at + f"self_attn.{n}_proj"), c) for n, c in (("q", heads), ("k", kv), ("v", kv)))
        if at + "self_attn.q_norm.weight" in w:
            q = rms_norm(q, w[at + "self_attn.q_norm.weight"], eps)
            k = rms_norm(k, w[at + "self_attn.k_norm.weight"], eps)
        x = x + linear(attend(rotate(q, inv), rotate(k, inv), v), at + "self_attn.o_proj")
        h = rms_norm(x, w[at + "post_attention_layernorm.weight"], eps)
        gate = linear(h, at + "mlp.gate_proj")
        x = x + linear(gate / (1 + np.exp(-gate)) * linear(h, at + "mlp.up_proj"), at + "mlp.down_proj")
    x = rms_norm(x, w["model.norm.weight"], eps)
    head = w["model.embed_tokens.weight"] if config["tie_word_embeddings"] else w["lm_head.weight"]
    return x @ head.T


def gelu(x, kind):
    if kind == "gelu":
        return 0.5 * x * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))
    return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3)))


def gpt_neox(config, w, tokens):
    heads, eps = config["num_attention_heads"], config["layer_norm_eps"]
    size = config["hidden_size"] // heads
    inv = frequencies(int(size * config["rotary_pct"]), config["rotary_emb_base"], config.get("rope_scaling"))
    x = w["gpt_neox.embed_in.weight"][tokens]

    def linear(x, name):
        return x @ w[name + ".weight"].T + w[name + ".bias"]

    def norm(x, name):
        return layer_norm(x, w[name + ".weight"], w[name + ".bias"], eps)

    for i in range(config["num_hidden_layers"]):
        at = f"gpt_neox.layers.{i}."
        qkv = split(linear(norm(x, at + "input_layernorm"), at + "attention.query_key_value"), heads)
        q, k, v = qkv[..., :size], qkv[..., size:2 * size], qkv[..., 2 * size:]
        attended = linear(attend(rotate(q, inv), rotate(k, inv), v), at + "attention.dense")
        middle = x if config["use_parallel_residual"] else x + attended
        inner = gelu(linear(norm(middle, at + "post_attention_layernorm"), at + "mlp.dense_h_to_4h"),
                     config["hidden_act"])
        x = x + attended + linear(inner, at + "mlp.dense_4h_to_h")
    return norm(x, "gpt_neox.final_layer_norm") @ w["embed_out.weight"].T


def logits(config, weights, tokens):
    run = gpt_neox if config["model_type"] == "gpt_neox" else llama
    return run(config, weights, np.asarray(tokens))
