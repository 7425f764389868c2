using System.Globalization;
using System.Text;
using Gradients.Ledger.Store;
using Npgsql;

namespace Gradients.Benchmarks;

/// <summary>The event store against the same rows written by hand, on a private cluster of its own, fsync on.</summary>
static class StoreBenchmark
{
    static long _streams;

    internal static Task RunAsync() => BenchmarkCluster.UseAsync(async cluster =>
    {
        await using (var writer = NpgsqlDataSource.Create(cluster.WriterConnectionString))
            await AppendsAsync(writer);
        await ImportsAsync(cluster, keepCommandKeys: false, "import / binary COPY by hand");
        await ImportsAsync(cluster, keepCommandKeys: true, "import with every command's key / binary COPY by hand");
    });

    static async Task AppendsAsync(NpgsqlDataSource writer)
    {
        await using var store = new EventStore(writer);
        await using var byHand = new HandWritten(await writer.OpenConnectionAsync());

        await Ratio.PrintAsync(
            "one durable append / prepared batch by hand", 0.6, "appends", () => SinglesAsync(store, 1, 400),
            async () =>
            {
                var stream = NextStream();
                for (var i = 1; i <= 400; i++)
                    await byHand.AppendAsync(Event(stream, i));
                return 400;
            });

        await Ratio.PrintAsync(
            "8 concurrent tasks / one task", 2, "appends",
            () => SinglesAsync(store, 8, 1600), () => SinglesAsync(store, 1, 400));

        await Ratio.PrintAsync(
            "batches of 50 / unnest by hand", 0.8, "events",
            async () =>
            {
                var stream = NextStream();
                for (var i = 0; i < 100; i++)
                    Expect(await store.AppendAsync(Fifty(stream, i), $"{stream}-{i}"));
                return 5000;
            },
            async () =>
            {
                var stream = NextStream();
                for (var i = 0; i < 100; i++)
                    await byHand.AppendAsync(Fifty(stream, i));
                return 5000;
            });
    }

    /// <summary>Each side has a database of its own: they grow alike.</summary>
    static async Task ImportsAsync(EmbeddedCluster cluster, bool keepCommandKeys, string what)
    {
        await using var ours = await BenchmarkCluster.CreateAsync(cluster, $"ours_{keepCommandKeys}");
        await using var theirs = await BenchmarkCluster.CreateAsync(cluster, $"theirs_{keepCommandKeys}");
        await using var store = new EventStore(ours);
        await using var byHand = new HandWritten(await theirs.OpenConnectionAsync());
        var position = 1L;
        await Ratio.PrintAsync(what, 0.7, "events", () => ImportAsync(store, keepCommandKeys), async () =>
        {
            var events = Season();
            await byHand.CopyAsync(events, position);
            position += events.Count;
            return events.Count;
        });
        if (keepCommandKeys)
            return;

        await Ratio.PrintAsync(
            "reading in order / a data reader", 1, "events",
            async () =>
            {
                var read = 0L;
                await foreach (var _ in store.ReadAsync())
                    read++;
                return read;
            },
            () => byHand.ReadAsync(1));
    }

    static async Task<long> ImportAsync(EventStore store, bool keepCommandKeys)
    {
        var events = Season();
        Expect(await store.ImportAsync(events.ToAsyncEnumerable(), NextStream(), keepCommandKeys));
        return events.Count;
    }

    /// <summary>30,000 events of ten streams, three for each command.</summary>
    static List<NewEvent> Season()
    {
        var events = new List<NewEvent>();
        for (var tournament = 0; tournament < 10; tournament++)
        {
            var stream = NextStream();
            for (var i = 1; i <= 3000; i++)
                events.Add(Event(stream, i) with { Causation = $"{stream}-{i / 3}" });
        }

        return events;
    }

    static async Task<long> SinglesAsync(EventStore store, int tasks, int appends)
    {
        await Task.WhenAll(Enumerable.Range(0, tasks).Select(async _ =>
        {
            var stream = NextStream();
            for (var i = 1; i <= appends / tasks; i++)
                Expect(await store.AppendAsync([Event(stream, i)], $"{stream}-{i}"));
        }));
        return appends;
    }

    static List<NewEvent> Fifty(string stream, int batch) =>
        [.. Enumerable.Range(1, 50).Select(i => Event(stream, (batch * 50) + i))];

    internal static string NextStream() =>
        string.Create(CultureInfo.InvariantCulture, $"tournament/{Interlocked.Increment(ref _streams)}");

    /// <summary>The event there are most of, with a body of its usual size.</summary>
    internal static NewEvent Event(string stream, long version) => new(
        stream, "tournament", version, 1_764_590_400_000_000 + version, stream, "loss_measured", 1,
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""
            {"attempt":1,"heldOut":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "hotkey":"5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty","isFinetune":true,
            "method":"held-out","task":"{{stream}}-{{version % 7}}","value":{{1.0 / (version + 3)}}}
            """)));

    static void Expect(AppendOutcome outcome)
    {
        if (outcome is not AppendOutcome.Appended)
            throw new InvalidOperationException($"Not appended: {outcome}");
    }
}
