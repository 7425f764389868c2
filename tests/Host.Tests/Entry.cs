using System.Text;
using Gradients.Runners.Entries;

namespace Gradients.Host.Tests;

/// <summary>A checked entry made of texts.</summary>
static class Entry
{
    public const string Dockerfile = EntryRules.TextDockerfile;

    public static CheckedEntry Of(string dockerfile, params (string Path, string Text)[] files) => new(
        "https://example.org/miner", new string('a', 40), "sha256:tree", "sha256:source",
        [new(Dockerfile, false, Encoding.UTF8.GetBytes(dockerfile)),
         .. files.Select(file => new EntryFile(file.Path, false, Encoding.UTF8.GetBytes(file.Text)))]);
}
