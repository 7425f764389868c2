namespace Gradients.Api.Shell;

/// <summary>Fields of comma-separated values (RFC 4180).</summary>
internal static class CsvText
{
    /// <summary>
    /// Quoted where needed. A text that a spreadsheet would take for a formula gets an apostrophe before it: hotkeys and
    /// repositories are chosen by strangers.
    /// </summary>
    public static string Field(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            text = $"'{text}";
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
    }
}
