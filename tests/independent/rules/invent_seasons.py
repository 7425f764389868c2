"""Invents seasons of 2025.12 in the shape of season_*.json: invent_seasons.py SEED COUNT FOLDER.

They are rich in edges: ties, losses at the margin and beside it, losses that are no numbers, tasks that nobody passes,
lone survivors, nodes that go, long reigns, several things in one minute. What they expect is what the rules next to
this program make of them, so whoever replays the files compares two implementations.
"""
import datetime
import json
import math
import os
import random
import sys

import rules_2025_12 as rules
from season_2025_12 import BURN, Tournament, replay

START = datetime.datetime(2025, 3, 1, tzinfo=datetime.timezone.utc)
BURN_HOTKEY = "5GU4Xkd3dCGTU3s8VLcHGc5wsD5M8XyxDca5yDQhYm1mVXFu"
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
REASONS = ["Evaluation failed: no model", "Duplicated submission", "No expected repo name found"]
ODD_LOSSES = [0.0, -0.0, 1e-9, 1e5, -1.0, 2.0]
EXTREME_LOSSES = [5e-324, -5e-324, 1e-308, 5e307, -5e307, 1e16, -0.0]


def moment(minutes):
    return (START + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:00Z")


class Inventor:
    """Everything about a season follows from the seed and the season's number."""

    def __init__(self, seed, number):
        self.dice = random.Random(f"{seed}/{number}")
        self.name = f"{seed}_{number:03d}"
        self.clock = self.dice.choice([1, 1, 1, 60, 720, 1440])  # minutes; a coarse one lets moments coincide
        self.failing = self.dice.choice([0.02, 0.1, 0.1, 0.3, 0.6])
        self.spread = self.dice.choice([0.01, 0.15, 0.15, 0.5, 2.0])
        self.digits = self.dice.choice([1, 2, 4, 6, 17, 17])
        self.reign = self.dice.choice([0.2, 0.5, 0.9])  # how often the boss's model is the better one
        self.odd_losses = EXTREME_LOSSES if self.chance(0.02) else ODD_LOSSES
        self.miners = self.dice.randint(60, 300)
        hotkeys = {"5" + "".join(self.dice.choices(BASE58, k=47)) for _ in range(max(self.miners, 256) + 10)}
        self.hotkeys = [BURN_HOTKEY] + self.dice.sample(sorted(hotkeys), len(hotkeys))
        self.skill = [math.exp(self.dice.gauss(0, self.spread)) for _ in self.hotkeys]

    def chance(self, probability):
        return self.dice.random() < probability

    def later(self, at, least, most):
        return at + (self.dice.randint(least, most) // self.clock + 1) * self.clock

    # Tasks and their rows

    def rounded(self, loss):
        return round(loss, self.digits) if self.digits < 17 else loss

    def loss(self, hotkey, task_type, level):
        """About a level; the bigger the better, and now and then below zero, where the type says so."""
        if self.chance(0.01):
            return self.dice.choice(self.odd_losses)
        loss = abs(level) * math.exp(self.dice.gauss(0, self.spread)) * self.skill[hotkey]
        return self.rounded(level * abs(level) / loss if task_type == "GrpoTask" else loss)

    def row(self, hotkey, task_type, level, failing):
        if not self.chance(failing):
            status = "success" if self.chance(0.98) else self.dice.choice(["failure", "training", "pending", None])
            return [hotkey, status, self.loss(hotkey, task_type, level), 0 if self.chance(0.03) else 1]
        status = self.dice.choice(["failure"] * 3 + ["success", "training", "pending", None])
        kind, finetuned = self.dice.random(), self.dice.randint(0, 1)
        if kind < 0.2:
            return [hotkey, status, None, 1]
        if kind < 0.6:
            return [hotkey, status, "NaN", finetuned]
        if kind < 0.7:
            return [hotkey, status, self.dice.choice(["Infinity", "Infinity", "-Infinity"]), finetuned]
        if kind < 0.95:
            return [hotkey, status, "NaN", 0, self.dice.choice(REASONS)]
        return [hotkey, status, self.loss(hotkey, task_type, level), finetuned, self.dice.choice(REASONS)]

    def task(self, task_type, slot, members, failing):
        level = self.dice.uniform(0.02, 3.0) * (-1 if task_type == "GrpoTask" and self.chance(0.3) else 1)
        rows = [self.row(hotkey, task_type, level, failing) for hotkey in self.dice.sample(members, len(members))]
        if len(rows) == 2 and isinstance(rows[0][2], float) and self.chance(0.1):
            rows[1][2] = rows[0][2]
        return {"id": f"{self.dice.getrandbits(128):032x}", "type": task_type, "slot": slot, "rows": rows}

    def boss_task(self, task_type, pair, margin, failing):
        """Often one is much the better, or the losses stand around the margin."""
        task = self.task(task_type, 0, pair, failing)
        boss, other = sorted(task["rows"], key=lambda row: row[0] != BURN)
        if isinstance(boss[2], float) and isinstance(other[2], float):
            edge = boss[2] * (1 + margin if task_type == "GrpoTask" else 1 - margin)
            better, worse = (boss, other) if self.chance(self.reign) else (other, boss)
            if self.chance(0.5):
                better[2] = self.rounded(worse[2] * (2 if task_type == "GrpoTask" else 0.5))
            elif self.chance(0.5):
                other[2] = self.dice.choice(
                    [edge, math.nextafter(edge, math.inf), math.nextafter(edge, -math.inf), boss[2]])
        return task

    def task_type(self, kind, round_type):
        if kind == "image":
            return "ImageTask"
        if self.chance(0.03):
            return "ChatTask"
        if round_type == "group":
            return "InstructTextTask"
        return self.dice.choices(["InstructTextTask", "DpoTask", "GrpoTask"], [40, 15, 30])[0]

    # Rounds

    def drawn(self, entrants):
        """The type of a round of these entrants, and its pairs or groups."""
        kind, shape, burn_in = rules.structure(len(entrants), BURN in entrants)
        members = [hotkey for hotkey in entrants if hotkey != BURN] + [BURN] * burn_in
        self.dice.shuffle(members)
        sizes = iter([2] * shape if kind == "knockout" else shape)
        return kind, [[members.pop() for _ in range(size)] for size in sizes]

    def round(self, tournament, entrants, final, margin, at):
        kind, slots = self.drawn(entrants)
        failing = 1.0 if self.chance(0.01) else self.failing
        if final:
            tasks = [self.boss_task(t, slots[0], margin, failing) for t in rules.TASKS_OF_FINAL[tournament["type"]]]
        else:
            tasks = [self.task(self.task_type(tournament["type"], kind), slot, members, failing)
                     for slot, members in enumerate(slots)]
        number = len(tournament["rounds"]) + 1
        return {"id": f"{tournament['id']}_round_{number:03d}", "number": number, "type": kind, "final": final,
                "completed_at": at, "groups" if kind == "group" else "pairs": slots, "unregistered": [],
                "tasks": tasks}

    def entrants(self, champion):
        most = self.dice.choice([14, 17, 33, 45, 45, 100])
        chosen = set(self.dice.sample(range(1, self.miners), min(self.miners - 1, self.dice.randint(1, most))))
        return list(chosen | {champion} if champion and self.chance(0.3) else chosen)

    def tournament(self, kind, created, earlier):
        base = rules.real_winner(*earlier[-1].verdict, BURN) if earlier else None
        margin = rules.threshold_after(rules.streak(BURN if base is None else base, [t.verdict for t in earlier], BURN))
        entrants, final, at = self.entrants(base), False, created
        facts = {"id": f"tourn_{self.dice.getrandbits(64):016x}", "type": kind, "created_at": created,
                 "completed_at": None, "participants": entrants, "base_winner": base, "rounds": []}
        while True:
            at = self.later(at, 600, 3000)
            facts["rounds"].append(self.round(facts, entrants, final, margin, at))
            played = Tournament(facts, earlier)
            winners = played.documents[-1]["expected"]["winners"]
            if final or not winners:
                facts["completed_at"] = self.later(at, 8, 600)
                return played
            if winners == [BURN]:  # the reference waits for ever then, so there is no such season
                facts["rounds"].pop()
            else:
                entrants, final = self.going_on(facts["rounds"][-1], winners)

    def going_on(self, played, winners):
        """Who enters the next draw, and whether it is the final; nodes of some winners may be gone by then."""
        miners = [hotkey for hotkey in winners if hotkey != BURN]
        left = [hotkey for hotkey in miners if not self.chance(0.02)] or miners
        played["unregistered"] = [hotkey for hotkey in miners if hotkey not in left]
        final, burn_in = rules.next_round(len(winners), BURN in winners)
        return left + [BURN] * burn_in, final

    # The season

    def season(self):
        tournaments = []
        for kind in self.dice.choice([["text", "image"]] * 6 + [["text"], ["image"]]):
            at, earlier = self.later(0, 0, 9000), []
            for _ in range(self.dice.choice([1, 2, 4, 6, 8, 14, 40 if self.reign == 0.9 else 10])):
                earlier.append(self.tournament(kind, at, earlier))
                at = self.later(earlier[-1].facts["completed_at"], 0, 6000)
            tournaments += [played.facts for played in earlier]
        tournaments.sort(key=lambda t: t["created_at"])
        season = {"format": 1, "season": self.name, "burn": BURN, "hotkeys": self.hotkeys,
                  "tournaments": tournaments, "snapshots": list(self.snapshots(tournaments))}
        for facts in tournaments:
            facts["created_at"], facts["completed_at"] = moment(facts["created_at"]), moment(facts["completed_at"])
            for played in facts["rounds"]:
                played["completed_at"] = moment(played["completed_at"])
        return season

    def snapshots(self, tournaments):
        """One after each completion, some after a round; what shares a minute happens in some order."""
        steps = sorted(
            (at, self.dice.random(), i, done) for i, t in enumerate(tournaments) for done, at in enumerate(
                [t["created_at"], *(r["completed_at"] for r in t["rounds"]), t["completed_at"]]))
        active, metagraph, uids = {}, list(range(len(self.hotkeys))), self.dice.choice([256, 256, 256, 200])
        for at, _, i, done in steps:
            active[i] = done
            completed = done > len(tournaments[i]["rounds"])
            if completed:
                del active[i]
            if completed or done > 0 and self.chance(0.08):
                self.dice.shuffle(metagraph)
                yield {"at": moment(at), "kind": "completion" if completed else "mid",
                       "after": i if completed else None, "active": [list(item) for item in sorted(active.items())],
                       "metagraph": metagraph[:uids]}


def with_expected(season):
    computed = replay(season)
    for facts, result in zip(season["tournaments"], computed["tournaments"]):
        facts["expected"] = result["expected"]
        for round_facts, round_result in zip(facts["rounds"], result["rounds"]):
            round_facts["expected"] = round_result["expected"]
    for facts, result in zip(season["snapshots"], computed["snapshots"]):
        facts["expected"] = result["expected"]
    return season


if __name__ == "__main__":
    for n in range(int(sys.argv[2])):
        invented = with_expected(Inventor(sys.argv[1], n).season())
        with open(os.path.join(sys.argv[3], f"season_{invented['season']}.json"), "w", encoding="utf-8") as target:
            json.dump(invented, target)
