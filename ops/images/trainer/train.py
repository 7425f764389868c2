#!/usr/bin/env python3
"""Trains a small byte-level model as a miner's container would, with numpy alone, and writes a Hugging Face folder.

It takes the arguments of the text training contract and looks where the contract puts things; --output, and paths in
place of names, serve outside of a container. Settings are options, so that runs differ visibly in what they learn."""
import argparse
import json
import os
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # One core is plenty; more would disturb the neighbours.

try:
    import numpy as np
except ImportError:
    sys.exit(f"{sys.executable} has no numpy (Debian: apt-get install python3-numpy, then /usr/bin/python3)")

import folder  # noqa: E402
import model  # noqa: E402
import rows  # noqa: E402

INSTRUCT = '{"field_instruction": "instruction", "field_input": "input", "field_output": "output"}'


def arguments():
    parse = argparse.ArgumentParser(description=__doc__)
    contract = parse.add_argument_group("contract")
    contract.add_argument("--task-id")
    contract.add_argument("--model", help="base: a folder, or a name under CACHE/models; without it a new model")
    contract.add_argument("--dataset", help="default: CACHE/datasets/TASK_train_data.json")
    contract.add_argument("--dataset-type", default=INSTRUCT, help="field names as JSON")
    contract.add_argument("--task-type", default="InstructTextTask")
    contract.add_argument("--file-format", default="json")
    contract.add_argument("--expected-repo-name")
    contract.add_argument("--hours-to-complete", type=float, default=1.0)
    parse.add_argument("--output", help="default: CHECKPOINTS/TASK/REPO")
    parse.add_argument("--cache", default="/cache")
    parse.add_argument("--checkpoints", default="/app/checkpoints")
    settings = parse.add_argument_group("settings")
    settings.add_argument("--steps", type=int, default=400)
    settings.add_argument("--batch", type=int, default=16)
    settings.add_argument("--rate", type=float, default=3e-3)
    settings.add_argument("--seed", type=int, default=1)
    settings.add_argument("--hidden", type=int, default=64)
    settings.add_argument("--inner", type=int, default=160)
    settings.add_argument("--layers", type=int, default=2)
    return parse.parse_args()


def existing(path, otherwise):
    return path if path and os.path.exists(path) else otherwise


def start(a):
    """The base model, or a new one."""
    if a.model:
        return folder.load(existing(a.model, os.path.join(a.cache, "models", a.model.replace("/", "--"))))
    config = {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": a.hidden,
              "intermediate_size": a.inner, "num_hidden_layers": a.layers, "num_attention_heads": 4,
              "num_key_value_heads": 2, "vocab_size": 259, "max_position_embeddings": 256, "hidden_act": "silu",
              "rms_norm_eps": model.EPS, "rope_theta": model.THETA, "tie_word_embeddings": False,
              "eos_token_id": folder.END, "torch_dtype": "float32"}
    return config, model.new_weights(config, np.random.default_rng(a.seed))


def batch_of(examples, chosen):
    """Sequences filled up behind their end; labels[t] is the token after t where it is to be learned."""
    longest = max(len(examples[i][0]) for i in chosen)
    tokens = np.full((len(chosen), longest), folder.END)
    labels = np.full((len(chosen), longest), -100)
    for n, i in enumerate(chosen):
        own, learned = examples[i]
        tokens[n, :len(own)] = own
        labels[n, :len(own) - 1] = np.where(learned[1:], own[1:], -100)
    return tokens, labels


def train(a, config, weights, examples):
    rng = np.random.default_rng(a.seed)
    first = {name: np.zeros_like(w) for name, w in weights.items()}
    second = {name: np.zeros_like(w) for name, w in weights.items()}
    deadline = time.monotonic() + 0.9 * 3600 * a.hours_to_complete
    for step in range(1, a.steps + 1):
        tokens, labels = batch_of(examples, rng.integers(0, len(examples), a.batch))
        loss, grads = model.loss_and_gradients(config, weights, tokens, labels)
        size = np.sqrt(sum(float((g * g).sum()) for g in grads.values()))
        rate = a.rate * min(1, step / 20) * (0.1 + 0.45 * (1 + np.cos(np.pi * step / a.steps)))
        for name, g in grads.items():  # Adam, with gradients cut to length 1.
            g = g * min(1.0, 1.0 / (size + 1e-6))
            first[name] += 0.1 * (g - first[name])
            second[name] += 0.05 * (g * g - second[name])
            step_size = rate * np.sqrt(1 - 0.95 ** step) / (1 - 0.9 ** step)
            weights[name] -= (step_size * first[name] / (np.sqrt(second[name]) + 1e-8)).astype(np.float32)
        if step == 1 or step % 50 == 0 or step == a.steps:
            print(f"step {step} of {a.steps}: loss {loss:.4f}", flush=True)
        if time.monotonic() > deadline:
            print(f"step {step}: out of time", flush=True)
            break


def main():
    a = arguments()
    if a.task_type not in rows.MAKERS:
        sys.exit(f"{a.task_type} is not trained here; {', '.join(rows.MAKERS)} are")
    if not a.output and not (a.task_id and a.expected_repo_name):
        sys.exit("name --output, or --task-id and --expected-repo-name")
    output = a.output or os.path.join(a.checkpoints, a.task_id, a.expected_repo_name)
    dataset = existing(a.dataset, os.path.join(a.cache, "datasets", f"{a.task_id}_train_data.json"))
    config, weights = start(a)
    examples = rows.examples(dataset, a.file_format, a.task_type, json.loads(a.dataset_type),
                             config["max_position_embeddings"])
    if not examples:
        sys.exit(f"{dataset} has no row to learn from")
    began = time.monotonic()
    train(a, config, weights, examples)
    folder.save(output, config, weights)
    print(f"{len(examples)} rows, {time.monotonic() - began:.1f} s, written to {output}")


if __name__ == "__main__":
    main()
