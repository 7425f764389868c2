using Gradients.Ledger.Canonical;
using Gradients.Ledger.Weights;
using Gradients.Projections.Audits;
using Gradients.Projections.Explanations;

namespace Gradients.Api.Tests;

/// <summary>The example files make one ledger: tournaments of 2025.12, then of 2026.10 in text and environments.</summary>
public sealed class when_a_ledger_spans_rulebooks
{
    static byte[] Export()
    {
        var writer = new CanonicalWriter();
        using var export = new MemoryStream();
        foreach (var e in Documents.Ledger().Events)
        {
            writer.Clear();
            Envelope.Write(writer, e);
            export.Write(writer.Written);
            export.WriteByte((byte)'\n');
        }
        return export.ToArray();
    }

    [Fact]
    public void an_audit_recomputes_all_of_it_each_tournament_under_its_own_rules()
    {
        var report = Audit.Of(new MemoryStream(Export()));

        Assert.Equal(0, report.ExitCode(strict: false));
        Assert.Equal(2, report.WeightSettings);
    }

    /// <summary>One bit of one packed loss: the comparison that rests on it differs.</summary>
    [Fact]
    public void an_altered_loss_of_a_single_example_is_found()
    {
        var lines = System.Text.Encoding.UTF8.GetString(Export()).Split('\n');
        var place = Array.FindIndex(lines, line => line.Contains("example_losses_measured", StringComparison.Ordinal)
            && line.Contains("october-text-3-2", StringComparison.Ordinal));
        var at = lines[place].IndexOf("\"losses\":\"", StringComparison.Ordinal) + 19;
        lines[place] = lines[place][..at] + (lines[place][at] == '9' ? '8' : '9') + lines[place][(at + 1)..];

        var report = Audit.Of(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines))));

        Assert.Equal("boss_task_judged", report.Divergence?.Type);
    }

    [Fact]
    public void the_newest_rules_pay_three_types_and_explain_it()
    {
        var state = Documents.Ledger().State;
        var setting = VectorSetting.Of(state, state.Metagraph("metagraph/56")!);
        var explanation = WeightExplanation.Of(setting, new("5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT"));

        Assert.Equal("2026.10", setting.Rulebook);
        Assert.Equal(["text", "image", "environment"], setting.Shares.Select(share => share.Name));
        Assert.Contains(explanation.Lines, line => line.Sentence.Contains("october-text", StringComparison.Ordinal));
        Assert.Contains(explanation.Lines, line => line.Sentence.Contains("rule 4.12", StringComparison.Ordinal));
    }
}
