using System.Text.Json;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Meter.Measuring;

/// <summary>
/// A base model and two fine-tunes by the repository's own trainer, with rows and preference pairs to measure on.
/// </summary>
public sealed class TrainedModels : IDisposable
{
    public const string InstructType =
        """{"field_instruction":"instruction","field_input":"input","field_output":"output"}""";

    public const string DpoType = """{"field_prompt":"prompt","field_chosen":"chosen","field_rejected":"rejected"}""";

    public const string ChatType =
        """{"chat_template":"chatml","chat_user_reference":"human","chat_assistant_reference":"gpt"}""";

    public static string Trainer { get; } = Path.Combine(IndependentTools.Folder, "..", "..", "ops", "images",
        "trainer");

    readonly DirectoryInfo folder = IndependentTools.TemporaryFolder();

    public TrainedModels()
    {
        string Script(string name) => Path.Combine(Trainer, name);
        IndependentTools.Run(IndependentTools.Python, Script("demo_data.py"), Of("training.json"), "500", "1");
        IndependentTools.Run(IndependentTools.Python, Script("demo_data.py"), Of("rows.json"), "24", "2");
        void Train(string name, params string[] more) => IndependentTools.Run(IndependentTools.Python,
            [Script("train.py"), "--dataset", Of("training.json"), "--output", Of(name), "--batch", "8", .. more]);
        Train("base", "--steps", "20");
        Train("short", "--steps", "10", "--model", Of("base"));
        Train("long", "--steps", "60", "--model", Of("base"));
        Train("other", "--steps", "0", "--inner", "96");
        using var rows = JsonDocument.Parse(File.ReadAllText(Of("rows.json")));
        var pairs = rows.RootElement.EnumerateArray().Select(row => new
        {
            prompt = row.GetProperty("input").GetString() + "\n",
            chosen = row.GetProperty("output").GetString(),
            rejected = row.GetProperty("instruction").GetString(),
        });
        File.WriteAllText(Of("pairs.json"), JsonSerializer.Serialize(pairs));
        var chats = rows.RootElement.EnumerateArray().Select(row => new
        {
            conversations = new[] { ("human", "instruction"), ("gpt", "output"), ("human", "input"), ("gpt", "output") }
                .Select(turn => new { from = turn.Item1, value = row.GetProperty(turn.Item2).GetString() }),
        });
        File.WriteAllText(Of("chats.json"), JsonSerializer.Serialize(chats));
    }

    public string Of(string name) => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);
}
