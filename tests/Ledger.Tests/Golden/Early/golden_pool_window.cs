using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.Pool2025_06;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_pool_window(ITestOutputHelper output) : EarlyFamily("pool_window", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var counting = PoolTask.Counting(List(given.GetProperty("tasks"), task => new PoolTask(
            Task(task[0]), Flag(task[1]), task[2].GetDouble(), task[3].GetDouble(), task[4].GetInt64(),
            task[5].GetString(), task[6].GetString() == "success",
            List(task[7], row => new PoolResult(new Hotkey(row[0].ToString()), Number(row[1]))))));
        Same(given.GetProperty("fetched").GetInt32(), counting.Length);
        var burn = given.GetProperty("burn_uid");
        var nodes = Nodes(
            given.GetProperty("metagraph"), burn.ValueKind == JsonValueKind.Null ? null : burn.GetInt32());
        CheckVersion(given.GetProperty("june"), PoolRules.June, counting, nodes);
        CheckVersion(given.GetProperty("july"), PoolRules.July, counting, nodes);
    }

    void CheckVersion(JsonElement expected, PoolRules rules, ImmutableArray<PoolTask> counting, Metagraph nodes)
    {
        var windows = PoolWindows.Of(rules, counting);
        Same(expected.TryGetProperty("error", out var error) ? error.GetString() : null, windows.Error);
        if (windows.Error is not null) return;

        var entries = windows.Entries.ToArray();
        Same(expected.GetProperty("period_scores").GetInt32(), entries.Length);
        Same(expected.TryGetProperty("nothing_to_set", out _), entries.Length == 0);
        if (entries.Length == 0) return;

        for (var i = 0; i < windows.Weeks.Length; i++)
        {
            SameNumber(expected.GetProperty("organic_proportion")[i], windows.Weeks[i].OrganicProportion);
            Same(Sorted(expected.GetProperty("suspicious")[i]), Sorted(windows.Weeks[i].Suspicious));
        }
        if (expected.TryGetProperty("compare", out var compare)) CheckWeeks(compare, windows);
        if (expected.TryGetProperty("groups", out var groups)) CheckHalves(groups, windows);

        var weights = PoolWeights.Of(rules, nodes, entries);
        SameNodes(expected.GetProperty("weights"), weights);
        SameRow(expected.GetProperty("uids"), expected.GetProperty("u16"), weights);
    }

    void CheckWeeks(JsonElement expected, PoolWindows windows)
    {
        var lists = windows.Weeks.SelectMany(week => new[] { week.Organic, week.Synthetic }).ToArray();
        Same(expected.GetArrayLength(), lists.Length);
        for (var i = 0; i < lists.Length; i++)
        {
            Same(expected[i].GetArrayLength(), lists[i].Miners.Length, $"miners of list {i}");
            for (var k = 0; k < lists[i].Miners.Length; k++)
            {
                Same(expected[i][k][0].ToString(), lists[i].Miners[k].Miner.Text);
                SameHex(expected[i][k][1], lists[i].Miners[k].Mean);
                SameHex(expected[i][k][2], lists[i].Miners[k].Deviation);
            }
        }
    }

    void CheckHalves(JsonElement expected, PoolWindows windows)
    {
        Same(expected.GetArrayLength(), windows.Halves.Length, "halves");
        for (var i = 0; i < windows.Halves.Length; i++)
        {
            var half = windows.Halves[i];
            Same(expected[i].GetProperty("tasks").GetInt32(), half.Tasks);
            SameHex(expected[i].GetProperty("multiplier"), half.Multiplier);
            var rows = expected[i].GetProperty("rows");
            Same(rows.GetArrayLength(), half.Entries.Length, $"rows of half {i}");
            for (var k = 0; k < half.Entries.Length; k++) CheckEntry(rows[k], half.Entries[k]);
        }
    }

    void CheckEntry(JsonElement row, PeriodEntry entry)
    {
        Same(row[0].ToString(), entry.Miner.Miner.Text);
        SameHex(row[1], entry.Miner.Sum);
        SameHex(row[2], entry.Miner.Mean);
        SameHex(row[3], entry.Miner.Deviation);
        SameHex(row[4], entry.Miner.Score);
        // The one step that may be a unit in the last place away: the golden value went through a C library.
        Same(true, Math.Abs(Hex(row[5]) - entry.Miner.Normalised) <= 1e-14 * entry.Miner.Normalised, "normalised");
        SameHex(row[6], entry.Multiplier);
    }

    static string Sorted(JsonElement names)
    {
        return Sorted(List(names, name => new Hotkey(name.ToString())));
    }

    static string Sorted(ImmutableArray<Hotkey> hotkeys)
    {
        return Names(hotkeys.Order());
    }
}
