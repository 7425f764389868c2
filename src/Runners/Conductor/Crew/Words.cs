using System.Text;

namespace Gradients.Runners.Conductor.Crew;

/// <summary>Texts of others as they may stand in the ledger.</summary>
static class Words
{
    const int Longest = 300;

    /// <summary>Without control characters and broken pairs, and not too long.</summary>
    internal static string Harmless(string text)
    {
        var kept = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var rune in text.EnumerateRunes()) // A broken pair comes as the replacement character.
        {
            if (kept.Length >= Longest)
                break;
            kept.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }
        return kept.ToString().Trim();
    }
}
