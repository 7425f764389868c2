"""A small Llama in numpy: the loss of a batch and its gradients, both written out. Names as Hugging Face's."""
import numpy as np

EPS = 1e-5
THETA = 10000.0


def new_weights(config, rng):
    h, inner, v = config["hidden_size"], config["intermediate_size"], config["vocab_size"]
    size = h // config["num_attention_heads"]
    kv = size * config["num_key_value_heads"]

    def matrix(rows, columns, scale=1.0):
        return (rng.standard_normal((rows, columns)) * scale / np.sqrt(columns)).astype(np.float32)

    deep = 1 / np.sqrt(2 * config["num_hidden_layers"])
    w = {"model.embed_tokens.weight": (rng.standard_normal((v, h)) * 0.5).astype(np.float32)}
    for i in range(config["num_hidden_layers"]):
        at = f"model.layers.{i}."
        w[at + "input_layernorm.weight"] = np.ones(h, np.float32)
        w[at + "self_attn.q_proj.weight"], w[at + "self_attn.k_proj.weight"] = matrix(h, h), matrix(kv, h)
        w[at + "self_attn.v_proj.weight"], w[at + "self_attn.o_proj.weight"] = matrix(kv, h), matrix(h, h, deep)
        w[at + "post_attention_layernorm.weight"] = np.ones(h, np.float32)
        w[at + "mlp.gate_proj.weight"], w[at + "mlp.up_proj.weight"] = matrix(inner, h), matrix(inner, h)
        w[at + "mlp.down_proj.weight"] = matrix(h, inner, deep)
    w["model.norm.weight"] = np.ones(h, np.float32)
    w["lm_head.weight"] = matrix(v, h)
    return w


def turns(length, size, dtype):
    """Cosines and sines of the rotary positions, one row a position."""
    inverse = THETA ** (-np.arange(0, size, 2) / size)
    angle = np.outer(np.arange(length), inverse)
    return np.cos(angle).astype(dtype), np.sin(angle).astype(dtype)


def rotate(x, cos, sin):
    half = x.shape[-1] // 2
    a, b = x[..., :half], x[..., half:]
    return np.concatenate([a * cos - b * sin, b * cos + a * sin], axis=-1)


def norm(x, weight):
    scale = 1 / np.sqrt((x * x).mean(axis=-1, keepdims=True) + EPS)
    return x * scale * weight, scale


def norm_back(grad, x, scale, weight):
    """Gradients of the input and of the weight; y = x s w, s = (mean x^2 + eps)^(-1/2)."""
    gw = (grad * x * scale).reshape(-1, x.shape[-1]).sum(axis=0)
    inner = grad * weight
    return scale * inner - x * scale ** 3 * (inner * x).mean(axis=-1, keepdims=True), gw


def linear_back(grad, x, weight):
    """Gradients of the input and of the weight; y = x w^T."""
    return grad @ weight, grad.reshape(-1, grad.shape[-1]).T @ x.reshape(-1, x.shape[-1])


def split(x, heads):
    return x.reshape(x.shape[0], x.shape[1], heads, -1).transpose(0, 2, 1, 3)


def join(x):
    x = x.transpose(0, 2, 1, 3)
    return x.reshape(x.shape[0], x.shape[1], -1)


class Layer:
    """One decoder layer; forward keeps what backward needs."""

    def __init__(self, config, weights, at):
        self.w, self.at = weights, at
        self.heads, self.kv = config["num_attention_heads"], config["num_key_value_heads"]

    def weight(self, name):
        return self.w[self.at + name + ".weight"]

    def forward(self, x, cos, sin, mask):
        self.x = x
        self.n1, self.s1 = norm(x, self.weight("input_layernorm"))
        q, k, v = (split(self.n1 @ self.weight(f"self_attn.{n}_proj").T, c)
                   for n, c in (("q", self.heads), ("k", self.kv), ("v", self.kv)))
        self.cos, self.sin, group = cos, sin, self.heads // self.kv
        self.q, self.k = rotate(q, cos, sin), np.repeat(rotate(k, cos, sin), group, axis=1)
        self.v = np.repeat(v, group, axis=1)
        scores = self.q @ self.k.transpose(0, 1, 3, 2) / np.sqrt(q.shape[-1]).astype(x.dtype) + mask
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        self.p = scores / scores.sum(axis=-1, keepdims=True)
        self.mixed = join(self.p @ self.v)
        self.y = x + self.mixed @ self.weight("self_attn.o_proj").T
        self.n2, self.s2 = norm(self.y, self.weight("post_attention_layernorm"))
        self.gate, self.up = (self.n2 @ self.weight(f"mlp.{n}_proj").T for n in ("gate", "up"))
        self.sigmoid = 1 / (1 + np.exp(-self.gate))
        self.inner = self.gate * self.sigmoid * self.up
        return self.y + self.inner @ self.weight("mlp.down_proj").T

    def backward(self, grad, grads):
        def back(name, g, x):
            gx, grads[self.at + name + ".weight"] = linear_back(g, x, self.weight(name))
            return gx

        g = back("mlp.down_proj", grad, self.inner)
        silu = self.gate * self.sigmoid
        g_gate = g * self.up * (self.sigmoid + silu * (1 - self.sigmoid))
        g = back("mlp.gate_proj", g_gate, self.n2) + back("mlp.up_proj", g * silu, self.n2)
        g, grads[self.at + "post_attention_layernorm.weight"] = norm_back(
            g, self.y, self.s2, self.weight("post_attention_layernorm"))
        grad = grad + g
        g = split(back("self_attn.o_proj", grad, self.mixed), self.heads)
        g_p, g_v = g @ self.v.transpose(0, 1, 3, 2), self.p.transpose(0, 1, 3, 2) @ g
        g_s = self.p * (g_p - (g_p * self.p).sum(axis=-1, keepdims=True)) / np.sqrt(g.shape[-1]).astype(g.dtype)
        g_q, g_k = rotate(g_s @ self.k, self.cos, -self.sin), self.shared(g_s.transpose(0, 1, 3, 2) @ self.q)
        g = (back("self_attn.q_proj", join(g_q), self.n1)
             + back("self_attn.k_proj", join(rotate(g_k, self.cos, -self.sin)), self.n1)
             + back("self_attn.v_proj", join(self.shared(g_v)), self.n1))
        g, grads[self.at + "input_layernorm.weight"] = norm_back(g, self.x, self.s1, self.weight("input_layernorm"))
        return grad + g

    def shared(self, g):
        """Sums the gradients of the query heads that share a key head."""
        b, h, t, d = g.shape
        return g.reshape(b, self.kv, h // self.kv, t, d).sum(axis=2)


def forward(config, w, tokens):
    """The layers, what leaves the last of them, and the same normed, with its scale."""
    length = tokens.shape[1]
    dtype = w["lm_head.weight"].dtype
    cos, sin = turns(length, config["hidden_size"] // config["num_attention_heads"], dtype)
    mask = np.triu(np.full((length, length), -1e9, dtype), 1)
    layers = [Layer(config, w, f"model.layers.{i}.") for i in range(config["num_hidden_layers"])]
    x = w["model.embed_tokens.weight"][tokens]
    for layer in layers:
        x = layer.forward(x, cos, sin, mask)
    return layers, x, *norm(x, w["model.norm.weight"])


def log_probabilities(config, w, tokens):
    """Of every token after every position of one sequence."""
    logits = forward(config, w, np.asarray([tokens]))[2][0] @ w["lm_head.weight"].T
    logits -= logits.max(axis=-1, keepdims=True)
    return logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))


def loss_and_gradients(config, w, tokens, labels):
    """Mean cross-entropy over all labels that are not -100; labels[t] is the token to be predicted after position t."""
    b, length = tokens.shape
    dtype = w["lm_head.weight"].dtype
    layers, x, last, scale = forward(config, w, tokens)
    rows = np.nonzero(labels.reshape(-1) >= 0)[0]
    wanted, seen = labels.reshape(-1)[rows], last.reshape(-1, last.shape[-1])[rows]
    logits = seen @ w["lm_head.weight"].T
    logits -= logits.max(axis=-1, keepdims=True)
    p = np.exp(logits)
    p /= p.sum(axis=-1, keepdims=True)
    n, grads = np.arange(len(rows)), {}
    loss = -np.log(p[n, wanted]).mean()
    p[n, wanted] -= 1
    g_seen, grads["lm_head.weight"] = linear_back(p / len(rows), seen, w["lm_head.weight"])
    g = np.zeros((b * length, last.shape[-1]), dtype)
    g[rows] = g_seen
    g, grads["model.norm.weight"] = norm_back(g.reshape(last.shape), x, scale, w["model.norm.weight"])
    for layer in reversed(layers):
        g = layer.backward(g, grads)
    grads["model.embed_tokens.weight"] = np.zeros_like(w["model.embed_tokens.weight"])
    np.add.at(grads["model.embed_tokens.weight"], tokens.reshape(-1), g.reshape(-1, g.shape[-1]))
    return float(loss), grads
