"""The rules of 2025.12, written a second time from their description alone; the numbers are its sections.

Nothing here knows files or seasons. Hotkeys are whatever the caller uses, names or indices, and None is nobody; rows
are tuples. Arithmetic is Python's float, one operation at a time; sums run left to right, as Python's own do before
3.12 only.
"""
import math

FIRST, PENALTY = 3, -1
TYPE_WEIGHT = {"text": 0.15, "image": 0.10}
CAP = {"text": 0.6, "image": 0.4}
PARTICIPATION = 0.0001
TASKS_OF_FINAL = {"text": ["InstructTextTask"] * 2 + ["DpoTask"] * 2 + ["GrpoTask"] * 2, "image": ["ImageTask"] * 6}


def total(numbers):
    result = 0.0
    for number in numbers:
        result = result + number
    return result


# 4.1 and 4.2: a task's ranking by loss, and its winner

def rank_task(task_type, rows):
    """Rows of (loss, finetuned, whether a reason was preset): their quality scores."""
    scores = [0.0] * len(rows)
    valid = [i for i, (loss, finetuned, preset) in enumerate(rows) if finetuned and not preset and not math.isnan(loss)]
    if not valid:
        return scores
    valid.sort(key=lambda i: -rows[i][0] if task_type == "GrpoTask" else rows[i][0])
    bottom = max(1, math.floor(len(valid) * 0.25)) if len(valid) > 8 else 0
    for place, i in enumerate(valid):
        scores[i] = FIRST if place == 0 else PENALTY if place >= len(valid) - bottom else 0.0
    for i, (loss, finetuned, _) in enumerate(rows):
        if scores[i] == 0 and (not finetuned or math.isnan(loss)):
            scores[i] = PENALTY
    return scores


def winner_by_quality(hotkeys, scores):
    """Only the best row of a task has a score above 0; one that was never scored has none."""
    return next((hotkey for hotkey, score in zip(hotkeys, scores) if score is not None and score > 0), None)


# 4.3 and 4.4: rows of (hotkey, loss), loss None when it was never scored

def finite_rows(rows):
    return [(hotkey, loss) for hotkey, loss in rows if loss is not None and math.isfinite(loss)]


def group_advances(rows):
    return [hotkey for hotkey, _ in sorted(finite_rows(rows), key=lambda row: row[1])[:8]]


# 4.6 to 4.8: the boss round and what it says about performance

def threshold_after(wins):
    return max(0.03, 0.10 * 0.8 ** (wins - 1))


def boss_and_opponent(rows, burn):
    """The finite losses of the boss and of the first opponent: (boss loss, (opponent, loss)), each None if missing."""
    finite = finite_rows(rows)
    boss = next((loss for hotkey, loss in finite if hotkey == burn), None)
    return boss, next((row for row in finite if row[0] != burn), None)


def boss_task_winner(task_type, rows, status, threshold, burn):
    boss, opponent = boss_and_opponent(rows, burn)
    if opponent is None:
        return burn
    name, loss = opponent
    if boss is None:
        return name if status.get(name) == "success" else burn
    if task_type == "GrpoTask":
        return burn if boss * (1 + threshold) > loss else name
    return burn if boss * (1 - threshold) < loss else name


def boss_round_winner(task_winners, boss):
    opponent = next((winner for winner in task_winners if winner != boss), None)
    return opponent if task_winners.count(opponent) > len(task_winners) // 2 else boss


def performance(tasks, threshold, burn):
    """Tasks of (type, rows): [index, boss score, challenger score, difference or None, challenger won]."""
    found = []
    for index, (task_type, rows) in enumerate(tasks):
        boss, opponent = boss_and_opponent(rows, burn)
        challenger = opponent and opponent[1]
        if boss is None and opponent is None:
            continue
        if boss is None or opponent is None:
            found.append([index, boss, challenger, None, boss is None])
        elif task_type == "GrpoTask":
            difference = (challenger - boss) / boss if boss > 0 else 0.0
            found.append([index, boss, challenger, difference, challenger > boss * (1 + threshold)])
        else:
            difference = (boss - challenger) / challenger if challenger > 0 else 0.0
            found.append([index, boss, challenger, difference, challenger < boss * (1 - threshold)])
    return found


def median_difference(found):
    values = sorted(row[3] for row in found if row[3] is not None)
    if not values:
        return 0.0
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


# 4.7 and 4.11: who goes on, who holds the title. A completed tournament is (stored winner, base).

def real_winner(winner, base, burn):
    return base if winner == burn and base is not None else winner


def is_champion(champion, winner, base, burn):
    return winner == champion or winner == burn and base == champion


def streak(champion, completed, burn):
    count = 0
    for winner, base in reversed(completed):
        if not is_champion(champion, winner, base, burn):
            break
        count += 1
    return count


def structure(entrants, burn_among):
    """(kind, pairs or sizes, burn in) of a round of so many entrants."""
    if entrants <= 14:
        if entrants % 2:
            entrants, burn_among = (entrants - 1, False) if burn_among else (entrants + 1, True)
        return "knockout", entrants // 2, burn_among
    groups = math.ceil(entrants / 32)
    if entrants / groups < 20:
        groups = max(1, groups - 1)
    each, more = divmod(entrants, groups)
    return "group", [each + 1] * more + [each] * (groups - more), burn_among


def next_round(winners, burn_won):
    """(final, burn among those who enter the next draw) after a round with so many winners, burn being one or not."""
    final = winners == 1 or winners == 2 and burn_won
    return final, burn_won if winners % 2 == 0 or winners == 1 and burn_won else not burn_won


# 4.9: emission for the type and for burn

def performance_of_latest(completed, burn, fresh):
    """Completed tournaments of (winner, base, stored), oldest first: (difference, whether it is to be stored)."""
    if not completed:
        return None, False
    winner, base, _ = completed[-1]
    if len(completed) == 1 or (completed[-2][0] != winner and winner != burn):
        return fresh(), True
    for earlier, _, stored in reversed(completed):
        if base is not None and earlier == base:
            return (0.0 if stored is None else stored), False
    return 0.0, False


def holder(completed, burn):
    """Whose reign the latest completed tournament stands for; None when nobody's."""
    if not completed:
        return None
    winner, base = completed[-1][:2]
    return base if winner == burn else winner


def type_weight(kind, difference, completed, burn):
    """(weight of the tournament type, streak that lowered it)."""
    increase = 0.0 if difference is None or difference <= 0.05 else (difference - 0.05) * 2.0
    champion, wins = holder(completed, burn), 0
    if champion is not None:
        wins = streak(champion, [row[:2] for row in completed], burn)
        increase = max(0.0, increase - max(0, wins - 1) * 0.01)
    return min(TYPE_WEIGHT[kind] + increase, CAP[kind]), wins


# 4.10: points and weights within a type

def type_scores(kind, rounds, winner, base, burn):
    """Rounds of (number, final, task winners): ({hotkey: points}, champion, whether it won in the final)."""
    champion = real_winner(winner, base, burn)
    points, won_final = {}, False
    for number, final, task_winners in rounds:
        for hotkey in task_winners:
            if hotkey is None:
                continue
            if hotkey == champion or hotkey == burn and base is not None:
                won_final = won_final or final
            else:
                points[hotkey] = points.get(hotkey, 0) + number * TYPE_WEIGHT[kind]
    return points, champion, won_final


def decline(count, rank):
    return 1.0 if count <= 1 else 0.3 ** (rank - 1) / total(0.3 ** (i - 1) for i in range(1, count + 1))


def weights_of(scores, champion, won_final):
    """Scores of (hotkey, points), in order: {hotkey: weight}, in order."""
    ranked = [(hotkey, score) for hotkey, score in scores if score > 0]
    if champion is not None:
        own = [score for hotkey, score in ranked if hotkey == champion]
        if not won_final and own:
            ranked.append((champion, max(score for _, score in ranked) - 0.1))
        else:
            ranked.insert(0, (champion, math.inf))
    equals = {}
    for hotkey, score in ranked:
        equals.setdefault(score, []).append(hotkey)
    weights, rank = {}, 1
    for score in sorted(equals, reverse=True):
        tied = equals[score]
        for hotkey in tied:
            weights[hotkey] = decline(len(ranked), rank if len(tied) == 1 else rank + (len(tied) - 1) / 2)
        rank += len(tied)
    return weights


# 4.12 and 4.13: the weights of all nodes

def node_weights(metagraph, types, participants, burn_weight, burn):
    """Types of (kind, weight of the type, {hotkey: weight}, holder): (weight per uid, undistributed)."""
    uid_of = {hotkey: uid for uid, hotkey in enumerate(metagraph)}
    taken = len(participants) * PARTICIPATION
    scale = 1.0 - taken if taken > 0 else 1.0
    nodes, undistributed = [0.0] * len(metagraph), None
    for kind, weight, weights, champion in types:
        scaled, base, distributed = weight * scale, TYPE_WEIGHT[kind] * scale, 0.0
        for hotkey, part in weights.items():
            if hotkey in uid_of:
                contribution = part * (scaled if hotkey == champion else base)
                nodes[uid_of[hotkey]] += contribution
                distributed += contribution
        rest = scaled - distributed
        undistributed = rest if undistributed is None else undistributed + rest
    for hotkey in participants:
        if hotkey in uid_of:
            nodes[uid_of[hotkey]] += PARTICIPATION
    if burn in uid_of:
        nodes[uid_of[burn]] = burn_weight * scale + undistributed
    return nodes, undistributed


def quantise(nodes):
    """Weights by uid: (uids, their weights of 65535); ValueError or OverflowError where the reference raises them."""
    if any(weight < 0 for weight in nodes):
        raise ValueError
    if not any(nodes):
        return [], []
    factor = 65535 / max(nodes)
    uids = [uid for uid, weight in enumerate(nodes) if weight > 0]
    return uids, [round(nodes[uid] * factor) for uid in uids]
