using System.Text;

namespace Gradients.Runners.Meter.Datasets;

/// <summary>Rows as a JSON array, one a line, each as it stood in its dataset: the same rows, the same bytes.</summary>
public static class RowFile
{
    /// <param name="rows">Indices into the dataset's rows.</param>
    public static void Write(Stream target, Dataset data, IReadOnlyList<int> rows)
    {
        using var writer = new StreamWriter(target, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        for (var i = 0; i < rows.Count; i++)
            writer.WriteLine((i == 0 ? "[" : ",") + data.Rows[rows[i]].Fields.GetRawText());
        writer.WriteLine("]");
    }
}
