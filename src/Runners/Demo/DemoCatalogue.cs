using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gradients.Ledger.Catalogues;
using Gradients.Ledger.Draws;
using Gradients.Runners.Catalogues;

namespace Gradients.Runners.Demo;

/// <summary>Tiny base models and datasets of every type with their catalogue, the same wherever it is made.</summary>
public static class DemoCatalogue
{
    const string Words = "amber anchor apple autumn basket beacon birch bridge bronze butter candle canyon castle "
        + "cedar cherry cloud clover copper coral cotton crystal dragon eagle ember falcon feather field flint forest garden";

    const string Longer = "def longer(completions, **more):\n    return [min(len(c), 20) / 20 for c in completions]\n";

    const string Upper = "def upper(completions, **more):\n"
        + "    return [sum(x.isupper() for x in c) / (len(c) + 1) for c in completions]\n";

    /// <summary>What one task of the demo may take at most, in hours: six minutes.</summary>
    const double Hours = 0.1;

    static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // It is a file, not a page.
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes models, data and <c>catalogue.json</c>.</summary>
    /// <param name="rows">Of each text dataset; a tenth is held out.</param>
    /// <returns>The catalogue's path.</returns>
    public static string Write(string folder, int rows = 60)
    {
        Directory.CreateDirectory(Path.Combine(folder, "datasets"));
        object[] models =
        [
            Model(folder, "demo/lark-tiny", null, DemoModels.WriteText),
            Model(folder, "demo/easel-tiny", "painter", DemoModels.WriteImage),
        ];
        var datasets = new List<object>();
        for (var i = 1; i <= 3; i++)
        {
            datasets.Add(Rows(folder, $"instruct-{i}", "instruct", i, rows,
                new { field_instruction = "instruction", field_input = "input", field_output = "output" }, Instruct));
            datasets.Add(Rows(folder, $"dpo-{i}", "dpo", i, rows,
                new { field_prompt = "prompt", field_chosen = "chosen", field_rejected = "rejected" }, Preference));
            datasets.Add(Rows(folder, $"grpo-{i}", "grpo", i, rows, new
            {
                field_prompt = "prompt",
                reward_functions = new object[]
                {
                    new { reward_func = Longer, reward_weight = 0.75 },
                    new { reward_func = Upper, reward_weight = 0.25 },
                },
            }, words => new { prompt = string.Join(' ', words) }));
        }
        datasets.Add(Rows(folder, "chat-1", "chat", 1, rows,
            new { chat_column = "conversations", chat_template = "chatml" }, Chat,
            continues: "continuous-sft:words:1"));
        const int pictures = 36;
        DemoPictures.Write(Path.Combine(folder, "datasets", "pictures"), pictures);
        datasets.Add(new
        {
            name = "pictures", path = "datasets/pictures", type = "image", rows = pictures,
            digest = ContentDigest.Of(Path.Combine(folder, "datasets", "pictures")), hours = Hours,
        });
        datasets.Add(Rows(folder, "environment-1", "environment", 1, rows,
            new { field_instruction = "instruction", field_input = "input", field_output = "output" }, Instruct,
            environments:
            [
                new { name = "words_duel", kind = "games" },
                new { name = "swe_infinite", kind = "score", weight = 2.0 },
            ]));
        var file = Path.Combine(folder, "catalogue.json");
        File.WriteAllText(file, JsonSerializer.Serialize(new { models, datasets }, Readable) + "\n");
        return file;
    }

    static object Model(string folder, string name, string? kind, Func<string, string, long> write)
    {
        var path = $"models/{name.Replace("/", "--", StringComparison.Ordinal)}";
        var parameters = write(Path.Combine(folder, path), name);
        var digest = ContentDigest.Of(Path.Combine(folder, path));
        return kind is null
            ? new { name, path, digest, parameters, onProcessors = true }
            : new { name, path, digest, parameters, imageKind = kind, onProcessors = true };
    }

    static object Rows(string folder, string name, string type, int seed, int rows, object columns,
        Func<string[], object> make, string? continues = null, object[]? environments = null)
    {
        var path = $"datasets/{name}.json";
        var words = new SeedWords(System.Security.Cryptography.SHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"demo {type} {seed}"))));
        var known = Words.Split(' ');
        string[] Some() =>
            [.. Enumerable.Range(0, 1 + words.Below(4)).Select(_ => known[words.Below(known.Length)])];
        var made = Enumerable.Range(0, rows).Select(_ => make(Some()));
        File.WriteAllText(Path.Combine(folder, path), "[" + string.Join(",\n",
            made.Select(row => JsonSerializer.Serialize(row))) + "]\n");
        return new
        {
            name, path, type, rows, digest = ContentDigest.Of(Path.Combine(folder, path)), columns, hours = Hours,
            continues, environments,
        };
    }

    static object Instruct(string[] words) => (words.Length % 3) switch
    {
        0 => new { instruction = "Write it in capitals.", input = string.Join(' ', words),
            output = string.Join(' ', words).ToUpperInvariant() },
        1 => new { instruction = "Name the first word.", input = string.Join(' ', words),
            output = $"The first word is {words[0]}." },
        _ => new { instruction = "Say it twice.", input = string.Join(' ', words), output = $"{words[0]} {words[0]}" },
    };

    static object Preference(string[] words) => new
    {
        prompt = string.Join(' ', words) + "\n", chosen = $"The last word is {words[^1]}.", rejected = words[0],
    };

    static object Chat(string[] words) => new
    {
        conversations = new[]
        {
            new { from = "user", value = $"Count: {string.Join(' ', words)}" },
            new { from = "assistant", value = $"There are {words.Length} words." },
        },
    };
}
