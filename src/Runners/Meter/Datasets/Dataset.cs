using System.Security.Cryptography;
using System.Text.Json;

namespace Gradients.Runners.Meter.Datasets;

/// <summary>Rows of a JSON array, JSON lines or CSV file, in file order.</summary>
/// <param name="Digest">SHA-256 of the file's bytes.</param>
/// <param name="Dropped">Rows too long to be taken in.</param>
public sealed record Dataset(
    string File, string Digest, IReadOnlyList<DatasetRow> Rows, IReadOnlyList<DroppedRow> Dropped)
{
    /// <summary>A row's text may have this many bytes: more is no training example, and memory stays bounded.</summary>
    public const int LongestRow = 8 << 20;

    /// <exception cref="DatasetException">The file is missing, empty or unreadable.</exception>
    public static Dataset Read(string path)
    {
        if (!System.IO.File.Exists(path)) throw new DatasetException(path, "is missing");
        var (rows, dropped) = (new List<DatasetRow>(), new List<DroppedRow>());
        var number = 0;
        foreach (var (fields, bytes) in Elements(path))
        {
            if (bytes > LongestRow) dropped.Add(new(number, $"has more than {LongestRow} bytes"));
            else if (fields.ValueKind != JsonValueKind.Object)
                throw new DatasetException(path, $"row {number} is no object");
            else rows.Add(new(number, fields));
            number++;
        }
        if (number == 0) throw new DatasetException(path, "has no rows");
        using var stream = System.IO.File.OpenRead(path);
        return new(path, Convert.ToHexStringLower(SHA256.HashData(stream)), rows, dropped);
    }

    /// <summary>Throws if no row at all has the field: a wrong name, not a missing answer.</summary>
    public void Require(string? field, string role)
    {
        if (string.IsNullOrEmpty(field)) throw new DatasetException(File, $"the dataset type names no {role} field");
        if (Rows.Any(row => row.Fields.TryGetProperty(field, out _))) return;
        var present = Rows.SelectMany(row => row.Fields.EnumerateObject().Select(f => f.Name)).Distinct().Take(20);
        throw new DatasetException(File,
            $"no row has the {role} field '{field}'; there are {string.Join(", ", present)}");
    }

    static IEnumerable<(JsonElement Fields, long Bytes)> Elements(string path) =>
        Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? CsvRows.Read(path)
            : JsonRows.Read(path);
}
