using System.Collections.Immutable;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Hashing;

namespace Gradients.Ledger.Rulebooks;

/// <summary>One version of the rules: its id, every number it decides by, and the page people read.</summary>
/// <param name="Id">For example <c>2025.12</c>; never used again for other rules or other numbers.</param>
/// <param name="Of">Which days it describes.</param>
/// <param name="Constants">In the order in which an adoption records them.</param>
/// <param name="Page">Made anew when it is asked for, because only people read it.</param>
public sealed record Rulebook(string Id, string Of, ImmutableArray<Constant> Constants, Func<RulePage> Page)
{
    /// <summary>
    /// SHA-256 of the canonical data of its adoption. A changed constant changes it, so a test that pins it makes such
    /// a change a new rulebook instead of a silent edit.
    /// </summary>
    public string Digest
    {
        get
        {
            var adopted = new RulebookAdopted(Constants, Id);
            var writer = new CanonicalWriter();
            EventTypes.Of(adopted).Write(writer, adopted);
            return Hex.Sha256(writer.ToArray());
        }
    }
}
