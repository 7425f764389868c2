using System.Globalization;
using System.Text.Json;
using Gradients.Api.Audits;
using Gradients.Api.Shell;
using Gradients.Projections;
using Gradients.Projections.ChainAudits;
using Spectre.Console;

namespace Gradients.Api.Chain;

/// <summary>The comparison with the chain, for people and for machines.</summary>
internal static class ChainAuditPrinting
{
    public static void Print(ChainAuditOutcome outcome)
    {
        AuditPrinting.Print(outcome.Place, outcome.Ledger, null, outcome.Strict, json: false);
        if (outcome.Ledger.ExitCode(strict: false) != Exit.Done)
        {
            Console.WriteLine("The chain was not compared: the ledger itself does not hold.");
            return;
        }
        Console.WriteLine($"Subnet {outcome.Netuid}, {Terminal.Plain(outcome.Validator ?? "rows from a file")}:");
        foreach (var row in outcome.Rows)
            Print(row);
        if (outcome.FirstDivergence is { } first)
            Console.WriteLine($"THE CHAIN STORES SOMETHING ELSE: first {At(first)}: {first.Words}.");
        else
            Console.WriteLine($"THE CHAIN STORES WHAT FOLLOWS ({outcome.Rows.Length} rows).");
    }

    static string At(RowVerdict row) => row.Row.Block is { } block ? $"at block {block}" : "in the file";

    static void Print(RowVerdict row)
    {
        Console.WriteLine($"  {At(row)}{(row.Row.SetAt is { } set ? $", set in {set}" : "")}, "
            + $"{row.Row.Entries.Length} entries, against the setting at position "
            + $"{row.Derivation?.ToString(Invariant) ?? "-"}: {row.Words}"
            + $"{(row.Why.Length > 0 ? $" ({Terminal.Plain(row.Why)})" : "")}");
        if (row.Differences.Length > 0)
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns("uid", "hotkey", "recomputed", "stored");
            foreach (var d in row.Differences)
                table.AddRow(
                    Terminal.Cell(d.Uid), Terminal.Cell(d.Hotkey?.Text ?? "-"), Weight(d.Recomputed), Weight(d.Stored));
            Terminal.Console.Write(table);
        }
        if (row.Moved.Length == 0)
            return;
        Console.WriteLine($"  moved {Percent(row.MovedInAll)} of what this row allots:");
        foreach (var share in row.Moved)
            Console.WriteLine($"    {Terminal.Plain(share.Hotkey.Text)}: {Percent(share.Follows)} follows, "
                + $"{Percent(share.Stored)} stored, {(share.Moved > 0 ? "+" : "")}{Percent(share.Moved)}");
        if (row.Similarity is { } cosine)
            Console.WriteLine($"  cosine {Terminal.Number(cosine)} (shown only: likeness passes nothing)");
    }

    static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    static Text Weight(ushort? weight) => weight is { } w ? Terminal.Cell(w) : Terminal.Cell("absent");

    public static string Percent(double share) => Terminal.Percent(share, "0.######");

    public static void Write(Utf8JsonWriter json, ChainAuditOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteNumber("exit", outcome.ExitCode);
        json.WriteNumber("netuid", outcome.Netuid);
        if (outcome.Validator is { } validator)
            json.WriteString("validator", validator);
        json.WritePropertyName("ledger");
        AuditJson.Write(json, outcome.Ledger, null, outcome.Strict);
        json.WriteStartArray("rows");
        foreach (var row in outcome.Rows)
            Write(json, row, outcome.Strict);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, RowVerdict row, bool strict)
    {
        json.WriteStartObject();
        json.WriteString("verdict", row.Words);
        json.WriteBoolean("passes", row.Passes(strict));
        if (row.Why.Length > 0)
            json.WriteString("why", row.Why);
        if (row.Derivation is { } derivation)
            json.WriteNumber("derivation", derivation);
        if (row.Row.Block is { } block)
            json.WriteNumber("block", block);
        if (row.Row.BlockHash is { } hash)
            json.WriteString("block_hash", hash);
        if (row.Row.SetAt is { } set)
            json.WriteNumber("set_at", set);
        json.WriteObjects("differences", row.Differences, d =>
        {
            json.WriteNumber("uid", d.Uid);
            if (d.Hotkey is { } hotkey)
                json.WriteString("hotkey", hotkey.Text);
            Write(json, "recomputed", d.Recomputed);
            Write(json, "stored", d.Stored);
        });
        json.WriteExact("moved_in_all", row.MovedInAll);
        json.WriteObjects("moved", row.Moved, share =>
        {
            json.WriteString("hotkey", share.Hotkey.Text);
            json.WriteExact("follows", share.Follows);
            json.WriteExact("stored", share.Stored);
            json.WriteExact("moved", share.Moved);
        });
        if (row.Similarity is { } cosine)
            json.WriteExact("cosine_shown_only", cosine);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, ushort? weight)
    {
        if (weight is { } w)
            json.WriteNumber(name, w);
        else
            json.WriteNull(name);
    }
}
