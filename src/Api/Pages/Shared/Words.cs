using System.Globalization;
using Gradients.Api.Shell;

namespace Gradients.Api.Pages;

/// <summary>Figures and names as the pages write them.</summary>
internal static class Words
{
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A loss or a weight, short; the full digits stand in the title beside it.</summary>
    public static string Brief(double? value) => value switch
    {
        null => "–",
        { } v when double.IsNaN(v) => "NaN",
        { } v when double.IsInfinity(v) => v > 0 ? "∞" : "−∞",
        { } v => v.ToString("0.####", CultureInfo.InvariantCulture),
    };

    public static string Exact(double? value) => value is { } v ? Terminal.Number(v) : "";

    public static string Percent(double share, string format = "0.##") =>
        Terminal.Percent(share, format);

    public static string Time(DateTime at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Iso(DateTime at) => at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    public static DateTime At(long micros) => new(DateTime.UnixEpoch.Ticks + (micros * 10), DateTimeKind.Utc);

    public static string Bytes(long bytes) => bytes switch
    {
        < 1 << 20 => $"{bytes / 1024.0:0.#} KiB",
        < 1L << 30 => $"{bytes / 1048576.0:0.#} MiB",
        _ => $"{bytes / 1073741824.0:0.##} GiB",
    };

    public static string Seconds(double seconds) => seconds < 120 ? $"{seconds:0.#} s"
        : seconds < 7200 ? $"{seconds / 60:0.#} min" : $"{seconds / 3600:0.##} h";

    /// <summary>instructTextTask as people say it.</summary>
    public static string Task(string type) => type switch
    {
        "InstructTextTask" => "Instruct",
        "DpoTask" => "DPO",
        "GrpoTask" => "GRPO",
        "ChatTask" => "Chat",
        "ImageTask" => "Image",
        "EnvironmentTask" => "Environment",
        _ => Terminal.Plain(type),
    };

    /// <summary>A part of the subnet that gets a share.</summary>
    public static string Part(string name) => name switch
    {
        "text" or "image" or "environment" => $"{Type(name)} tournaments",
        "burn" => "Burn",
        _ => Terminal.Plain(name),
    };

    /// <summary>A type of tournament, as a heading.</summary>
    public static string Type(string type) => type switch
    {
        "text" => "Text",
        "image" => "Image",
        "environment" => "Environment",
        _ => Terminal.Plain(type),
    };

    /// <summary>A benchmark's kind as people say it.</summary>
    public static string Kind(string kind) => kind switch
    {
        "rag" => "RAG",
        "translation" => "Translation",
        "reasoning" => "Reasoning",
        "code" => "Code",
        "math" => "Math",
        "diffusion" => "Diffusion",
        _ => Terminal.Plain(kind),
    };

    /// <summary>A group's letter, as in sports: A, B, … Z, AA.</summary>
    public static string Letter(int slot) =>
        slot < 26 ? $"{(char)('A' + slot)}" : $"{Letter((slot / 26) - 1)}{(char)('A' + (slot % 26))}";

    /// <summary>An SVG coordinate.</summary>
    public static string X(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
