using System.Net;
using System.Text;
using Gradients.Ledger.Store;

namespace Gradients.Http.Tests;

public sealed class when_a_runs_log_is_read() : ServedLedger(RunningServer.Example("spring.ndjson"))
{
    const string Task = "spring-1-0";
    const string Hotkey = "5C8etthaGJi5SkQeEDSaK32ABBjkhwDeK9ksQCTLEGM3EH14";

    async Task<string> KeepAsync(byte[] content, bool named = true)
    {
        var kept = await new AttachmentStore(_server.Open.Source).PutAsync(new MemoryStream(content));
        if (!named)
            return kept.Sha256;
        await using var command = _server.Open.Source.CreateCommand("insert into ledger_run_files values ('spring', $1, $2, 1, 'log', $3)");
        command.Parameters.Add(new() { Value = Task });
        command.Parameters.Add(new() { Value = Hotkey });
        command.Parameters.Add(new() { Value = kept.Sha256 });
        await command.ExecuteNonQueryAsync();
        return kept.Sha256;
    }

    async Task<string> TextAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await _server.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    [Fact]
    public async Task the_run_leads_to_it_and_its_text_does_nothing()
    {
        var log = "step 1 loss 2.5\nstep 2 <script>alert(1)</script>\u001b[2J\u202Etxt\n\tdone\r\n"u8.ToArray();
        var sha256 = await KeepAsync([.. log, 0xff, 0xfe]);
        Assert.Contains($"/runs/files/{sha256}", await TextAsync("/runs?tournament=spring"), StringComparison.Ordinal);
        var page = await TextAsync($"/runs/files/{sha256}");
        Assert.Contains("step 1 loss 2.5\nstep 2 <script>alert(1)</script>\uFFFD[2J\uFFFDtxt\n    done\n", WebUtility.HtmlDecode(page),
            StringComparison.Ordinal);
        foreach (var bad in new[] { "<script>alert", "\u001b", "\u202e" })
            Assert.DoesNotContain(bad, page, StringComparison.Ordinal);
        using var saved = await _server.GetAsync($"/api/runs/files/{sha256}");
        Assert.Equal("attachment", saved.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal([.. log, 0xff, 0xfe], await saved.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task a_long_one_is_read_window_by_window()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
            text.Append("line ").Append(i).Append('\n');
        var sha256 = await KeepAsync(Encoding.UTF8.GetBytes(text.ToString()));
        var (from, shown) = (0, "");
        while (true)
        {
            var page = await TextAsync($"/runs/files/{sha256}?from={from}");
            Assert.InRange(page.Length, 1, 200_000);
            var begin = page.IndexOf("<pre", StringComparison.Ordinal);
            begin = page.IndexOf('>', begin) + 1;
            var part = page[begin..page.IndexOf("</pre>", StringComparison.Ordinal)];
            shown += WebUtility.HtmlDecode(part)[..^1]; // A line feed ends the window's last line, which may go on in the next.
            from += 1 << 16;
            if (!page.Contains($"?from={from}\"", StringComparison.Ordinal))
                break;
        }
        Assert.Equal(text.ToString(), shown);
    }

    [Fact]
    public async Task only_what_a_run_left_is_shown()
    {
        var other = await KeepAsync("a secret of somebody else"u8.ToArray(), named: false);
        foreach (var digest in new[] { other, new string('0', 64), "..%2f..%2fetc%2fpasswd", "x" })
        {
            await TextAsync($"/runs/files/{digest}", HttpStatusCode.NotFound);
            await TextAsync($"/api/runs/files/{digest}", HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task an_empty_one_says_so()
    {
        var sha256 = await KeepAsync([]);
        Assert.Contains("It is empty", await TextAsync($"/runs/files/{sha256}"), StringComparison.Ordinal);
    }
}
