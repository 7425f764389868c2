using System.CommandLine;
using Gradients.Api.Shell;
using Gradients.Ledger.Catalogues;
using Gradients.Runners.Catalogues;

namespace Gradients.Api.Catalogues;

/// <summary><c>gradients catalogue FILE</c>: are the base models and datasets what their catalogue says.</summary>
internal static class CatalogueVerb
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE")
        {
            Description = "The catalogue of base models and datasets; docs/catalogue.md describes it.",
        };
        var json = Options.Json();
        var verb = new Command("catalogue", "Check the base models and datasets that tasks are made of: digests, "
            + "numbers of rows and columns, against the files. Exit 1 when something differs.")
        {
            file, json,
        };
        verb.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var catalogue = Read(path);
            var checks = CatalogueCheck.All(catalogue, path.DirectoryName!).ToArray();
            if (parsed.GetValue(json))
                Write(catalogue, checks);
            else
                Print(catalogue, checks);
            return checks.All(check => check.Faults.IsEmpty) ? Exit.Done : Exit.Diverged;
        });
        return verb;
    }

    /// <exception cref="Trouble">It is no catalogue; the member is named.</exception>
    internal static Catalogue Read(FileInfo file)
    {
        try
        {
            return CatalogueFile.Read(File.ReadAllBytes(file.FullName));
        }
        catch (FormatException wrong)
        {
            throw new Trouble($"{file.Name} is no catalogue: {Terminal.Plain(wrong.Message)}");
        }
    }

    static void Print(Catalogue catalogue, CatalogueCheck[] checks)
    {
        Console.WriteLine($"{catalogue.Models.Length:N0} models, {catalogue.Datasets.Length:N0} datasets, "
            + $"catalogue {catalogue.Digest}");
        foreach (var check in checks)
        {
            Console.WriteLine($"  {check.Entry} {Terminal.Plain(check.Name)}"
                + (check.Faults.IsEmpty ? ": as it says" : ""));
            foreach (var fault in check.Faults)
                Console.WriteLine($"    {Terminal.Plain(fault)}");
        }
    }

    static void Write(Catalogue catalogue, CatalogueCheck[] checks) => Terminal.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("digest", catalogue.Digest);
        json.WriteObjects("entries", checks, check =>
        {
            json.WriteString("entry", check.Entry);
            json.WriteString("name", check.Name);
            json.WriteTexts("faults", check.Faults);
        });
        json.WriteEndObject();
    });
}
