using Gradients.Ledger.Chain;
using Gradients.Testing;

namespace Gradients.Api.Tests.Chain;

public sealed class when_weights_go_to_the_chain : IAsyncDisposable
{
    const string Alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

    readonly LedgerHome _home = new();
    readonly FakeChain _chain = new();
    readonly FakeNode _node;
    readonly FakeSubnet _subnet;
    readonly string[] _hotkeys = [.. DocumentedLedger.Hotkeys[..9], Alice];

    public when_weights_go_to_the_chain()
    {
        _node = new(_chain.AnswerAsync);
        _subnet = new(_chain, 56);
        _subnet.Set([.. _subnet.Members(_hotkeys, permits: 10), _subnet.Number("MinAllowedWeights", 1, 2),
            _subnet.Number("MaxWeightsLimit", 65_535, 2)]);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        _home.Dispose();
    }

    string[] Asked(params string[] more) =>
        ["weights", "submit", "--chain", _node.WebSocket.ToString(), "--netuid", "56", "--validator", Alice, .. more];

    string Export() => _home.Write("ledger.ndjson", DocumentedLedger.Export(DocumentedLedger.Setting - 1));

    [Fact]
    public void a_dry_run_prints_the_call()
    {
        var plan = Running.Gradients(Asked("--dry-run", "--from", Export(), "--json")).Ended(0).Json;
        Assert.Equal("set_weights", plan.GetProperty("call").GetString());
        Assert.Equal([0, 1, 3, 4], plan.GetProperty("uids").EnumerateArray().Select(u => u.GetInt32()));
        Assert.Equal(
            [65535, 1957, 1957, 40935], plan.GetProperty("weights").EnumerateArray().Select(w => w.GetInt32()));
        Assert.Equal(
            HexBytes.Write(WeightCalls.SetWeights(
                FakeSubnet.Metadata, 56, [0, 1, 3, 4], [65535, 1957, 1957, 40935], 0)),
            plan.GetProperty("call_bytes").GetString());
        Assert.Contains("Nothing was recorded, signed or sent",
            Running.Gradients(Asked("--dry-run", "--from", Export())).Ended(0).Output, StringComparison.Ordinal);
        Assert.DoesNotContain(_node.Calls, c => c.Method.StartsWith("author", StringComparison.Ordinal));
    }

    /// <summary>From a recorded season to a final block, and the audit of the export against that chain.</summary>
    [Fact]
    public void they_are_recorded_signed_stored_and_audited()
    {
        foreach (var example in new[] { "spring.ndjson" })
            _home.Gradients("record", Path.Combine(GoldenFolder.RepositoryRoot, "docs", "examples", example)).Ended(0);
        _chain.Submitted = extrinsic =>
        {
            _chain.Add([extrinsic],
                (HexBytes.Write(FakeSubnet.Metadata.Storage("System", "Events").Key()),
                    (string)RecordedSession.Result(26)!),
                _subnet.Weights(9, (0, 65535), (1, 1957), (3, 1957), (4, 40935)),
                _subnet.LastUpdate(0, 0, 0, 0, 0, 0, 0, 0, 0, _chain.Head.Number + 1));
            _chain.FinalizeHead();
            return [];
        };
        var signer = $"cat >/dev/null; echo 0x{new string('5', 128)}";
        var ran = _home.Gradients(Asked("--signer", signer, "--json")).Ended(0);
        Assert.Equal("Stored", ran.Json.GetProperty("end").GetString());
        Assert.Equal("NothingDue",
            _home.Gradients(Asked("--signer", signer, "--json")).Ended(0).Json.GetProperty("end").GetString());
        var events = _home.Gradients("events", "weights/56").Ended(0).Output;
        foreach (var type in new[] { "weights_submitted", "weights_included", "weights_observed_on_chain" })
            Assert.Contains($"\"type\":\"{type}\"", events, StringComparison.Ordinal);
        var export = _home.File("submitted.ndjson");
        _home.Gradients("export", export).Ended(0);
        string[] where = ["--chain", _node.WebSocket.ToString(), "--validator", Alice];
        var audited = Running.Gradients(["audit", export, .. where, "--json"]).Ended(0).Json;
        Assert.Equal("exact", audited.GetProperty("rows")[0].GetProperty("verdict").GetString());
        _home.Gradients(["watch", "--once", .. where]).Ended(0);
        _subnet.Set(_subnet.Weights(9, (0, 65535), (1, 1957), (3, 1956), (4, 40935)));
        Assert.Contains("weights_diverged", _home.Gradients(["watch", "--once", .. where]).Ended(1).Output,
            StringComparison.Ordinal);
        var alarms = _home.File("alarms.txt");
        _home.Gradients(["watch", "--once", "--json", "--notify", $"cat >> {alarms}", .. where]).Ended(1);
        Assert.Contains("\"alarm\":\"weights_diverged\"", File.ReadAllText(alarms), StringComparison.Ordinal);

        Assert.DoesNotContain(_home.Gradients("events", "weights/56").Ended(0).Output.Split('\n'), Raised);
        _home.Gradients(["watch", "--once", "--record", .. where]).Ended(1);
        _home.Gradients(["watch", "--once", "--record", .. where]).Ended(1);
        Assert.Single(_home.Gradients("events", "weights/56").Ended(0).Output.Split('\n'), Raised);

        static bool Raised(string line) => line.Contains("\"weights_alarm_raised\"", StringComparison.Ordinal);
    }

    [Fact]
    public void without_a_signer_or_with_nonsense_nothing_happens()
    {
        Assert.Contains("--signer", _home.Gradients(Asked()).Ended(2).Errors, StringComparison.Ordinal);
        Running.Gradients(Asked("--dry-run", "--from", Export(), "--era", "12")).Ended(2);
        Running.Gradients(Asked("--from", Export())).Ended(2);
        Assert.Contains("not registered", Running.Gradients(
            "weights", "submit", "--chain", _node.Http.ToString(), "--validator", DocumentedLedger.Hotkeys[9],
                "--dry-run",
            "--from", Export()).Ended(1).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void a_forecast_says_that_it_is_one()
    {
        _subnet.Set((HexBytes.Write(FakeSubnet.Metadata.Storage("SubtensorModule", "TotalHotkeyAlpha")
            .Key(FakeSubnet.Account(Alice), FakeSubnet.U16(56))), "0x00e40b5402000000"));
        var export = _home.Write("ledger.ndjson", DocumentedLedger.Export(DocumentedLedger.Setting));
        string[] asked = ["forecast", "--chain", _node.WebSocket.ToString(), "--validator", Alice, "--from", export];
        Assert.Contains("FORECAST", Running.Gradients(asked).Ended(0).Output, StringComparison.Ordinal);
        var forecast = Running.Gradients([.. asked, "--json"]).Ended(0).Json;
        Assert.True(forecast.GetProperty("forecast").GetBoolean());
        var then = forecast.GetProperty("hotkeys").EnumerateArray().Select(h =>
            h.GetProperty("incentive_then").GetInt32());
        // One validator with all the stake: incentives are its row's shares, cut off at 16 bits.
        var sum = 65535 + 1957 + 1957 + 40935;
        Assert.All(new[] { (0, 65535), (1, 1957), (3, 1957), (4, 40935) }, expected =>
            Assert.InRange(then.ElementAt(expected.Item1), (expected.Item2 * 65535L / sum) - 1,
                expected.Item2 * 65535L / sum));
    }
}
