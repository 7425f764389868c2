using Gradients.Ledger;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store;
using Gradients.Runners.Conductor;
using Npgsql;

namespace Gradients.Benchmarks.Runners;

/// <summary>What every benchmark of a conductor begins with.</summary>
static class Conducted
{
    const int Wave = 256;

    /// <summary>Microseconds since 1970.</summary>
    public static long Now() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The events a conductor finds.</summary>
    public static async Task RecordAsync(NpgsqlDataSource source, IEnumerable<CommandLine> lines)
    {
        await using var store = new EventStore(source);
        var ledger = await DurableLedger.OpenAsync(store, Now);
        foreach (var some in lines.Chunk(Wave))
            foreach (var answer in await Task.WhenAll(some.Select(ledger.HandleAsync)))
                if (answer is Answer.Refused { Refusal: var refusal })
                    throw new InvalidOperationException($"{refusal}");
    }

    /// <summary>Work that failed is part of no figure, and nothing to keep silent about.</summary>
    internal static void Complain(Telling telling)
    {
        if (telling is Telling.Over { Fault: { } fault } over)
            Console.Error.WriteLine($"{over.Job.Key}: {fault}");
    }
}
