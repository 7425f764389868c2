"""Checks the trainer's gradients against central differences in float64: python3 trainer_gradients.py TRAINER
Prints the largest difference relative to the largest gradient of each weight."""
import sys

import numpy as np

sys.path.insert(0, sys.argv[1])
import model  # noqa: E402

config = {"hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2, "num_attention_heads": 4,
          "num_key_value_heads": 2, "vocab_size": 29}
rng = np.random.default_rng(7)
weights = {name: w.astype(np.float64) * rng.uniform(0.5, 1.5, w.shape)
           for name, w in model.new_weights(config, rng).items()}
tokens = rng.integers(0, 29, (3, 11))
labels = np.where(rng.random((3, 11)) < 0.5, rng.integers(0, 29, (3, 11)), -100)
_, grads = model.loss_and_gradients(config, weights, tokens, labels)
worst = 0.0
for name, w in weights.items():
    for place in rng.choice(w.size, min(w.size, 12), replace=False):
        at, keep, step = np.unravel_index(place, w.shape), w.flat[place], 1e-5
        w.flat[place] = keep + step
        above, _ = model.loss_and_gradients(config, weights, tokens, labels)
        w.flat[place] = keep - step
        below, _ = model.loss_and_gradients(config, weights, tokens, labels)
        w.flat[place] = keep
        scale = np.abs(grads[name]).max() + 1e-12
        worst = max(worst, abs((above - below) / (2 * step) - grads[name][at]) / scale)
print(f"{worst:.3g}")
