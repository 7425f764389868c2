#!/usr/bin/env python3
"""Trains a small painting model as a miner's container would, by the arguments of the image training contract."""
import argparse
import os
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # One core is plenty; more would disturb the neighbours.

import numpy as np  # noqa: E402

import folder  # noqa: E402
import pictures  # noqa: E402


def arguments():
    parse = argparse.ArgumentParser(description=__doc__)
    contract = parse.add_argument_group("contract")
    contract.add_argument("--task-id", required=True)
    contract.add_argument("--model", required=True, help="base: a name under CACHE/models")
    contract.add_argument("--dataset-zip", help="default: CACHE/datasets/TASK_tourn.zip")
    contract.add_argument("--model-type", default="painter")
    contract.add_argument("--expected-repo-name", required=True)
    contract.add_argument("--hours-to-complete", type=float, default=1.0)
    parse.add_argument("--cache", default="/cache")
    parse.add_argument("--checkpoints", default="/app/checkpoints")
    settings = parse.add_argument_group("settings")
    settings.add_argument("--steps", type=int, default=100)
    settings.add_argument("--rate", type=float, default=0.1)
    settings.add_argument("--without-text", type=float, default=0.1, help="share of steps that do not see the text")
    settings.add_argument("--seed", type=int, default=1)
    return parse.parse_args()


def main():
    a = arguments()
    config, weights = folder.load(os.path.join(a.cache, "models", a.model.replace("/", "--")))
    rows = pictures.read(a.dataset_zip or os.path.join(a.cache, "datasets", f"{a.task_id}_tourn.zip"))
    if not rows:
        sys.exit("there is no picture to learn from")
    pixels = np.stack([row[0] for row in rows])
    with_text = np.stack([pictures.features(row[1]) for row in rows])
    without = np.stack([pictures.features("")] * len(rows))
    rng = np.random.default_rng(a.seed)
    deadline = time.monotonic() + 0.9 * 3600 * a.hours_to_complete
    for step in range(1, a.steps + 1):
        seen = without if rng.random() < a.without_text else with_text
        error = seen @ weights["painter.weight"].T - pixels
        weights["painter.weight"] -= (a.rate / len(rows) * error.T @ seen).astype(np.float32)
        if step == 1 or step % 50 == 0 or step == a.steps:
            print(f"step {step} of {a.steps}: loss {float((error * error).mean()):.5f}", flush=True)
        if time.monotonic() > deadline:
            break
    output = os.path.join(a.checkpoints, a.task_id, a.expected_repo_name)
    folder.save(output, config, weights)
    print(f"{len(rows)} pictures, written to {output}")


if __name__ == "__main__":
    main()
