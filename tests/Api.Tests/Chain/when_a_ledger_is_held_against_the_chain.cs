using System.Text.Json;
using Gradients.Testing;

namespace Gradients.Api.Tests.Chain;

public sealed class when_a_ledger_is_held_against_the_chain : IAsyncDisposable
{
    readonly LedgerHome _files = new(); // No ledger is made: only its folder for files is used.
    readonly FakeChain _chain = new();
    readonly FakeNode _node;
    readonly FakeSubnet _subnet;
    readonly string _export;

    public when_a_ledger_is_held_against_the_chain()
    {
        _node = new(_chain.AnswerAsync);
        _subnet = new(_chain, 56);
        _export = _files.Write("ledger.ndjson", DocumentedLedger.Export(DocumentedLedger.Setting));
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        _files.Dispose();
    }

    static readonly (int, ushort)[] Follows = [(0, 65535), (1, 1957), (3, 1957), (4, 40935)];

    static string Validator => DocumentedLedger.Hotkeys[5];

    /// <summary>The documented metagraph on the chain from its block on, with a row of uid 5.</summary>
    void Stored(params (int, ushort)[] row)
    {
        var members = _subnet.Members(DocumentedLedger.Hotkeys, permits: 6).ToList();
        _subnet.Set([.. members, _subnet.Weights(5, row), _subnet.LastUpdate(0, 0, 0, 0, 0, 3, 0, 0, 0, 0)]);
    }

    Ran Audit(params string[] more) =>
        Running.Gradients(["audit", _export, "--chain", _node.WebSocket.ToString(), "--validator", Validator, .. more]);

    static JsonElement Row(Ran ran) => Assert.Single(ran.Json.GetProperty("rows").EnumerateArray());

    [Fact]
    public void what_follows_is_exact()
    {
        Stored(Follows);
        var ran = Audit("--json").Ended(0);
        Assert.Equal("exact", Row(ran).GetProperty("verdict").GetString());
        Assert.Equal("equal", ran.Json.GetProperty("ledger").GetProperty("verdict").GetString());
        Assert.Contains("THE CHAIN STORES WHAT FOLLOWS", Audit("--netuid", "56").Ended(0).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void one_unit_exits_1_and_names_uid_hotkey_recomputed_and_stored()
    {
        Stored((0, 65535), (1, 1957), (3, 1958), (4, 40935));
        var difference = Assert.Single(
            Row(Audit("--json").Ended(1)).GetProperty("differences").EnumerateArray());
        Assert.Equal(3, difference.GetProperty("uid").GetInt32());
        Assert.Equal(DocumentedLedger.Hotkeys[3], difference.GetProperty("hotkey").GetString());
        Assert.Equal(1957, difference.GetProperty("recomputed").GetInt32());
        Assert.Equal(1958, difference.GetProperty("stored").GetInt32());
        var page = _files.File("report.html");
        var told = Audit("--html", page).Ended(1).Output;
        Assert.Contains(DocumentedLedger.Hotkeys[3], told, StringComparison.Ordinal);
        Assert.Contains("1958", told, StringComparison.Ordinal);
        var html = File.ReadAllText(page);
        Assert.Contains(DocumentedLedger.Hotkeys[3], html, StringComparison.Ordinal);
        Assert.Contains("1958", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)<script|https?://|src=|href=", html);
    }

    [Fact]
    public void a_file_does_as_well_as_a_node()
    {
        var row = _files.Write("row.json", """{"uids":[0,1,3,4],"weights":[65535,1957,1957,40935]}""");
        Running.Gradients("audit", _export, "--onchain", row).Ended(0);
        row = _files.Write("row.json", """{"uids":[0,1,3,4],"weights":[65535,1957,1957,40934]}""");
        var ran = Running.Gradients("audit", _export, "--onchain", row, "--json").Ended(1);
        Assert.Equal("different", Row(ran).GetProperty("verdict").GetString());
        row = _files.Write("row.json", """{"uids":[4,3,1,0],"weights":[40935,1957,1957,65535]}""");
        Running.Gradients("audit", _export, "--onchain", row).Ended(0);
        Assert.Equal(1, Running.Gradients("audit", _export, "--onchain", row, "--strict").Exit);
        Assert.Contains("weights[0]", Running.Gradients(
            "audit", _export, "--onchain",
            _files.Write("row.json", """{"uids":[4],"weights":["x"]}""")).Ended(2).Errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public void all_rows_of_a_range_are_walked()
    {
        _chain.AddEmpty(5);
        Stored((0, 65535));
        var first = _chain.Head.Number;
        ulong[] updates = [0, 0, 0, 0, 0, first, 0, 0, 0, 0];
        _subnet.Set(_subnet.LastUpdate(updates));
        _chain.AddEmpty(4);
        updates[5] = _chain.Head.Number + 1;
        _subnet.Set(_subnet.LastUpdate(updates), _subnet.Weights(5, Follows));
        _chain.AddEmpty(3);
        var rows = Audit("--json", "--blocks", $"{first + 1}..{_chain.Head.Number}").Ended(1).Json.GetProperty("rows");
        Assert.Equal(["different", "exact"], rows.EnumerateArray().Select(r => r.GetProperty("verdict").GetString()));
        Assert.Equal(updates[5], rows[1].GetProperty("block").GetUInt64());
        Audit("--blocks", $"{updates[5]}..").Ended(0);
        Assert.Contains("not final", Audit("--blocks", "1..999").Ended(2).Errors, StringComparison.Ordinal);
        Audit("--blocks", "7-9").Ended(2);
    }

    [Fact]
    public void a_ledger_that_does_not_hold_is_not_compared()
    {
        Stored(Follows);
        File.WriteAllText(_export, File.ReadAllText(_export).Replace("\"weights\":[65535,1957,1957,40935]", 
            "\"weights\":[65535,1957,1958,40935]", StringComparison.Ordinal));
        Assert.Contains("not compared", Audit().Ended(1).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void a_validator_without_a_uid_is_said_to_have_none()
    {
        Stored(Follows);
        Assert.Contains("has no uid", Running.Gradients("audit", _export, "--chain", _node.Http.ToString(),
            "--validator", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY").Ended(1).Errors,
                StringComparison.Ordinal);
    }

    [Fact]
    public void another_chain_is_refused() => Assert.Contains(
        "another chain", Audit("--genesis", new string('0', 64)).Ended(2).Errors, StringComparison.Ordinal);

    [Fact]
    public void half_a_question_is_refused()
    {
        Running.Gradients("audit", _export, "--validator", Validator).Ended(2);
        Running.Gradients("audit", _export, "--chain", _node.Http.ToString()).Ended(2);
        Running.Gradients("audit", _export, "--chain", "ftp://x", "--validator", Validator).Ended(2);
        Running.Gradients("audit", "-", "--onchain", "x").Ended(2);
    }
}
