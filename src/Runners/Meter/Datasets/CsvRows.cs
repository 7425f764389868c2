using System.Text;
using System.Text.Json;

namespace Gradients.Runners.Meter.Datasets;

/// <summary>Comma-separated rows (RFC 4180) under a line of field names; every field is text.</summary>
static class CsvRows
{
    public static IEnumerable<(JsonElement Fields, long Bytes)> Read(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        if (Record(reader, path) is not { } names) yield break;
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
            throw new DatasetException(path, "names a column twice");
        while (Record(reader, path) is { } values)
        {
            if (values is [""]) continue;
            var length = values.Sum(v => (long)v.Length);
            if (length > Dataset.LongestRow)
            {
                yield return (default, length);
                continue;
            }
            if (values.Count != names.Count)
                throw new DatasetException(path, $"has a row of {values.Count} fields under {names.Count} names");
            var fields = names.Zip(values).ToDictionary(f => f.First, f => f.Second, StringComparer.Ordinal);
            yield return (JsonSerializer.SerializeToElement(fields), length);
        }
    }

    /// <summary>One record, which may run over lines inside quotes; null at the end of the file.</summary>
    static List<string>? Record(StreamReader reader, string path)
    {
        if (reader.Peek() < 0) return null;
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        // What is longer than a row may be is passed over: one character more than that is enough to know it.
        void Keep(int c)
        {
            if (field.Length <= Dataset.LongestRow) field.Append((char)c);
        }
        while (true)
        {
            var c = reader.Read();
            if (c < 0 && quoted) throw new DatasetException(path, "ends inside a quoted field");
            if (quoted)
            {
                if (c != '"') Keep(c);
                else if (reader.Peek() == '"') Keep(reader.Read());
                else quoted = false;
            }
            else if (c == '"' && field.Length == 0) quoted = true;
            else if (c == ',')
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (c is '\n' or < 0)
            {
                fields.Add(field.ToString());
                return fields;
            }
            else if (c != '\r' || reader.Peek() is not '\n') Keep(c);
        }
    }
}
