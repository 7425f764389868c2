using System.Text.Json.Nodes;
using Gradients.Ledger;
using Gradients.Ledger.Chain;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Weights;
using Gradients.Runners.Chain;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Chain;

/// <summary>
/// Specs about bringing weights onto a chain: subnet 1, all emission burnt, so that the row is uid 0 alone; Alice is
/// the
/// validator.
/// </summary>
public abstract class SubmissionSpec : ChainSpec
{
    protected const string Stream = "weights/1";

    protected SubmissionSpec()
    {
        Subnet = new(Fake, 1);
        Ledger.Handle(Streams.Rulebook, 0, "rules", new AdoptRulebook(Constants2025_12.RulebookId));
        Subnet.Set(Subnet.Members(
            [Constants2025_12.Placeholder.Text, Alice.Text, "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"], 3));
        Fake.Submitted = extrinsic => Included(extrinsic);
    }

    protected FakeSubnet Subnet { get; }

    protected MemoryLedger Ledger { get; } = new();

    protected List<string> Said { get; } = [];

    protected int Signatures { get; private set; }

    protected WeightsLane Lane => Ledger.State.Lane(Stream);

    protected IEnumerable<LedgerEvent> Steps => Ledger.Events.Where(e => e.Stream == Stream).Select(e => e.Event);

    LedgerPort Port => new(() => Ledger.State, (stream, key, command) =>
    {
        if (command is Report { Fact: WeightsSubmitted })
            Signatures++;
        return Task.FromResult(Ledger.Handle(stream, 0, key, command));
    });

    protected WeightsPlanner Planner(ChainReader chain) => new(chain, Port, 1, Alice, 8);

    /// <summary>A signer of the test's own: what it signs does not matter to a chain in memory.</summary>
    protected static ExternalSigner AnySigner => new(["/bin/sh", "-c",
        $"cat >/dev/null; echo 0x{new string('5', 128)}"],
        TimeSpan.FromSeconds(20));

    protected async Task<SubmissionResult> SubmitAsync(ExternalSigner? signer = null, Uri? node = null)
    {
        var chain = Reader(node ?? Node.WebSocket);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await new WeightsSubmitter(
            chain, Port, Planner(chain), signer ?? AnySigner, 1, TimeSpan.FromMilliseconds(20), Said.Add)
            .SubmitAsync(limit.Token);
    }

    protected static readonly string Events = (string)RecordedSession.Explained["storage_keys"]!["Number"]!;

    /// <summary>The extrinsic in a final block of its own that succeeds and stores this row.</summary>
    protected IEnumerable<JsonNode> Included(string extrinsic, params (int, ushort)[] row)
    {
        var block = Fake.Add([extrinsic], EventsOf(26), Subnet.Weights(1, row is [] ? [(0, 65535)] : row),
            Subnet.LastUpdate(0, Fake.Head.Number + 1, 0));
        Fake.FinalizeHead();
        Fake.Nonce++;
        return [Json("""{"ready":null}"""), Json($$"""{"inBlock":"{{block.Hash}}"}"""),
            Json($$"""{"finalized":"{{block.Hash}}"}""")];
    }

    /// <summary>Events of a recorded block whose extrinsic 1 succeeded (26) or came too soon (33).</summary>
    protected static (string, string?) EventsOf(int reply) => (
        HexBytes.Write(FakeSubnet.Metadata.Storage("System", "Events").Key()), (string)RecordedSession.Result(reply)!);
}
