using System.CommandLine;
using Gradients.Api.Shell;
using Gradients.Projections.ChainAudits;
using Gradients.Runners.Chain;

namespace Gradients.Api.Chain;

/// <summary>The options of a command that holds one validator's row on the chain against the ledger.</summary>
/// <param name="from">What <c>--from</c> does there.</param>
internal sealed class WatchedValidator(string from)
{
    readonly Option<string[]> _chain = ChainOptions.Chain(required: true);
    readonly Option<string?> _genesis = ChainOptions.Genesis();
    readonly Option<string?> _validator = ChainOptions.Validator(required: true);
    readonly Option<int> _netuid = Options.Netuid();

    public Option<bool> Json { get; } = Options.Json();

    public Option<string?> Database { get; } = Options.Database();

    public Option<string?> From { get; } = new("--from") { Description = from, HelpName = "FILE" };

    /// <summary>The command with these options around its own.</summary>
    public Command Verb(string name, string description, params ReadOnlySpan<Option> own)
    {
        var verb = new Command(name, description) { _chain, _genesis, _netuid, _validator, From };
        foreach (var option in own)
            verb.Add(option);
        verb.Add(Json);
        verb.Add(Database);
        return verb;
    }

    /// <exception cref="Trouble">It has more than 16 bits.</exception>
    public ushort Netuid(ParseResult parsed) => ChainOptions.Netuid(parsed.GetValue(_netuid));

    /// <exception cref="Trouble">It is no hotkey.</exception>
    public Hotkey Validator(ParseResult parsed)
    {
        var validator = new Hotkey(parsed.GetRequiredValue(_validator)!);
        return Ledger.Hashing.Ss58.IsValid(validator.Text) ? validator : throw new Trouble("--validator is no hotkey");
    }

    public Task<DerivationBook> BookAsync(ParseResult parsed, CancellationToken cancel) =>
        LedgerBook.ReadAsync(parsed.GetValue(From), parsed.GetValue(Database), Netuid(parsed), cancel);

    public RpcClient Client(ParseResult parsed) =>
        ChainOptions.Client(parsed.GetRequiredValue(_chain), parsed.GetValue(_genesis));
}
