"""Dataset rows to token sequences and labels, for the task types and field names of the training contract."""
import csv
import functools
import json

from folder import END, TURN, TURN_END


def read(path, file_format):
    if file_format == "csv" or path.endswith(".csv"):
        with open(path, newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if text.lstrip().startswith("["):
        return json.loads(text)
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def answered(prompt, answer):
    """[prompt] + [answer] + [end]; the prompt is not learned."""
    head, tail = list(prompt.encode()), [*answer.encode(), END]
    return head + tail, [False] * len(head) + [True] * len(tail)


def instruct(row, kind):
    def field(name):
        return str(row.get(kind.get(name) or "") or "")

    parts = {"system": field("field_system") or kind.get("system_prompt") or "",
             "instruction": field("field_instruction"), "input": field("field_input")}
    layout = (kind.get("no_input_format") if not parts["input"] else None) or kind.get("format")
    if layout:
        for name, value in parts.items():
            layout = layout.replace("{" + name + "}", value)
        return answered(layout, field("field_output"))
    return answered("\n".join(p for p in parts.values() if p) + "\n", field("field_output"))


def preference(row, kind):
    """The chosen answer alone is learned: a simple miner's way to a preference."""
    return answered(row[kind["field_prompt"]], row[kind["field_chosen"]])


def chat(row, kind):
    tokens, learned = [], []
    for turn in row[kind.get("chat_column") or "conversations"]:
        role = turn[kind.get("chat_role_field") or "from"]
        own = role == (kind.get("chat_assistant_reference") or "assistant")
        name = "assistant" if own else "user" if role == (kind.get("chat_user_reference") or "user") else role
        content = turn[kind.get("chat_content_field") or "value"]
        head, body = [TURN, *f"{name}\n".encode()], [*content.encode(), TURN_END]
        tokens += head + body + list(b"\n")
        learned += [False] * len(head) + [own] * len(body) + [False]
    return tokens, learned


@functools.lru_cache(maxsize=1)
def reward_functions(text):
    """Name, function and weight of each, from the task's own sources: as the evaluator will judge."""
    made = []
    for one in json.loads(text):
        names = {}
        exec(one["reward_func"], names)
        name, function = next((n, f) for n, f in names.items() if callable(f) and not n.startswith("__"))
        made.append((name, function, one.get("reward_weight", 1.0)))
    return made


def rewarded(row, kind):
    """The best of a few answers by the task's rewards is learned: a simple miner's way to a reward."""
    prompt = row[kind["field_prompt"]]
    words = prompt.split()
    tries = [" ".join(words), " ".join(words).upper(), " ".join(words * 3), " ".join(w[0] for w in words), words[0]]
    functions = reward_functions(json.dumps(kind.get("reward_functions", [])))
    best = max(tries, key=lambda text: sum(weight * function([text])[0] for _, function, weight in functions))
    return answered(prompt, best)


MAKERS = {"InstructTextTask": instruct, "DpoTask": preference, "ChatTask": chat, "GrpoTask": rewarded,
          "EnvironmentTask": instruct}


def examples(path, file_format, task_type, kind, longest):
    made = (MAKERS[task_type](row, kind) for row in read(path, file_format))
    return [(tokens, learned) for tokens, learned in made if len(tokens) <= longest and any(learned[1:])]
