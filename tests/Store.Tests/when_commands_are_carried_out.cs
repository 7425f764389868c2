using Gradients.Ledger;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;
using Gradients.Projections.Simulation;

namespace Gradients.Store.Tests;

/// <summary>The ledger in PostgreSQL against the ledger in memory: same commands, same bytes.</summary>
public sealed class when_commands_are_carried_out(PrivateCluster server)
{
    static readonly List<CommandLine> Season = [.. new SeasonSimulator(seed: 7, tournaments: 2).Commands()];

    static Task<DurableLedger> OpenAsync(TestDatabase database) =>
        DurableLedger.OpenAsync(database.Store, () => Facts.NoonMicros);

    static string Entries(IEnumerable<Recorded> events)
    {
        var writer = new CanonicalWriter();
        foreach (var e in events)
        {
            Envelope.Write(writer, e);
            writer.Raw((byte)'\n');
        }
        return writer.ToString();
    }

    static async Task<string> EntriesAsync(TestDatabase database)
    {
        var names = new Interner();
        return Entries((await database.EventsAsync()).Select(row => StoredEvents.Decode(row, names)));
    }

    static string InMemory()
    {
        var memory = new MemoryLedger();
        foreach (var line in Season)
            memory.Handle(line, line.At!.Value);
        return Entries(memory.Events);
    }

    [Fact]
    public async Task a_season_has_the_same_bytes_as_in_memory_and_again_changes_nothing()
    {
        await using var database = await server.LedgerAsync();
        var ledger = await OpenAsync(database);
        var answers = await Task.WhenAll(Season.Select(ledger.HandleAsync));
        Assert.All(answers, answer => Assert.IsType<Answer.Accepted>(answer));
        Assert.Equal(InMemory(), await EntriesAsync(database));

        var again = await Task.WhenAll(Season.Select(ledger.HandleAsync));
        Assert.All(again, answer => Assert.IsType<Answer.Repeated>(answer));
        Assert.Equal(InMemory(), await EntriesAsync(database));
    }

    [Fact]
    public async Task an_import_has_the_same_bytes_and_sending_its_commands_later_changes_nothing()
    {
        await using var database = await server.LedgerAsync();
        var ledger = await OpenAsync(database);
        var first = Assert.IsType<ImportAnswer.Done>(await ledger.ImportAsync(Season, "season"));
        Assert.Equal(Season.Count, first.Answers.Count);
        Assert.Equal(InMemory(), await EntriesAsync(database));

        var other = await OpenAsync(database);
        Assert.IsType<Answer.Repeated>(await other.HandleAsync(Season[^1]));
        var again = Assert.IsType<ImportAnswer.Done>(await other.ImportAsync(Season, "season"));
        Assert.All(again.Answers, answer => Assert.IsType<Answer.Repeated>(answer));
        Assert.Equal(InMemory(), await EntriesAsync(database));
    }

    [Fact]
    public async Task an_import_with_one_refused_command_leaves_nothing()
    {
        await using var database = await server.LedgerAsync();
        var ledger = await OpenAsync(database);
        var broken = new List<CommandLine>(Season);
        var wrong = new CommandLine("tournament/nobody", null, "broken", new CloseField());
        broken.Insert(broken.Count / 2, wrong);
        var refused = Assert.IsType<ImportAnswer.Refused>(await ledger.ImportAsync(broken, "season"));
        Assert.Equal("field_not_open", refused.Refusal.Code);
        Assert.Same(wrong, refused.Line);
        Assert.Empty(await database.EventsAsync());
        Assert.Equal(0, ledger.State.Head);
    }

    [Fact]
    public async Task two_ledgers_over_one_database_carry_out_each_command_once()
    {
        await using var database = await server.LedgerAsync();
        var one = await OpenAsync(database);
        await using var otherSource = database.OpenAnotherWriter();
        await using var otherStore = new EventStore(otherSource);
        var other = await DurableLedger.OpenAsync(otherStore, () => Facts.NoonMicros);

        // Both send the whole season at once, so every command races against itself.
        var answers = await Task.WhenAll(Season.SelectMany(line => new[] { one.HandleAsync(line), other.HandleAsync(line) }));
        Assert.Equal(Season.Count, answers.Count(answer => answer is Answer.Accepted));
        Assert.Equal(Season.Count, answers.Count(answer => answer is Answer.Repeated));
        Assert.Equal(InMemory(), await EntriesAsync(database));
    }

    [Fact]
    public async Task events_of_different_streams_from_two_ledgers_interleave_without_loss()
    {
        await using var database = await server.LedgerAsync();
        await using var otherSource = database.OpenAnotherWriter();
        await using var otherStore = new EventStore(otherSource);
        DurableLedger[] ledgers =
            [await OpenAsync(database), await DurableLedger.OpenAsync(otherStore, () => Facts.NoonMicros)];
        var sent = Enumerable.Range(0, 200).Select(i => ledgers[i % 2].HandleAsync(new(
            Streams.Metagraph(i % 5), null, $"k{i}", new Report(new MetagraphObserved(i, null, [new($"h{i}")])))));
        Assert.All(await Task.WhenAll(sent), answer => Assert.IsType<Answer.Accepted>(answer));

        var events = await database.EventsAsync();
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), events.Select(e => e.Position));
        foreach (var stream in events.GroupBy(e => e.Stream))
            Assert.Equal(Enumerable.Range(1, stream.Count()).Select(i => (long)i), stream.Select(e => e.Version));
    }

    [Fact]
    public async Task a_refusal_appends_nothing_and_the_same_key_may_succeed_later()
    {
        await using var database = await server.LedgerAsync();
        var ledger = await OpenAsync(database);
        var derive = new CommandLine(Streams.Weights(56), null, "derive", new Gradients.Ledger.Weights.DeriveWeights());
        Assert.IsType<Answer.Refused>(await ledger.HandleAsync(derive));
        await ledger.HandleAsync(new(
            Streams.Metagraph(56), null, "seen", new Report(new MetagraphObserved(null, null, [new("h")]))));
        Assert.IsType<Answer.Accepted>(await ledger.HandleAsync(derive));
        Assert.Equal(2, ledger.State.Head);
    }

    [Fact]
    public async Task a_row_that_is_no_event_is_named_by_stream_and_version()
    {
        await using var database = await server.LedgerAsync();
        await database.Store.AppendAsync(
            [Facts.Event("tournament/spring", 1, causation: "x") with { Type = "tournament_imagined" }], "x");
        var failure = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(database));
        Assert.Contains("tournament/spring version 1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("tournament_imagined", failure.Message, StringComparison.Ordinal);
    }
}
