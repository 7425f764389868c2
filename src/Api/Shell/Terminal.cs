using System.Text;
using System.Text.Json;
using Gradients.Ledger.Canonical;
using Spectre.Console;

namespace Gradients.Api.Shell;

/// <summary>Where results go: drawn for people in a terminal, plain when redirected, JSON when asked.</summary>
internal static class Terminal
{
    const int RedirectedWidth = 160;

    static IAnsiConsole? _console;

    /// <summary>Created on first use: most commands that print JSON never load the drawing library.</summary>
    public static IAnsiConsole Console => _console ??= Create();

    static IAnsiConsole Create()
    {
        var redirected = System.Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new()
        {
            // No control code may reach a file or a pipe.
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected)
            console.Profile.Width = RedirectedWidth;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    /// <summary>A recorded text as it may be shown: control characters could drive the reader's terminal.</summary>
    public static string Plain(string? text)
    {
        if (text is null)
            return "";
        var shown = new StringBuilder(text.Length);
        foreach (var c in text)
            shown.Append(char.IsControl(c) || (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069')
                ? '\uFFFD'
                : c);
        return shown.ToString();
    }

    /// <summary>A cell of a table holding a recorded text.</summary>
    public static Text Cell(string? text) => new(Plain(text));

    public static Text Cell(long number) => new(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The first letters of a hotkey, enough to recognise it in a narrow table.</summary>
    public static string Short(string hotkey) => hotkey.Length <= 14 ? hotkey : $"{hotkey[..8]}…{hotkey[^4..]}";

    /// <summary>Shortest decimal of a binary64, as JSON writes it.</summary>
    public static string Number(double value) => Es6Number.Text(value);

    /// <summary>A share of one as a percentage.</summary>
    public static string Percent(double share, string format = "0.##") =>
        (share * 100).ToString(format, System.Globalization.CultureInfo.InvariantCulture) + " %";

    public static void Json(Action<Utf8JsonWriter> write)
    {
        using var output = System.Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, new() { Indented = !System.Console.IsOutputRedirected }))
            write(json);
        output.WriteByte((byte)'\n');
    }

    /// <summary>A progress line on standard error, drawn over itself; silent when that is redirected.</summary>
    public static IProgress<long> Progress(string what) => new ProgressLine(what);

    sealed class ProgressLine(string what) : IProgress<long>
    {
        public void Report(long value)
        {
            if (!System.Console.IsErrorRedirected)
                System.Console.Error.Write($"\r{what} {value:N0} ");
        }
    }
}
