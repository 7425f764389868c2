using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_09;
using Gradients.Ledger.Tournaments;
using static Gradients.Projections.Tests.Golden.RecordedCase;
using Digest = Gradients.Ledger.Hashing.Hex;

namespace Gradients.Projections.Tests.Golden.Early;

/// <summary>Rows with both losses and the ranking that a task's verdict records.</summary>
public sealed class recorded_sept_ranking(ITestOutputHelper output) : RecordedSeptember("sept_ranking", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var type = Task(given.GetProperty("type"));
        var rows = given.GetProperty("rows");
        var entrants = Filled(rows.EnumerateArray().Select(row => row[0].GetString()!));
        var story = Entered(Adopted(), entrants, Of(type)).Draw(Id, entrants);
        Posed(story, "task", type, rows, entrants).Decide(Id, "task");
        var decided = Last<TaskDecided>(story).Rows;
        if (given.TryGetProperty("error", out _))
        {
            // The reference gives up with an assertion: nothing is scored.
            Same(0, decided.Length);
            Audited(story);
            return;
        }
        Same(expected.GetArrayLength(), decided.Length);
        for (var i = 0; i < decided.Length; i++)
        {
            Same(rows[i][0].GetString(), decided[i].Hotkey.Text);
            SameNumber(expected[i][0], decided[i].Score, $"score of row {i}");
            Same(expected[i][1].GetString(), decided[i].Reason, $"reason of row {i}");
            SameNumber(expected[i][2], decided[i].AdjustedLoss, $"adjusted loss of row {i}");
        }
        Audited(story);
    }
}

/// <summary>The eight of one large group that go on.</summary>
public sealed class recorded_sept_group(ITestOutputHelper output) : RecordedSeptember("sept_group", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var tasks = given.GetProperty("tasks").EnumerateArray().ToArray();
        var entrants = Filled(tasks.SelectMany(task => task.GetProperty("rows").EnumerateArray())
            .Select(row => row[0].GetString()!).Distinct());
        if (entrants.Contains(Boss))
        {
            LeaveOut("the boss in a group: it only evens out pairs");
            return;
        }
        var story = Entered(Adopted(), entrants, Of(Task(tasks[0].GetProperty("type")))).Draw(Id, entrants);
        for (var i = 0; i < tasks.Length; i++)
            Posed(story, $"task-{i}", Task(tasks[i].GetProperty("type")), tasks[i].GetProperty("rows"), entrants)
                .Decide(Id, $"task-{i}");
        story.CloseRound(Id);
        Same(Sorted(expected), Names(Last<RoundClosed>(story).Advanced));
        Audited(story);
    }
}

/// <summary>Pairs, and who won each.</summary>
public sealed class recorded_sept_knockout(ITestOutputHelper output) : RecordedSeptember("sept_knockout", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var tasks = given.GetProperty("tasks").EnumerateArray().ToArray();
        string[][] pairs = [.. tasks.Select(task => task.GetProperty("rows").EnumerateArray()
            .Select(row => row[0].GetString()!).ToArray())];
        var all = pairs.SelectMany(pair => pair).ToArray();
        if (all.Distinct().Count() != all.Length)
        {
            LeaveOut("a hotkey in two pairs");
            return;
        }
        var types = tasks.Select(task => Task(task.GetProperty("type"))).ToArray();
        var story = Entered(Adopted(), all.Where(hotkey => hotkey != Boss), Of(types[0])).Draw(Id, pairs);
        for (var i = 0; i < tasks.Length; i++)
            Posed(story, $"task-{i}", types[i], tasks[i].GetProperty("rows"), pairs[i], i).Decide(Id, $"task-{i}");
        story.CloseRound(Id);
        Same(Sorted(expected), Names(Last<RoundClosed>(story).Advanced));
        Audited(story);
    }
}

/// <summary>From a round's rows and stakes to who is out, and to the draw that follows.</summary>
public sealed class recorded_sept_advance(ITestOutputHelper output) : RecordedSeptember("sept_advance", output)
{
    static readonly string Seed = new('5', 64);

    protected override void Check(JsonElement given, JsonElement expected)
    {
        var tasks = given.GetProperty("tasks").EnumerateArray().ToArray();
        string[][] slots = [.. tasks.Select(task => task.GetProperty("rows").EnumerateArray()
            .Select(row => row[0].GetString()!).ToArray())];
        var participants = given.GetProperty("participants").EnumerateArray().ToDictionary(p => p[0].GetString()!);
        if (Number(participants[Boss][3]) is { } has && has < Number(participants[Boss][2]))
        {
            LeaveOut("a stake of the placeholder, which never enters by stake");
            return;
        }
        var type = Tournament(given.GetProperty("type"));
        var story = Adopted().Announce(Id, type, given.GetProperty("base").GetString())
            .Tell(Id, new DrawSeedCommitted(Digest.Sha256(Convert.FromHexString(Seed)), 2));
        string[] entrants = [.. slots.SelectMany(slot => slot).Where(hotkey => hotkey != Boss)];
        foreach (var hotkey in entrants)
            story.Tell(Id, new EntrySubmitted(null, null, new(hotkey), null))
                .Tell(Id, new EntryStaked(0, new(hotkey), Number(participants[hotkey][2])!.Value))
                .Tell(Id, new EntryAccepted(new(hotkey)));
        story.CloseField(Id).Draw(Id, slots);
        for (var i = 0; i < tasks.Length; i++)
            Posed(story, $"task-{i}", Task(tasks[i].GetProperty("type")), tasks[i].GetProperty("rows"), slots[i], i)
                .Decide(Id, $"task-{i}");
        story.Tell(Id, new StakesObserved([.. entrants.Where(hotkey => Number(participants[hotkey][3]) is not null)
            .Select(hotkey => new SeenStake(new(hotkey), Number(participants[hotkey][3])!.Value))]));
        story.CloseRound(Id);

        // Whoever was out before takes no part here; the boss is a participant of every tournament.
        var wasOut = Flag(participants[Boss][1]);
        Same(
            string.Join(" ", Texts(expected.GetProperty("eliminated")).Order(StringComparer.Ordinal)),
            Names(Last<RoundClosed>(story).Eliminated.Where(hotkey => !wasOut || hotkey != Burn)));
        if (expected.GetProperty("status").GetString() == "completed")
        {
            story.Complete(Id);
            Same(Key(expected.GetProperty("winner")), Last<TournamentCompleted>(story).Winner);
        }
        else
        {
            foreach (var gone in participants.Values.Where(p => Number(p[3]) is null).Select(p => p[0].GetString()!))
                if (Running(story).Participants.Any(participant => participant.Hotkey.Text == gone))
                    story.Tell(Id, new NodeGone(new(gone)));
            CheckDraw(expected.GetProperty("next"), story);
        }
        Audited(story);
    }

    void CheckDraw(JsonElement next, Story story)
    {
        var entrants = Sorted(next.GetProperty("entrants"));
        if (entrants.Length == 0)
        {
            Same("nobody_to_draw", story.Refused(Stream, new DrawRound([], Seed)).Code);
            return;
        }
        var drawn = Last<RoundDrawn>(story.Send(Stream, new DrawRound([], Seed)));
        Same(entrants, Names(drawn.Assignments.SelectMany(slot => slot).Order()));
        Same(Flag(next.GetProperty("final")), drawn.Kind == RoundKind.Boss);
        if (drawn.Kind != RoundKind.Boss)
            Same(next.GetProperty("type").GetString() == "group", drawn.Kind == RoundKind.Group);
    }
}

/// <summary>Entries with stakes, and the field that is closed.</summary>
public sealed class recorded_sept_stake(ITestOutputHelper output) : RecordedSeptember("sept_stake", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var story = Adopted().Announce(Id, TournamentType.Text);
        foreach (var node in given.GetProperty("nodes").EnumerateArray())
        {
            // Whoever does not answer never enters, and neither does the placeholder.
            var hotkey = Key(node[0])!.Value;
            if (hotkey == Burn || !Flag(node[3]))
                continue;
            story.Tell(Id, new EntrySubmitted(null, null, hotkey, null))
                .Tell(Id, new EntryStaked(node[2].GetInt32(), hotkey, Number(node[1])!.Value))
                .Tell(Id, Flag(node[4])
                    ? new EntryRefused(null, hotkey, "obfuscated_code")
                    : new EntryAccepted(hotkey));
        }
        var selected = expected.GetProperty("selected");
        // An imported field may be smaller than the least; the reference waits then.
        Same(
            expected.GetProperty("result").ToString() is "wait" or "0",
            selected.GetArrayLength() < Constants2025_09.MinimumEntrants);
        if (selected.GetArrayLength() == 0)
        {
            Same("field_too_small", story.Refused(Stream, new CloseField()).Code);
            return;
        }
        story.CloseField(Id);
        SameNames(selected, Last<FieldClosed>(story).Entrants);
        SameAmounts(expected.GetProperty("stake_required"), Running(story).RequiredStakes, "required stake", Text);
        Audited(story);
    }
}
