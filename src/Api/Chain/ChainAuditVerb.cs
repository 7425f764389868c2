using System.CommandLine;
using System.Collections.Immutable;
using Gradients.Api.Shell;
using Gradients.Ledger.Log;
using Gradients.Projections.Audits;
using Gradients.Projections.ChainAudits;
using Gradients.Runners.Chain;

namespace Gradients.Api.Chain;

/// <summary>
/// <c>gradients audit PLACE --chain URL --validator HOTKEY</c>, or <c>--onchain FILE</c>: the ledger first, and then
/// what the
/// chain stores against what follows from it.
/// </summary>
internal sealed class ChainAuditVerb
{
    readonly Option<string[]> _chain = ChainOptions.Chain();
    readonly Option<string?> _genesis = ChainOptions.Genesis();
    readonly Option<string?> _validator = ChainOptions.Validator();
    readonly Option<int> _netuid = Options.Netuid();

    readonly Option<string?> _blocks = new("--blocks")
    {
        Description = "All rows that stood between these blocks (an archive node is needed); without it the present "
            + "one.",
        HelpName = "A..B",
    };

    readonly Option<string?> _onchain = new("--onchain")
    {
        Description = "Compare with rows from a file instead of a node: {\"uids\":[…],\"weights\":[…]}; see "
            + "docs/chain.md.",
        HelpName = "ROW.json",
    };

    readonly Option<string?> _html = new("--html")
    {
        Description = "Write the comparison with the chain as one self-contained page, too.", HelpName = "FILE",
    };

    public void AddTo(Command verb)
    {
        foreach (var option in (Option[])[_chain, _genesis, _validator, _netuid, _blocks, _onchain, _html])
            verb.Options.Add(option);
    }

    public bool Given(ParseResult parsed)
    {
        if (parsed.GetValue(_chain) is { Length: > 0 } || parsed.GetValue(_onchain) is not null)
            return true;
        return parsed.GetValue(_validator) is null && parsed.GetValue(_blocks) is null && parsed.GetValue(_html) is null
            ? false
            : throw new Trouble("--validator, --blocks and --html go with --chain URL or --onchain FILE");
    }

    /// <param name="policy">The signatures a log needs; asked only where the place is a log.</param>
    public async Task<int> RunAsync(
        ParseResult parsed, string place, Func<SignaturePolicy?> policy, bool isLog, bool strict, bool json,
        CancellationToken cancel)
    {
        if (place == "-")
            throw new Trouble("a ledger that is compared with the chain is read twice: name a file, a folder or a URL");
        var netuid = ChainOptions.Netuid(parsed.GetValue(_netuid));
        var (report, book) = isLog ? Log(place, policy(), netuid) : Export(place, netuid);
        var rows = report.ExitCode(strict: false) == Exit.Done ? await RowsAsync(parsed, netuid, cancel) : [];
        var outcome = new ChainAuditOutcome(
            place, netuid, parsed.GetValue(_validator), report,
            [.. rows.Select(row => RowJudge.Judge(book.Derivations, row))], strict);
        if (parsed.GetValue(_html) is { } html)
            Output.Write(html, file => file.Write(System.Text.Encoding.UTF8.GetBytes(ChainAuditPage.Of(outcome))));
        if (json)
            Terminal.Json(writer => ChainAuditPrinting.Write(writer, outcome));
        else
            ChainAuditPrinting.Print(outcome);
        return outcome.ExitCode;
    }

    static (AuditReport, DerivationBook) Export(string place, int netuid)
    {
        AuditReport report;
        using (var export = Input.Open(place))
            report = Audit.Of(export);
        if (report.ExitCode(strict: false) != Exit.Done)
            return (report, new(netuid));
        using var again = Input.Open(place);
        return (report, DerivationBook.Of(again, netuid));
    }

    static (AuditReport, DerivationBook) Log(string place, SignaturePolicy? policy, int netuid)
    {
        AuditReport report;
        using (var source = LogSource.Open(place))
            try
            {
                report = LogAudit.Of(new TiledLog(source, policy));
            }
            catch (BadLog refused)
            {
                return (LogAudit.Of(refused), new(netuid));
            }
        if (report.ExitCode(strict: false) != Exit.Done)
            return (report, new(netuid));
        using var again = LogSource.Open(place);
        return (report, DerivationBook.Of(new TiledLog(again, policy), netuid));
    }

    async Task<ImmutableArray<StoredRow>> RowsAsync(ParseResult parsed, ushort netuid, CancellationToken cancel)
    {
        var endpoints = parsed.GetValue(_chain) ?? [];
        if (parsed.GetValue(_onchain) is { } file)
            return endpoints.Length == 0
                ? StoredRow.Read(new(Input.Name(file), Input.ReadAll(file)), out var fault)
                    ?? throw new Trouble(Terminal.Plain(fault!.ToString()))
                : throw new Trouble("rows come from --chain or from --onchain, not from both");
        if (parsed.GetValue(_validator) is not { } validator)
            throw new Trouble("--chain needs --validator HOTKEY: whose row is meant");
        if (!Ledger.Hashing.Ss58.IsValid(validator))
            throw new Trouble($"--validator {Terminal.Plain(validator)} is no hotkey");
        await using var client = ChainOptions.Client(endpoints, parsed.GetValue(_genesis));
        var range = parsed.GetValue(_blocks) is { } blocks ? ChainOptions.Blocks(blocks) : ((ulong, ulong?)?)null;
        return await new RowsOnChain(new(client), netuid, new(validator)).ReadAsync(range, cancel);
    }
}
