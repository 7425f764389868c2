using System.Net;
using System.Text.RegularExpressions;

namespace Gradients.Http.Tests;

public sealed class when_the_chain_was_read_back
{
    static async Task<string> PageAsync(RunningServer server, string path)
    {
        using var answer = await server.GetAsync(path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task the_weights_page_says_what_the_chain_stores()
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var file in new[] { "spring.ndjson", "imported.ndjson" })
            await server.RecordAsync(RunningServer.Example(file));
        Assert.Contains("there is no verdict", await PageAsync(server, "/weights"), StringComparison.Ordinal);

        await server.RecordAsync(RunningServer.Example("chain.ndjson"));
        var page = await PageAsync(server, "/weights");
        Assert.Contains("DIVERGED", page, StringComparison.Ordinal);
        Assert.Matches("1 uid differs.*recorded at", page.ReplaceLineEndings(" "));
        Assert.Matches(">1957</td>\\s*<td class=\"n\">1958</td>", page); // What follows for uid 3, and what is stored.
        Assert.Contains("stands in the final block 6900113", page, StringComparison.Ordinal);
        Assert.Contains("DIVERGED", await PageAsync(server, "/audit"), StringComparison.Ordinal);

        // The row as it should be, read back later.
        var observed = RunningServer.Example("chain.ndjson").Split('\n').Single(l => l.Contains("\"observe_weights\"", StringComparison.Ordinal));
        await server.RecordAsync(Regex.Replace(observed, "1958", "1957").Replace("6900113", "6900120", StringComparison.Ordinal));
        page = await PageAsync(server, "/weights");
        Assert.Contains("EQUAL", page, StringComparison.Ordinal);
        Assert.DoesNotContain("DIVERGED", page, StringComparison.Ordinal);
        Assert.DoesNotContain("EQUAL", await PageAsync(server, "/weights?at=187"), StringComparison.Ordinal);
    }
}
