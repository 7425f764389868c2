using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Gradients.Runners.Meter.Weights;

/// <summary>
/// JSON whose texts are Unicode: bytes that are no UTF-8, and escapes of half a surrogate pair, become U+FFFD. Python
/// writes
/// the latter, and a strict reader would find them only when the text is asked for.
/// </summary>
static partial class WellFormedJson
{
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json)
    {
        if (Utf8.IsValid(json.Span) && json.Span.IndexOf("\\ud"u8) < 0 && json.Span.IndexOf("\\uD"u8) < 0) return json;
        var text = Escapes().Replace(Encoding.UTF8.GetString(json.Span), escape =>
            escape.Length == 6 && IsSurrogate(escape.Value[2], escape.Value[3]) ? "\\ufffd" : escape.Value);
        return Encoding.UTF8.GetBytes(text);
    }

    static bool IsSurrogate(char first, char second) =>
        first is 'd' or 'D' && second is '8' or '9' or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');

    // A whole pair, any other escape of four digits, or any other escape, so that none is looked at from its middle.
    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")]
    private static partial Regex Escapes();
}
