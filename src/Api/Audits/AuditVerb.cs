using System.CommandLine;
using Gradients.Api.Chain;
using Gradients.Api.Logs;
using Gradients.Api.Shell;
using Gradients.Ledger.Log;
using Gradients.Projections.Audits;

namespace Gradients.Api.Audits;

/// <summary>
/// <c>gradients audit PLACE</c>: repeat a ledger from its export or its published log, and name the first divergence.
/// </summary>
internal static class AuditVerb
{
    public static Command Create()
    {
        var place = new Argument<string>("PLACE")
        {
            Description = "An export, one event a line (- reads standard input); or a published log: a folder, an "
                + "http(s):// prefix, a .ledger or .ledger.gz bundle.",
        };
        var strict = new Option<bool>("--strict")
        {
            Description = "Exit 1 also where something had to be believed (imported facts, draws made elsewhere).",
        };
        var state = new Option<string?>("--state")
        {
            Description = "Remember an equal audit in this file and FILE.snapshot: the next one must continue it, and "
                + "folds only what is new.",
            HelpName = "FILE",
        };
        var checkpoint = new Option<string?>("--checkpoint")
        {
            Description = "Another checkpoint file of the same log, such as one with witnesses' cosignatures.",
            HelpName = "NAME",
        };
        var attachments = new Option<bool>("--attachments")
        {
            Description = "Read every attachment that events name, where it is published, and check its digest.",
        };
        var stateHash = new Option<bool>("--state-hash")
        {
            Description = "Print one number for every event and every row that follows from them, for auditors to "
                + "compare; everything is folded, and the tables are kept in memory.",
        };
        var signatures = new Signatures();
        var onChain = new ChainAuditVerb();
        var json = Options.Json();
        var verb = new Command("audit", "Recompute every recorded conclusion and every weight from an exported or "
            + "published ledger; no database is needed. Exit 0 equal, 1 diverged or not proved, 2 unreadable.")
        {
            place, strict, state, checkpoint, attachments, stateHash, json, AuditGodVerb.Create(),
        };
        signatures.AddTo(verb);
        onChain.AddTo(verb);
        verb.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetRequiredValue(place);
            var (memory, name) = (parsed.GetValue(state), parsed.GetValue(checkpoint));
            var (isStrict, isJson) = (parsed.GetValue(strict), parsed.GetValue(json));
            var (all, hash) = (parsed.GetValue(attachments), parsed.GetValue(stateHash));
            var withChain = onChain.Given(parsed);
            if (withChain && hash)
                throw new Trouble("--state-hash is about the ledger alone: ask for it without the chain");
            if (withChain)
                return await onChain.RunAsync(
                    parsed, path, () => signatures.Policy(parsed), AuditedLog.Is(path), isStrict, isJson, cancel);
            if (AuditedLog.Is(path))
                return AuditedLog.Run(path, signatures.Policy(parsed), name, memory, all, hash, isStrict, isJson);
            if (signatures.Given(parsed) || memory is not null || name is not null || all)
                throw new Trouble($"{Input.Name(path)} is an export of lines, which no checkpoint vouches for: keys, "
                    + "--no-signature, --state, --checkpoint and --attachments go with a folder, a URL or a bundle");
            return Run(path, isStrict, isJson, hash);
        });
        return verb;
    }

    internal static int Run(string path, bool strict, bool json, bool hashState = false)
    {
        using var export = Input.Open(path);
        var report = Audit.Of(export, Terminal.Progress("audited"), hashState);
        AuditPrinting.Print(Input.Name(path), report, null, strict, json);
        return report.ExitCode(strict);
    }
}
