using System.Text;
using Gradients.Runners.Entries;

namespace Gradients.Runners.Demo;

/// <summary>
/// The evaluator image of <c>ops/images/evaluator</c>, to be built like an entry: it measures tiny image and GRPO tasks
/// by the result contract of evaluation containers.
/// </summary>
public static class StandInEvaluator
{
    public const string Dockerfile = "Dockerfile";

    static readonly string[] OfTrainer = ["folder.py", "model.py", "pictures.py", "rows.py"];

    /// <param name="image">The base image: with Python and numpy.</param>
    public static CheckedEntry Source(string image) => new(
        "https://example.org/evaluator", new string('0', 40), "sha256:stand-in", "sha256:stand-in",
        [
            File(Dockerfile, $"""
                FROM {image}
                COPY *.py /app/
                ENTRYPOINT ["python3", "/app/evaluate.py"]

                """),
            .. OfTrainer.Select(name => File(name, DemoFiles.Read($"trainer/{name}"))),
            File("evaluate.py", DemoFiles.Read("evaluator/evaluate.py")),
        ]);

    static EntryFile File(string path, string text) => new(path, false, Encoding.UTF8.GetBytes(text));
}
