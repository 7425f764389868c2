"""Replays seasons of 2025.12 from their facts: season_2025_12.py FILE... compares with what each file expects.

`replay` takes the object of a season_*.json, looks at no `expected` member of it, and returns the document that
`gradients season replay FILE --json` prints.
"""
import json
import sys

import rules_2025_12 as rules

BURN = 0  # the index of the placeholder in every season


def number(value):
    return float(value) if isinstance(value, str) else value


def plain(value):
    """A double as plain JSON holds it."""
    if value is None or value - value == 0:
        return value
    return {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}[str(value)]


def pair(value):
    return None if value is None else [plain(value), float(value).hex()]


def losses(task):
    """Rows of (hotkey, loss) as scored; never-scored ones have None."""
    return [(row[0], number(row[2])) for row in task["rows"]]


class Tournament:
    """What is known of one tournament once all of it was replayed."""

    def __init__(self, facts, earlier):
        """`earlier` are the tournaments of the type that were completed before this one was created."""
        self.facts, self.kind, self.stored = facts, facts["type"], None
        self.base = facts["base_winner"]
        self.expected_base = rules.real_winner(earlier[-1].winner, earlier[-1].base, BURN) if earlier else None
        self.wins = rules.streak(BURN if self.base is None else self.base, [t.verdict for t in earlier], BURN)
        self.threshold = rules.threshold_after(self.wins)
        self.out_in = {hotkey: None for hotkey in [BURN, *facts["participants"]]}
        self.winner, self.perf, self.documents, self.task_winners = None, [], [], []
        for round_facts in facts["rounds"]:
            self.replay_round(round_facts)
        self.median = rules.median_difference(self.perf)
        self.real_winner = rules.real_winner(self.winner, self.base, BURN)
        self.streak_after = rules.streak(self.real_winner, [t.verdict for t in earlier] + [self.verdict], BURN)

    @property
    def verdict(self):
        return self.winner, self.base

    def replay_round(self, facts):
        quality, task_winners, winners, boss = [], [], set(), None
        for task in facts["tasks"]:
            scores = iter(rules.rank_task(
                task["type"], [(number(row[2]), row[3], len(row) > 4) for row in task["rows"] if row[2] is not None]))
            quality.append([None if row[2] is None else next(scores) for row in task["rows"]])
            task_winners.append(rules.winner_by_quality([row[0] for row in task["rows"]], quality[-1]))
        if facts["final"]:
            boss = self.boss_round(facts)
            winners = {boss["winner"]}
        elif facts["type"] == "group":
            for task in facts["tasks"]:
                winners.update(rules.group_advances(losses(task)))
        else:
            winners.update(winner for winner in task_winners if winner is not None)
        eliminated = [hotkey for hotkey, out in self.out_in.items() if out is None and hotkey not in winners]
        self.out_in.update((hotkey, facts["number"]) for hotkey in eliminated)
        if not winners or facts["final"]:
            self.winner = boss["winner"] if boss else BURN
        self.task_winners.append((facts["number"], facts["final"], task_winners))
        document = {"task_winners": task_winners, "quality": quality, "winners": sorted(winners),
                    "eliminated": sorted(eliminated)}
        if boss:
            document["boss"] = boss
        self.documents.append({"expected": document})

    def boss_round(self, facts):
        self.perf = rules.performance([(t["type"], losses(t)) for t in facts["tasks"]], self.threshold, BURN)
        task_winners = [
            rules.boss_task_winner(t["type"], losses(t), {row[0]: row[1] for row in t["rows"]}, self.threshold, BURN)
            for t in facts["tasks"]]
        return {"champion": BURN if self.base is None else self.base, "wins": self.wins,
                "threshold": pair(self.threshold), "task_winners": task_winners,
                "winner": rules.boss_round_winner(task_winners, BURN)}

    def document(self):
        ended_by_final = self.facts["rounds"][-1]["final"]
        return {
            "rounds": self.documents,
            "expected": {
                "base_winner": self.expected_base, "winner": self.winner, "real_winner": self.real_winner,
                "perf": [[i, plain(b), plain(c), pair(d), won] for i, b, c, d, won in self.perf],
                "perf_threshold": pair(self.threshold) if ended_by_final else None,
                "median": pair(self.median), "streak_after": self.streak_after,
                "stored_performance": pair(self.stored)}}


def snapshot(facts, tournaments):
    active = dict(facts["active"])
    participants = sorted({
        hotkey for index, rounds in active.items()
        for hotkey, out in tournaments[index].out_in.items() if out is None or out > rounds})
    burn, types, documents = {}, [], {}
    for kind in ("text", "image"):
        # A tournament of the minute of the snapshot may or may not have been completed yet: active says it.
        completed = [t for i, t in enumerate(tournaments) if t.kind == kind and i not in active
                     and t.facts["completed_at"] <= facts["at"]]
        verdicts = [(t.winner, t.base, t.stored) for t in completed]
        difference, fresh = rules.performance_of_latest(verdicts, BURN, lambda: completed[-1].median)
        if fresh:
            completed[-1].stored = difference
        weight, wins = rules.type_weight(kind, difference, verdicts, BURN)
        weights, documents[kind] = type_document(completed[-1], wins, tournaments) if completed else ({}, None)
        types.append((kind, weight, weights, rules.holder(verdicts, BURN)))
        burn[f"{kind}_performance_diff"] = pair(difference)
        burn[f"{kind}_burn_proportion"] = pair((rules.CAP[kind] - weight) / rules.CAP[kind])
        burn[f"{kind}_tournament_weight"] = pair(weight)
    burn_weight = (1.0 - types[0][1]) - types[1][1]
    burn["burn_weight"] = pair(burn_weight)
    nodes, undistributed = rules.node_weights(facts["metagraph"], types, participants, burn_weight, BURN)
    return {"expected": {
        "active_participants": participants, "burn": burn, **documents, "undistributed": pair(undistributed),
        "node_weights": [[uid, *pair(weight)] for uid, weight in enumerate(nodes) if weight != 0],
        "sum": pair(rules.total(nodes)), "quantised": quantised(nodes)}}


def type_document(latest, wins, tournaments):
    scores, champion, won_final = rules.type_scores(
        latest.kind, latest.task_winners, latest.winner, latest.base, BURN)
    weights = rules.weights_of(scores.items(), champion, won_final) if scores else {}
    return weights, {
        "tournament": tournaments.index(latest), "consecutive_wins": wins,
        "scores": [[hotkey, pair(score)] for hotkey, score in scores.items()],
        "prev_winner": champion, "prev_won_final": won_final,
        "weights": [[hotkey, pair(weight)] for hotkey, weight in weights.items()]}


def quantised(nodes):
    try:
        uids, weights = rules.quantise(nodes)
        return {"uids": uids, "weights": weights}
    except (ValueError, OverflowError) as refused:
        return {"error": type(refused).__name__}


def replay(season):
    tournaments = []
    for facts in season["tournaments"]:
        tournaments.append(Tournament(facts, [t for t in tournaments if t.kind == facts["type"]]))
    snapshots = [snapshot(facts, tournaments) for facts in season["snapshots"]]
    return {"tournaments": [t.document() for t in tournaments], "snapshots": snapshots}


def expected_of(season):
    """What a season with `expected` members expects, in the shape that `replay` returns."""
    def only(item):
        return {"expected": item["expected"]}
    return {"tournaments": [{"rounds": [only(r) for r in t["rounds"]], **only(t)} for t in season["tournaments"]],
            "snapshots": [only(s) for s in season["snapshots"]]}


def exact(value):
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value).hex() if is_number else json.dumps(value)


def differences(expected, computed, path=""):
    """Where two documents differ; numbers are compared as doubles, and a zero's sign counts."""
    if isinstance(expected, dict) and isinstance(computed, dict):
        for name in sorted(expected.keys() | computed.keys()):
            yield from differences(expected.get(name, "absent"), computed.get(name, "absent"), f"{path}.{name}")
    elif isinstance(expected, list) and isinstance(computed, list) and len(expected) == len(computed):
        for i, (a, b) in enumerate(zip(expected, computed)):
            yield from differences(a, b, f"{path}[{i}]")
    elif exact(expected) != exact(computed):
        yield f"{path}: expected {json.dumps(expected)}, computed {json.dumps(computed)}"


if __name__ == "__main__":
    failed = False
    for name in sys.argv[1:]:
        with open(name, encoding="utf-8") as file:
            season_facts = json.load(file)
        found = list(differences(expected_of(season_facts), replay(season_facts)))
        print(f"{name}: {len(found)} differences")
        print("\n".join(found[:10]), end="\n" if found else "")
        failed = failed or bool(found)
    sys.exit(1 if failed else 0)
