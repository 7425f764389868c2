using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gradients.Api.Database;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;
using Gradients.Projections;
using Gradients.Projections.Audits;
using Npgsql;

namespace Gradients.Faults.Tests.Machines;

/// <summary>What a ledger holds after a fault: its entries, its root, its projection tables.</summary>
sealed record Found(IReadOnlyList<string> Entries, TreeHash Root, string Tables)
{
    public static async Task<Found> InAsync(string ledger)
    {
        await using var open = await OpenLedger.AsReaderAsync(ledger, default);
        var (entries, edge) = (new List<string>(), new RightEdge());
        var (names, writer) = (new Interner(), new CanonicalWriter());
        await foreach (var row in open.Store.ReadAsync())
        {
            writer.Clear();
            Envelope.Write(writer, StoredEvents.Decode(row, names));
            edge.Append(TreeHashing.Leaf(writer.Written));
            entries.Add(writer.ToString());
        }
        return new(entries, edge.Root, await TablesAsync(open.Source));
    }

    /// <summary>A digest of every row of every projection table, whatever order they lie in.</summary>
    public static async Task<string> TablesAsync(NpgsqlDataSource source)
    {
        var all = new StringBuilder();
        foreach (var table in ProjectionSet.Tables)
        {
            await using var command = source.CreateCommand(
                $"select string_agg(t::text, E'\\n' order by t::text collate \"C\") from ledger.{table.Name} t");
            all.Append(table.Name).Append('\n').Append(await command.ExecuteScalarAsync() as string).Append('\n');
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }

    /// <summary>The same tables made anew from the events.</summary>
    public static async Task<string> RebuiltAsync(string ledger)
    {
        await using var open = await OpenLedger.AsWriterAsync(ledger, default);
        await Rebuilding.RunAsync(open, ProjectionSet.Names, default);
        return await TablesAsync(open.Source);
    }

    /// <summary>The entries that a run of <c>record --json</c> said it had written, whole lines only.</summary>
    public static List<string> Acknowledged(string output) =>
        [.. output.Split('\n').SkipLast(1).SelectMany(line =>
        {
            using var answer = JsonDocument.Parse(line);
            return answer.RootElement.TryGetProperty("events", out var events)
                ? events.EnumerateArray().Select(e => e.GetRawText()).ToList()
                : [];
        })];

    /// <summary>Compares with an undisturbed run and with what was acknowledged; counts into the figures.</summary>
    public async Task MustBeAsync(Found undisturbed, string ledger, List<string> acknowledged, Figures figures)
    {
        var here = Entries.ToHashSet(StringComparer.Ordinal);
        var lost = acknowledged.Count(entry => !here.Contains(entry));
        var doubled = Entries.Count - Entries.Select(Fact).Distinct(StringComparer.Ordinal).Count();
        figures.Count(acknowledged.Count, lost, doubled);
        Assert.Equal((0, 0), (lost, doubled));
        Assert.Equal(undisturbed.Root, Root);
        Assert.Equal(undisturbed.Tables, Tables);
        Assert.Equal(Tables, await RebuiltAsync(ledger));
        var export = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Entries.Select(entry => entry + "\n"))));
        Assert.Equal(0, Audit.Of(export).ExitCode(strict: false));
    }

    /// <summary>An entry without its place: what must not be there twice.</summary>
    static string Fact(string entry)
    {
        var tail = entry.LastIndexOf(",\"position\":", StringComparison.Ordinal);
        var after = entry.IndexOf(",\"stream\":", tail, StringComparison.Ordinal);
        var version = entry.LastIndexOf(",\"version\":", StringComparison.Ordinal);
        return string.Concat(entry.AsSpan(0, tail), entry.AsSpan(after, version - after));
    }
}
