using System.Globalization;

namespace Gradients.Ledger.Log;

/// <summary>Whole numbers as the formats of logs write them: decimal digits, no sign, no leading zero.</summary>
static class Whole
{
    internal static bool TryParse(string text, long most, out long value) =>
        long.TryParse(text, NumberStyles.None, NumberFormatInfo.InvariantInfo, out value)
        && value <= most && (text[0] != '0' || text.Length == 1);
}
