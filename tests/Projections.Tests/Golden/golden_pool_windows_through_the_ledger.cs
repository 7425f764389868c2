using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Weights;
using Gradients.Projections.Audits;
using Gradients.Projections.Explanations;
using Gradients.Testing;

namespace Gradients.Projections.Tests.Golden;

/// <summary>
/// Every golden week of the pool as commands, events and derived weights under both versions: the 16-bit rows are those
/// of the reference, an audit of the export agrees, and every node's weight is explained.
/// </summary>
public sealed class golden_pool_windows_through_the_ledger(ITestOutputHelper output)
{
    const long FirstOfJuly2025Noon = 1_751_371_200_000_000;
    int _rows;

    [Theory]
    [InlineData("pool-2025.06", "june")]
    [InlineData("pool-2025.07", "july")]
    public void every_row_is_reproduced(string rulebook, string version)
    {
        using var document = JsonDocument.Parse(GoldenFolder.Read(GoldenFolder.Early2025, "pool_window.json"));
        var cases = document.RootElement.GetProperty("cases").EnumerateArray().ToArray();
        Assert.NotEmpty(cases);
        Assert.Equal(document.RootElement.GetProperty("count").GetInt32(), cases.Length);
        for (var i = 0; i < cases.Length; i++)
            Check(cases[i].GetProperty(version), Played(cases[i], rulebook), $"case {i} {version}");
        output.WriteLine($"{cases.Length} weeks, {_rows} rows");
    }

    static MemoryLedger Played(JsonElement week, string rulebook)
    {
        var ledger = new MemoryLedger();
        var commands = 0;
        void Send(string stream, LedgerCommand command) => Assert.IsType<Answer.Accepted>(
            ledger.Handle(stream, FirstOfJuly2025Noon + ++commands, $"command {commands}", command));
        Send(Streams.Rulebook, new AdoptRulebook(rulebook));
        Send("metagraph/56", new Report(new MetagraphObserved(null, null, Nodes(week))));
        var tasks = week.GetProperty("tasks");
        // In any order: age decides, not the order of recording.
        for (var i = tasks.GetArrayLength() - 1; i >= 0; i--)
            Send("pool/56", new Report(Task(tasks[i], $"task-{i}")));
        Send("pool/56", new Report(new PoolRead(FirstOfJuly2025Noon)));
        Send("weights/56", new DeriveWeights());
        return ledger;
    }

    static ImmutableArray<Hotkey> Nodes(JsonElement week)
    {
        var hotkeys = Enumerable.Range(0, 256).Select(uid => new Hotkey($"nobody-{uid}")).ToArray();
        foreach (var node in week.GetProperty("metagraph").EnumerateObject())
            hotkeys[int.Parse(node.Name, null)] = new($"m{node.Value}");
        if (week.GetProperty("burn_uid") is { ValueKind: JsonValueKind.Number } burn)
            hotkeys[burn.GetInt32()] = Constants2025_12.Placeholder;
        return [.. hotkeys];
    }

    static PoolTaskImported Task(JsonElement task, string id) => new(
        FirstOfJuly2025Noon - (task[2].GetInt64() * 1_000_000), task[3].GetDouble(), task[1].GetInt32() == 1,
        task[5].GetString(), task[4].GetInt64(),
        [.. task[7].EnumerateArray().Select(row => new ImportedResult(new($"m{row[0]}"), null, Number(row[1]), null))],
        task[6].GetString() == "success", id, Enum.Parse<TaskType>(task[0].GetString()!));

    static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => double.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.GetDouble(),
    };

    void Check(JsonElement expected, MemoryLedger ledger, string at)
    {
        var derived = Assert.IsType<NodeWeightsDerived>(ledger.Events[^1].Event);
        var setting = Assert.IsType<SettingPool>(
            VectorSetting.Of(ledger.State, ledger.State.Metagraph("metagraph/56")!));
        Assert.Equal(0, Audit.Of(Export(ledger)).ExitCode(strict: false));
        if (expected.TryGetProperty("error", out var error) || expected.TryGetProperty("nothing_to_set", out _))
        {
            Assert.Equal(RowOutcome.Failed, derived.Outcome);
            Assert.Equal(error.ValueKind == JsonValueKind.String ? error.GetString() : "NothingToSet", derived.Error);
            Assert.NotNull(setting.Unpaid);
        }
        else
        {
            Assert.Equal(Integers(expected.GetProperty("uids")), derived.Uids);
            Assert.Equal(Integers(expected.GetProperty("u16")), derived.Weights);
            _rows++;
        }
        foreach (var hotkey in setting.Metagraph.Metagraph.Hotkeys.Where((_, uid) => setting.Weights[uid] != 0))
        {
            var explained = WeightExplanation.Of(setting, hotkey);
            Assert.True(explained.Lines.Length > 2, $"{at}: {hotkey}");
            Assert.Equal(setting.Weights[explained.Uid], explained.Weight);
        }
    }

    static long[] Integers(JsonElement values) => [.. values.EnumerateArray().Select(value => value.GetInt64())];

    static MemoryStream Export(MemoryLedger ledger)
    {
        var writer = new CanonicalWriter();
        var export = new MemoryStream();
        foreach (var e in ledger.Events)
        {
            writer.Clear();
            Envelope.Write(writer, e);
            export.Write(writer.Written);
            export.WriteByte((byte)'\n');
        }
        export.Position = 0;
        return export;
    }
}
