using System.Text;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tests.Tournaments;

/// <summary>
/// What an auditor asks of every event, asked here of everything a spec is given and of all that it brings.
/// </summary>
public static class Audit
{
    public static void Accepts(LedgerState state, string stream, LedgerEvent e)
    {
        var refusal = LedgerRules.Forbid(state, stream, e);
        Assert.True(refusal is null, $"an auditor would refuse {Text(e)}: {refusal}");
        if (LedgerRules.Recompute(state, stream, e) is { } recomputed)
            Assert.Equal(Text(recomputed), Text(e));
    }

    /// <summary>Alias and canonical bytes: what makes two events the same event.</summary>
    public static string Text(LedgerEvent e)
    {
        var type = EventTypes.Of(e);
        var writer = new CanonicalWriter();
        type.Write(writer, e);
        return $"{type.Alias} {Encoding.UTF8.GetString(writer.Written)}";
    }
}
