using System.Text.Json;
using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Meter.Datasets;

/// <summary>
/// The elements of a JSON array, or JSON lines, one at a time. An element beyond <see cref="Dataset.LongestRow"/> is
/// passed
/// over without being held, so a file of any size is read in little memory.
/// </summary>
sealed class JsonRows : IDisposable
{
    static readonly JsonDocumentOptions Options = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    readonly string path;
    readonly FileStream source;
    readonly byte[] buffer = new byte[1 << 16];
    readonly List<byte> element = [];
    int at, filled;
    long length, line = 1;

    JsonRows(string path) => (this.path, source) = (path, File.OpenRead(path));

    /// <summary>Each row and its length in bytes; no fields where it is too long.</summary>
    public static IEnumerable<(JsonElement Fields, long Bytes)> Read(string path)
    {
        using var rows = new JsonRows(path);
        rows.PassByteOrderMark();
        rows.PassSpace();
        foreach (var row in rows.Peek() == '[' ? rows.Array() : rows.Lines()) yield return row;
    }

    public void Dispose() => source.Dispose();

    IEnumerable<(JsonElement, long)> Array()
    {
        Next();
        PassSpace();
        if (Peek() == ']') Next();
        else
            for (var number = 0; ; number++)
            {
                PassSpace();
                ReadElement(number);
                yield return Row($"row {number}");
                if (Next() == ']') break;
            }
        PassSpace();
        if (Peek() >= 0) throw new DatasetException(path, "cannot be read: something stands behind the array");
    }

    IEnumerable<(JsonElement, long)> Lines()
    {
        while (Peek() >= 0)
        {
            Begin();
            var blank = true;
            int b;
            while ((b = Next()) >= 0 && b != '\n')
            {
                blank &= IsSpace(b);
                Keep(b);
            }
            if (!blank) yield return Row($"line {line}");
            line++;
        }
    }

    /// <summary>Up to the comma or bracket that ends an element of the array, which stays.</summary>
    void ReadElement(int number)
    {
        Begin();
        var (depth, inText) = (0, false);
        while (true)
        {
            var b = Peek();
            if (b < 0) throw new DatasetException(path, $"cannot be read: it ends within row {number}");
            if (!inText && depth <= 0 && b is ',' or ']') return;
            Keep(Next());
            if (inText && b == '\\')
            {
                if (Peek() >= 0) Keep(Next());
            }
            else if (b == '"') inText = !inText;
            else if (!inText && b is '{' or '[') depth++;
            else if (!inText && b is '}' or ']') depth--;
        }
    }

    (JsonElement, long) Row(string where)
    {
        if (length > Dataset.LongestRow) return (default, length);
        try
        {
            using var document = JsonDocument.Parse(WellFormedJson.Of(element.ToArray()), Options);
            return (document.RootElement.Clone(), length);
        }
        catch (JsonException fault)
        {
            throw new DatasetException(path, $"{where} cannot be read: {fault.Message}");
        }
    }

    void Begin()
    {
        element.Clear();
        length = 0;
    }

    void Keep(int b)
    {
        if (length++ < Dataset.LongestRow) element.Add((byte)b);
    }

    void PassByteOrderMark()
    {
        if (Peek() == 0xEF) at += filled >= 3 && buffer[1] == 0xBB && buffer[2] == 0xBF ? 3 : 0;
    }

    void PassSpace()
    {
        while (Peek() is var b && IsSpace(b))
        {
            if (b == '\n') line++;
            at++;
        }
    }

    static bool IsSpace(int b) => b is ' ' or '\t' or '\r' or '\n';

    int Next()
    {
        var b = Peek();
        if (b >= 0) at++;
        return b;
    }

    /// <summary>The byte to come, or -1 at the end.</summary>
    int Peek()
    {
        if (at < filled) return buffer[at];
        (at, filled) = (0, source.Read(buffer));
        return filled == 0 ? -1 : buffer[0];
    }
}
