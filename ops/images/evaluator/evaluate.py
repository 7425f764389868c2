#!/usr/bin/env python3
"""A stand-in evaluator for tests and demos: the variables, folders and result file of the evaluation contract, on
models that numpy can run.

DATASET       held-out data: a JSON file, or for images a folder
MODELS        names, separated by commas; each lies in /cache/models
ORIGINAL_MODEL the base, owner/name; /cache/models/owner--name
DATASET_TYPE  the columns as JSON; for images the kind of model
TASK_TYPE     InstructTextTask, ChatTask, GrpoTask or ImageTask

It leaves /aplp/evaluation_results.json. A model that cannot be evaluated gets its error's text in place of numbers."""
import json
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # One core is plenty; more would disturb the neighbours.

import numpy as np  # noqa: E402

import folder  # noqa: E402
import model  # noqa: E402
import pictures  # noqa: E402
import rows  # noqa: E402

MODELS, RESULTS = "/cache/models", "/aplp/evaluation_results.json"
SHAPE = ["architectures", "model_type", "hidden_size", "intermediate_size", "num_hidden_layers",
         "num_attention_heads", "num_key_value_heads", "head_dim", "hidden_act", "pixels", "features"]
ANSWER = 24  # tokens of a completion


def is_finetune(config, weights, base_config, base_weights):
    return (all(config.get(name) == base_config.get(name) for name in SHAPE)
            and {n: w.shape for n, w in weights.items()} == {n: w.shape for n, w in base_weights.items()})


def images(weights, base, dataset, kind):
    data = pictures.read(dataset)

    def losses(text_of):
        return [float(((weights["painter.weight"] @ pictures.features(text_of(row)) - row[0]) ** 2).mean())
                for row in data]

    return {"text_guided_losses": losses(lambda row: row[1]), "no_text_losses": losses(lambda row: "")}


def complete(config, weights, prompt):
    tokens = list(prompt.encode())
    start = len(tokens)
    while len(tokens) < min(start + ANSWER, config["max_position_embeddings"]):
        token = int(model.log_probabilities(config, weights, tokens)[-1].argmax())
        if token == folder.END:
            break
        tokens.append(token)
    return bytes(token for token in tokens[start:] if token < 256).decode(errors="replace")


def divergence(config, weights, base, prompts):
    """KL from the base to the model, mean over the tokens of all prompts."""
    values = []
    for prompt in prompts:
        tokens = list(prompt.encode())
        of_base, tuned = (model.log_probabilities(config, w, tokens)[:-1] for w in (base, weights))
        values.extend((np.exp(of_base) * (of_base - tuned)).sum(axis=-1).tolist())
    return float(np.mean(values))


def rewards(config, weights, base, dataset, kind):
    prompts = [row[kind["field_prompt"]] for row in rows.read(dataset, "json")]
    answers = [complete(config, weights, prompt) for prompt in prompts]
    functions = rows.reward_functions(json.dumps(kind["reward_functions"]))
    return {"final_raw_rewards": {name: float(np.mean(function(answers))) for name, function, _ in functions},
            "weights": {name: weight for name, _, weight in functions},
            "kl_divergence": divergence(config, weights, base, prompts)}


def cross_entropy(config, weights, dataset, kind, task_type):
    total, count = 0.0, 0
    for tokens, learned in rows.examples(dataset, "json", task_type, kind, config["max_position_embeddings"]):
        logs = model.log_probabilities(config, weights, tokens)
        wanted = [t for t in range(1, len(tokens)) if learned[t]]
        total -= float(sum(logs[t - 1, tokens[t]] for t in wanted))
        count += len(wanted)
    return {"eval_loss": total / count}


def evaluate(name, base_config, base_weights):
    dataset, task_type = os.environ["DATASET"], os.environ["TASK_TYPE"]
    kind = os.environ["DATASET_TYPE"] if task_type == "ImageTask" else json.loads(os.environ["DATASET_TYPE"])
    config, weights = folder.load(os.path.join(MODELS, name))
    if not is_finetune(config, weights, base_config, base_weights):
        return {"is_finetune": False, "eval_loss": None}
    with np.errstate(all="ignore"):
        if task_type == "ImageTask":
            return {"is_finetune": True, "eval_loss": images(weights, base_weights, dataset, kind)}
        if task_type == "GrpoTask":
            return {"is_finetune": True, "eval_loss": 0.0, **rewards(config, weights, base_weights, dataset, kind)}
        return {"is_finetune": True, **cross_entropy(config, weights, dataset, kind, task_type)}


def main():
    base_config, base_weights = folder.load(
        os.path.join(MODELS, os.environ["ORIGINAL_MODEL"].replace("/", "--")))
    results = {}
    for name in os.environ["MODELS"].split(","):
        try:
            results[name] = evaluate(name, base_config, base_weights)
        except Exception as fault:  # Whatever a model does to us is its own result.
            results[name] = f"{type(fault).__name__}: {fault}"
        print(f"{name}: {json.dumps(results[name])[:200]}", flush=True)
    results["model_params_count"] = int(sum(w.size for w in base_weights.values()))
    with open(RESULTS, "w", encoding="utf-8") as file:
        json.dump(results, file)


if __name__ == "__main__":
    main()
