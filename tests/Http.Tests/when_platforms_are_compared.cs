using System.Net;
using System.Text.Json;
using Gradients.Api.Http.Access;
using Gradients.Ledger.Canonical;
using Gradients.Projections.Simulation;

namespace Gradients.Http.Tests;

public sealed class when_platforms_are_compared() : ServedLedger(RunningServer.Example("benchmarks.ndjson"))
{
    [Fact]
    public async Task rates_and_distances_follow_from_what_was_recorded()
    {
        var comparison = await _server.JsonAsync("/api/comparison");
        Assert.Equal("gradients", comparison.GetProperty("platform").GetString());
        // Better than platform-a on two of three tasks, than platform-b on all three.
        var pairs = comparison.GetProperty("pairs").EnumerateArray().ToArray();
        Assert.Equal([(3, 2), (3, 3)], pairs.Select(p => (p.GetProperty("tasks").GetInt32(), p.GetProperty("wins").GetInt32())));
        Assert.Equal(1.0, pairs[1].GetProperty("winRate").GetDouble());
        var kinds = comparison.GetProperty("kinds").EnumerateArray()
            .ToDictionary(k => k.GetProperty("kind").GetString()!, k => k.GetProperty("aboveMedian").GetDouble());
        Assert.Equal(["rag", "translation", "code", "diffusion"], kinds.Keys);
        Assert.Equal((0.875 - 0.625) / 0.875, kinds["rag"]); // The others' median lies between 0.8125 and 0.9375.
        Assert.True(kinds["code"] < 0);
        var other = await _server.JsonAsync("/api/comparison?platform=platform-b");
        Assert.Equal(0.0, other.GetProperty("pairs")[0].GetProperty("winRate").GetDouble());
    }

    [Fact]
    public async Task published_figures_stand_apart_and_say_whose_they_are()
    {
        var published = (await _server.JsonAsync("/api/comparison")).GetProperty("published");
        Assert.Contains("not recorded", published.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Contains("2506.07940", published.GetProperty("source").GetString(), StringComparison.Ordinal);
        var figures = published.GetProperty("figures").EnumerateArray().ToDictionary(
            f => (f.GetProperty("question").GetString(), f.GetProperty("of").GetString()), f => f.GetProperty("low").GetDouble());
        Assert.Equal(0.828, figures[("win-rate", "HuggingFace AutoTrain")]);
        Assert.Equal(0.444, figures[("above-median", "rag")]);
        using var page = await _server.GetAsync("/comparison");
        var text = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
        Assert.Contains("None of it was recorded or recomputed here", text, StringComparison.Ordinal);
        Assert.Contains("82.8 %", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_runner_records_one_measurement_and_may_not_record_another()
    {
        const string body = """
            {"datasetDigest":"sha256:1","heldOutDigest":"sha256:2","kind":"math","measure":"loss","model":"m","platform":"gradients","value":VALUE}
            """;
        var key = await _server.KeyAsync(Role.Runner);
        const string path = "/api/benchmark/sums/measure_benchmark";
        using var first = await _server.PostAsync(path, body.Replace("VALUE", "0.5", StringComparison.Ordinal), key);
        await RunningServer.JsonAsync(first, 200);
        using var second = await _server.PostAsync(path, body.Replace("VALUE", "0.4", StringComparison.Ordinal), key);
        var refused = await RunningServer.JsonAsync(second, 422);
        Assert.Equal("already_measured", refused.GetProperty("code").GetString());
    }

    [Fact]
    public async Task a_platforms_name_is_shown_and_not_run()
    {
        const string evil = "<script>alert(1)</script>";
        await _server.RecordAsync(JsonSerializer.Serialize(new
        {
            command = "measure_benchmark",
            stream = "benchmark/evil",
            data = new
            {
                datasetDigest = evil, heldOutDigest = evil, kind = "code", measure = "loss", model = evil, platform = evil,
                value = 1,
            },
        }));
        foreach (var path in new[] { "/comparison", $"/comparison?platform={Uri.EscapeDataString(evil)}" })
        {
            using var page = await _server.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.DoesNotContain("<script>alert", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using var unknown = await _server.GetAsync("/comparison?platform=nobody");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task invented_benchmarks_are_ones_that_the_ledger_takes()
    {
        var lines = new CanonicalWriter();
        foreach (var line in InventedBenchmarks.Commands(1))
        {
            line.Write(lines);
            lines.Raw((byte)'\n');
        }
        var answers = await _server.RecordAsync(System.Text.Encoding.UTF8.GetString(lines.Written));
        Assert.DoesNotContain("refused", answers, StringComparison.Ordinal);
        var comparison = await _server.JsonAsync("/api/comparison");
        Assert.Equal(6, comparison.GetProperty("kinds").GetArrayLength());
        Assert.Equal(4, comparison.GetProperty("platforms").GetArrayLength());
    }
}
