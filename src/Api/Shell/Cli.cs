using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Gradients.Api.Attachments;
using Gradients.Api.Audits;
using Gradients.Api.Catalogues;
using Gradients.Api.Chain;
using Gradients.Api.Conducting;
using Gradients.Api.Database;
using Gradients.Api.Hosts;
using Gradients.Api.Http;
using Gradients.Api.Http.Access;
using Gradients.Api.Logs;
using Gradients.Api.Measuring;
using Gradients.Api.Recording;
using Gradients.Api.Rules;
using Gradients.Api.Seasons;
using Gradients.Api.Tournaments;
using Gradients.Api.Upkeep;
using Gradients.Api.Weights;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;
using Gradients.Projections.Seasons;
using Gradients.Runners.Meter.Datasets;
using Gradients.Runners.Meter.Weights;

namespace Gradients.Api.Shell;

/// <summary>The command line: which verbs there are, and how a command ends when it cannot do its work.</summary>
internal static class Cli
{
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root(args).Parse(args);
        // First, because a mistyped option takes the place of an argument and the parser then complains about the latter.
        if (UnknownOption(parsed) is { } unknown)
            return Usage([$"Unknown option '{unknown}'."]);
        // With --help the errors of a half-typed line do not matter.
        if (parsed.Action is ParseErrorAction)
            return Usage(parsed.Errors.Select(error => error.Message));
        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Trouble trouble)
        {
            await Console.Error.WriteLineAsync($"gradients: {trouble.Message}");
            return trouble.ExitCode;
        }
        catch (BadLog bad)
        {
            await Console.Error.WriteLineAsync($"gradients: {Terminal.Plain(bad.Message)}");
            return Exit.Diverged;
        }
        catch (Exception failure) when (Known(failure))
        {
            await Console.Error.WriteLineAsync($"gradients: {Terminal.Plain(failure.Message)}");
            return Exit.Unreadable;
        }
        catch (Exception unforeseen)
        {
            // A fault of ours: set it apart from what a user did wrong.
            await Console.Error.WriteLineAsync("gradients: this should not happen; please report it: "
                + Terminal.Plain($"{unforeseen.GetType().Name}: {unforeseen.Message}"));
            return Exit.Unreadable;
        }
    }

    /// <summary>Every verb by its name, in the order in which help lists them.</summary>
    static readonly (string Name, Func<Command> Create)[] Verbs =
    [
        ("demo", DemoVerb.Create),
        ("record", RecordVerb.Create),
        ("events", EventsVerb.Create),
        ("export", ExportVerb.Create),
        ("season", SeasonVerb.Create),
        ("bracket", BracketVerb.Create),
        ("champions", ChampionsVerb.Create),
        ("weights", WeightsVerb.Create),
        ("explain", ExplainVerb.Create),
        ("rules", RulesVerb.Create),
        ("whatif", WhatIfVerb.Create),
        ("audit", AuditVerb.Create),
        ("yuma", YumaVerb.Create),
        ("forecast", ForecastVerb.Create),
        ("watch", WatchVerb.Create),
        ("attachment", AttachmentVerb.Create),
        ("publish", PublishVerb.Create),
        ("log", LogVerb.Create),
        ("prove", ProveVerb.Create),
        ("verify", VerifyVerb.Create),
        ("witness", WitnessVerb.Create),
        ("keys", KeysVerb.Create),
        ("split", SplitVerb.Create),
        ("measure", MeasureVerb.Create),
        ("remeasure", RemeasureVerb.Create),
        ("rebuild", RebuildVerb.Create),
        ("db", DatabaseVerb.Create),
        ("doctor", DoctorVerb.Create),
        ("catalogue", CatalogueVerb.Create),
        ("hosts", HostsVerb.Create),
        ("conduct", ConductVerb.Create),
        ("approve", ApproveVerb.Create),
        ("hold", HoldVerb.Create),
        ("release", HoldVerb.CreateRelease),
        ("serve", ServeVerb.Create),
        ("apikeys", ApiKeysVerb.Create),
    ];

    /// <summary>With the verb that is named alone, where one is: options are costly to build, and a start must be quick.</summary>
    static RootCommand Root(string[] args)
    {
        var root = new RootCommand("An event-sourced ledger of model-training tournaments with replayable scoring.");
        var named = Array.Find(Verbs, verb => args is [var first, ..] && verb.Name == first);
        foreach (var verb in named.Create is null ? Verbs : [named])
            root.Add(verb.Create());
        return root;
    }

    static int Usage(IEnumerable<string> errors)
    {
        foreach (var error in errors)
            Console.Error.WriteLine($"gradients: {error}");
        Console.Error.WriteLine("Try 'gradients --help', or '--help' after a command.");
        return Exit.Unreadable;
    }

    /// <summary>An option nobody knows must never pass for a file name.</summary>
    static string? UnknownOption(ParseResult parsed)
    {
        foreach (var token in parsed.Tokens)
        {
            if (token.Type == TokenType.DoubleDash)
                return null;
            if (token.Type == TokenType.Argument && token.Value.Length > 1 && token.Value[0] == '-')
                return token.Value;
        }
        return null;
    }

    static bool Known(Exception failure) =>
        failure is StoreException or SeasonException or ModelException or DatasetException or IOException or UnauthorizedAccessException
            or OperationCanceledException or CryptoMissingException || failure.GetType().Namespace == "Npgsql";
}
