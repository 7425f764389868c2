#!/usr/bin/env python3
"""A stand-in evaluator for tests and demos: the variables, folders and result file of the evaluation contract, on
models that numpy can run.

DATASET       held-out data: a JSON file, or for images a folder
MODELS        names, separated by commas; each lies in /cache/models
ORIGINAL_MODEL the base, owner/name; /cache/models/owner--name
DATASET_TYPE  the columns as JSON; for images the kind of model
TASK_TYPE     InstructTextTask, ChatTask, GrpoTask, ImageTask or EnvironmentTask

It leaves /aplp/evaluation_results.json. A model that cannot be evaluated gets its error's text in place of numbers.

Environments whose name ends in "_duel" are played in pairs: each held-out row is a game, won by whoever finds its
answer clearly likelier. In all others a model is scored alone: the likelihood of a token of the answers, from 0 to 1."""
import itertools
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
DRAW = 0.02  # games whose losses are closer are drawn


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


def losses(config, weights, dataset, kind, task_type):
    """Loss and number of label tokens of each held-out row."""
    for tokens, learned in rows.examples(dataset, "json", task_type, kind, config["max_position_embeddings"]):
        logs = model.log_probabilities(config, weights, tokens)
        wanted = [t for t in range(1, len(tokens)) if learned[t]]
        yield -float(sum(logs[t - 1, tokens[t]] for t in wanted)), len(wanted)


def rewards(config, weights, base, dataset, kind):
    prompts = [row[kind["field_prompt"]] for row in rows.read(dataset, "json")]
    answers = [complete(config, weights, prompt) for prompt in prompts]
    functions = rows.reward_functions(json.dumps(kind["reward_functions"]))
    means = {name: float(np.mean(function(answers))) for name, function, _ in functions}
    shift = divergence(config, weights, base, prompts)
    return {"eval_loss": sum(weight * means[name] for name, _, weight in functions) - 0.5 * shift,
            "final_raw_rewards": means, "weights": {name: weight for name, _, weight in functions},
            "kl_divergence": shift}


def cross_entropy(config, weights, dataset, kind, task_type):
    found = list(losses(config, weights, dataset, kind, task_type))
    return {"eval_loss": sum(loss for loss, _ in found) / sum(count for _, count in found)}


def is_duel(environment):
    return environment.endswith("_duel")


def scores(config, weights, dataset, kind):
    """Of the environments that score a model alone, and the loss of each row, which decides its games."""
    found = list(losses(config, weights, dataset, kind, "EnvironmentTask"))
    likely = float(np.exp(-sum(loss for loss, _ in found) / sum(count for _, count in found)))
    return {name: likely for name in kind["environment_names"] if not is_duel(name)}, [a / b for a, b in found]


def games(played, environments):
    """Every pair in every environment of games: its wins, losses and draws over the rows."""
    for (a, of_a), (b, of_b) in itertools.combinations(played.items(), 2):
        gaps = [y - x for x, y in zip(of_a, of_b)]
        result = {"model_a_wins": sum(gap > DRAW for gap in gaps), "model_b_wins": sum(gap < -DRAW for gap in gaps),
                  "draws": sum(abs(gap) <= DRAW for gap in gaps), "total_games": len(gaps)}
        yield {"model_a": a, "model_b": b, "results": {name: result for name in environments}}


def evaluate(name, base_config, base_weights, played):
    dataset, task_type = os.environ["DATASET"], os.environ["TASK_TYPE"]
    kind = os.environ["DATASET_TYPE"] if task_type == "ImageTask" else json.loads(os.environ["DATASET_TYPE"])
    config, weights = folder.load(os.path.join(MODELS, name))
    if not is_finetune(config, weights, base_config, base_weights):
        return {"is_finetune": False, "eval_loss": None}
    with np.errstate(all="ignore"):
        if task_type == "ImageTask":
            return {"is_finetune": True, "eval_loss": images(weights, base_weights, dataset, kind)}
        if task_type == "GrpoTask":
            return {"is_finetune": True, **rewards(config, weights, base_weights, dataset, kind)}
        if task_type == "EnvironmentTask":
            own, played[name] = scores(config, weights, dataset, kind)
            return {"is_finetune": True, "scores": own}
        return {"is_finetune": True, **cross_entropy(config, weights, dataset, kind, task_type)}


def main():
    base_config, base_weights = folder.load(
        os.path.join(MODELS, os.environ["ORIGINAL_MODEL"].replace("/", "--")))
    results, played = {}, {}
    for name in os.environ["MODELS"].split(","):
        try:
            results[name] = evaluate(name, base_config, base_weights, played)
        except Exception as fault:  # Whatever a model does to us is its own result.
            results[name] = f"{type(fault).__name__}: {fault}"
        print(f"{name}: {json.dumps(results[name])[:200]}", flush=True)
    if os.environ["TASK_TYPE"] == "EnvironmentTask":
        names = json.loads(os.environ["DATASET_TYPE"])["environment_names"]
        results["pair_results"] = list(games(played, [name for name in names if is_duel(name)]))
    results["model_params_count"] = int(sum(w.size for w in base_weights.values()))
    with open(RESULTS, "w", encoding="utf-8") as file:
        json.dump(results, file)


if __name__ == "__main__":
    main()
