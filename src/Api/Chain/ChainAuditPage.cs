using System.Net;
using System.Text;
using Gradients.Api.Shell;
using Gradients.Projections.ChainAudits;

namespace Gradients.Api.Chain;

/// <summary>
/// The comparison with the chain as one page that needs nothing else: no script, no link, no picture.
/// </summary>
internal static class ChainAuditPage
{
    const string Style = "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
        + "table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{border-bottom:1px solid #ccc;padding:.2rem .8rem;"
        + "text-align:left}td.n{text-align:right;font-variant-numeric:tabular-nums}code{font-size:.9em}"
        + ".good{color:#06662b}.bad{color:#a30f0f}";

    public static string Of(ChainAuditOutcome outcome)
    {
        var page = new StringBuilder()
            .Append("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Weights on the chain</title>")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
            .Append("style-src 'unsafe-inline'\">")
            .Append($"<style>{Style}</style>\n<h1>Weights on the chain</h1>\n");
        page.Append($"<p>Ledger <code>{Text(outcome.Place)}</code>, subnet {outcome.Netuid}")
            .Append(outcome.Validator is { } validator ? $", validator <code>{Text(validator)}</code>" : "")
            .Append("</p>\n");
        var holds = outcome.Ledger.ExitCode(strict: false) == Exit.Done;
        page.Append($"<p>{outcome.Ledger.Events} events, {outcome.Ledger.Conclusions} conclusions and ")
            .Append($"{outcome.Ledger.Weights} weights recomputed: ")
            .Append(holds ? "<b class=\"good\">equal" : "<b class=\"bad\">not equal")
            .Append("</b>.</p>\n");
        page.Append(!holds
            ? "<p class=\"bad\">The chain was not compared: the ledger itself does not hold.</p>\n"
            : outcome.FirstDivergence is { } first
                ? $"<p class=\"bad\"><b>The chain stores something else.</b> First {At(first)}: {first.Words}.</p>\n"
                : "<p class=\"good\"><b>The chain stores what follows.</b></p>\n");
        foreach (var row in outcome.Rows)
            Row(page, row, outcome.Strict);
        return page.Append("</html>\n").ToString();
    }

    static string At(RowVerdict row) => row.Row.Block is { } block ? $"at block {block}" : "in the file";

    static void Row(StringBuilder page, RowVerdict row, bool strict)
    {
        page.Append($"<h2>Row {At(row)}: <span class=\"{(row.Passes(strict) ? "good" : "bad")}\">{row.Words}</span>")
            .Append("</h2>\n")
            .Append($"<p>{row.Row.Entries.Length} entries, against the setting at position ")
            .Append(row.Derivation?.ToString() ?? "-")
            .Append(row.Row.SetAt is { } set ? $", set in block {set}" : "")
            .Append(row.Row.BlockHash is { } hash ? $", read at <code>{Text(hash)}</code>" : "")
            .Append(row.Why.Length > 0 ? $". {Text(row.Why)}" : "").Append(".</p>\n");
        if (row.Differences.Length > 0)
        {
            page.Append("<table><tr><th>uid<th>hotkey<th>recomputed<th>stored</tr>\n");
            foreach (var d in row.Differences)
                page.Append($"<tr><td class=\"n\">{d.Uid}<td><code>{Text(d.Hotkey?.Text ?? "-")}</code>")
                    .Append($"<td class=\"n\">{d.Recomputed?.ToString() ?? "absent"}")
                    .Append($"<td class=\"n\">{d.Stored?.ToString() ?? "absent"}</tr>\n");
            page.Append("</table>\n");
        }
        if (row.Moved.Length == 0)
            return;
        page.Append($"<p>{ChainAuditPrinting.Percent(row.MovedInAll)} of what this row allots went elsewhere:</p>\n")
            .Append("<table><tr><th>hotkey<th>follows<th>stored<th>moved</tr>\n");
        foreach (var share in row.Moved)
            page.Append($"<tr><td><code>{Text(share.Hotkey.Text)}</code><td class=\"n\">")
                .Append($"{ChainAuditPrinting.Percent(share.Follows)}<td class=\"n\">")
                .Append($"{ChainAuditPrinting.Percent(share.Stored)}<td class=\"n\">")
                .Append($"{ChainAuditPrinting.Percent(share.Moved)}</tr>\n");
        page.Append("</table>\n");
    }

    static string Text(string text) => WebUtility.HtmlEncode(Terminal.Plain(text));
}
