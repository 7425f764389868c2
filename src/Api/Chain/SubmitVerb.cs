using System.CommandLine;
using System.Text.Json;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Chain;
using Gradients.Projections;
using Gradients.Runners.Chain;

namespace Gradients.Api.Chain;

/// <summary>
/// <c>gradients weights submit</c>: the latest weights onto the chain, signed by a program that holds the key.
/// </summary>
internal sealed class SubmitVerb
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    static readonly TimeSpan SignerPatience = TimeSpan.FromMinutes(5);

    readonly Option<string[]> _chain = ChainOptions.Chain(required: true);
    readonly Option<string?> _genesis = ChainOptions.Genesis();
    readonly Option<string?> _validator = ChainOptions.Validator(required: true);
    readonly Option<int> _netuid = Options.Netuid();
    readonly Option<bool> _json = Options.Json();
    readonly Option<string?> _database = Options.Database();

    readonly Option<string?> _signer = new("--signer")
    {
        Description = "The program that signs, as a shell command; see docs/signer.md.", HelpName = "COMMAND",
    };

    readonly Option<bool> _rehearse = new("--dry-run")
    {
        Description = "Print the call that would be signed; record, sign and send nothing.",
    };

    readonly Option<string?> _from = new("--from")
    {
        Description = "With --dry-run: the ledger from an export instead of the database.", HelpName = "FILE",
    };

    readonly Option<int> _era = new("--era")
    {
        Description = "Blocks for which the extrinsic may be included: 4, 8, 16, …", DefaultValueFactory = _ => 8,
        HelpName = "N",
    };

    public static Command Create() => new SubmitVerb().Verb();

    Command Verb()
    {
        var verb = new Command("submit",
            "Derive weights with the chain's present uids, record them, have them signed, and "
            + "follow them until a final block stores them. Exit 0 stored or nothing due, 1 otherwise.")
        {
            _chain, _genesis, _netuid, _validator, _signer, _rehearse, _from, _era, _json, _database,
        };
        verb.SetAction(RunAsync);
        return verb;
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var era = parsed.GetValue(_era);
        if (era is < (int)Era.Shortest or > 4096 || !System.Numerics.BitOperations.IsPow2(era))
            throw new Trouble($"--era {era} is no power of two from 4 to 4096");
        if (!Ledger.Hashing.Ss58.IsValid(parsed.GetRequiredValue(_validator)!))
            throw new Trouble("--validator is no hotkey");
        if (parsed.GetValue(_from) is not null && !parsed.GetValue(_rehearse))
            throw new Trouble("--from goes with --dry-run: what is sent is recorded in the database");
        await using var client = ChainOptions.Client(parsed.GetRequiredValue(_chain), parsed.GetValue(_genesis));
        return parsed.GetValue(_rehearse)
            ? await RehearseAsync(parsed, new(client), (uint)era, cancel)
            : await SubmitAsync(parsed, new(client), (uint)era, cancel);
    }

    WeightsPlanner Planner(ParseResult parsed, ChainReader chain, LedgerPort ledger, uint era) => new(
        chain, ledger, ChainOptions.Netuid(parsed.GetValue(_netuid)), new(parsed.GetRequiredValue(_validator)!), era);

    async Task<int> RehearseAsync(ParseResult parsed, ChainReader chain, uint era, CancellationToken cancel)
    {
        var state = parsed.GetValue(_from) is { } export ? Folded(export)
            : await StateAsync(parsed.GetValue(_database), cancel);
        var ledger = new LedgerPort(() => state, (_, _, _) =>
            throw new InvalidOperationException("A rehearsal records nothing."));
        var (plan, none) = await Planner(parsed, chain, ledger, era).PlanAsync(rehearse: true, cancel);
        if (plan is null)
            return Say(parsed, none!);
        if (parsed.GetValue(_json))
            Terminal.Json(json => Write(json, plan));
        else
            Print(plan);
        return Exit.Done;
    }

    static async Task<LedgerState> StateAsync(string? database, CancellationToken cancel)
    {
        await using var ledger = await OpenLedger.AsReaderAsync(database, cancel);
        return await ledger.StateAsync(null, cancel);
    }

    static LedgerState Folded(string export)
    {
        var (state, names) = (LedgerState.Empty, new Interner());
        using var lines = new Lines(Input.Open(export), Envelope.MaxBytes, mayEndOpen: false);
        try
        {
            while (lines.TryNext(out var line))
                state = LedgerState.Evolve(state, Envelope.ReadToFold(line, names, out _));
            return state;
        }
        catch (Exception bad) when (bad is NotCanonical or CannotFollow)
        {
            throw new Trouble($"{Input.Name(export)} line {lines.Number}: {Terminal.Plain(bad.Message)}");
        }
    }

    async Task<int> SubmitAsync(ParseResult parsed, ChainReader chain, uint era, CancellationToken cancel)
    {
        if (parsed.GetValue(_signer) is not { } command)
            throw new Trouble("--signer COMMAND is missing: this program never sees a key (see docs/signer.md)");
        await using var open = await OpenLedger.AsWriterAsync(parsed.GetValue(_database), cancel);
        var current = await CurrentTables.OpenAsync(open, cancel);
        var ledger = new LedgerPort(
            () => current.Ledger.State,
            (stream, key, asked) => current.Ledger.HandleAsync(new(stream, null, key, asked)));
        var submitter = new WeightsSubmitter(
            chain, ledger, Planner(parsed, chain, ledger, era), new(["/bin/sh", "-c", command], SignerPatience),
            ChainOptions.Netuid(parsed.GetValue(_netuid)), Pause,
            step => Console.Error.WriteLine(Terminal.Plain(step)));
        try
        {
            return Say(parsed, await submitter.SubmitAsync(cancel));
        }
        finally
        {
            await current.CatchUpAsync(CancellationToken.None);
        }
    }

    int Say(ParseResult parsed, SubmissionResult result)
    {
        if (parsed.GetValue(_json))
            Terminal.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("end", result.End.ToString());
                json.WriteString("says", result.Says);
                json.WriteEndObject();
            });
        else
            Console.WriteLine(Terminal.Plain(result.Says));
        return result.IsGood ? Exit.Done : Exit.Diverged;
    }

    static void Print(WeightsPlan plan)
    {
        Console.WriteLine(
            $"{plan.Fact.Call} for epoch {plan.Fact.Epoch}, {plan.Uids.Length} entries, read at {plan.At}:");
        for (var i = 0; i < plan.Uids.Length; i++)
            Console.WriteLine($"  uid {plan.Uids[i]}: {plan.Weights[i]}");
        Console.WriteLine($"version key {plan.Fact.VersionKey}, nonce {plan.Fact.Nonce}, era of "
            + $"{plan.Fact.EraPeriod} blocks from {plan.Fact.EraBirth} on");
        Console.WriteLine($"call bytes {HexBytes.Write(plan.Extrinsic.Call.AsSpan())}");
        Console.WriteLine($"payload    {HexBytes.Write(plan.Extrinsic.Unhashed())}");
        Console.WriteLine("Nothing was recorded, signed or sent.");
    }

    static void Write(Utf8JsonWriter json, WeightsPlan plan)
    {
        json.WriteStartObject();
        json.WriteString("call", plan.Fact.Call);
        json.WriteString("validator", plan.Fact.Validator.Text);
        json.WriteNumber("block", plan.At.Number);
        json.WriteString("block_hash", plan.At.Hash);
        json.WriteNumber("epoch", plan.Fact.Epoch);
        json.WriteNumber("nonce", plan.Fact.Nonce);
        json.WriteNumber("era_period", plan.Fact.EraPeriod);
        json.WriteNumber("version_key", plan.Fact.VersionKey);
        json.WriteNumbers("uids", plan.Uids);
        json.WriteNumbers("weights", plan.Weights);
        json.WriteNumbers("salt", plan.Fact.Salt);
        json.WriteString("call_bytes", HexBytes.Write(plan.Extrinsic.Call.AsSpan()));
        json.WriteString("payload", HexBytes.Write(plan.Extrinsic.Unhashed()));
        json.WriteEndObject();
    }
}
