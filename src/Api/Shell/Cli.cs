using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
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
            // Npgsql puts a place in our SQL on lines of their own below.
            await Console.Error.WriteLineAsync($"gradients: {Terminal.Plain(failure.Message.Split("\n\n")[0])}");
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

    /// <summary>Every verb, in the order in which help lists them, or the one that is named.</summary>
    static IEnumerable<Command> Verbs(string? only)
    {
        // Not a list of functions: a start must be quick, and each of them would be loaded to make it.
        if (only is null or "demo") yield return DemoVerb.Create();
        if (only is null or "record") yield return RecordVerb.Create();
        if (only is null or "events") yield return EventsVerb.Create();
        if (only is null or "export") yield return ExportVerb.Create();
        if (only is null or "season") yield return SeasonVerb.Create();
        if (only is null or "bracket") yield return BracketVerb.Create();
        if (only is null or "champions") yield return ChampionsVerb.Create();
        if (only is null or "weights") yield return WeightsVerb.Create();
        if (only is null or "explain") yield return ExplainVerb.Create();
        if (only is null or "rules") yield return RulesVerb.Create();
        if (only is null or "whatif") yield return WhatIfVerb.Create();
        if (only is null or "audit") yield return AuditVerb.Create();
        if (only is null or "yuma") yield return YumaVerb.Create();
        if (only is null or "forecast") yield return ForecastVerb.Create();
        if (only is null or "watch") yield return WatchVerb.Create();
        if (only is null or "attachment") yield return AttachmentVerb.Create();
        if (only is null or "publish") yield return PublishVerb.Create();
        if (only is null or "log") yield return LogVerb.Create();
        if (only is null or "prove") yield return ProveVerb.Create();
        if (only is null or "verify") yield return VerifyVerb.Create();
        if (only is null or "witness") yield return WitnessVerb.Create();
        if (only is null or "keys") yield return KeysVerb.Create();
        if (only is null or "split") yield return SplitVerb.Create();
        if (only is null or "measure") yield return MeasureVerb.Create();
        if (only is null or "remeasure") yield return RemeasureVerb.Create();
        if (only is null or "rebuild") yield return RebuildVerb.Create();
        if (only is null or "db") yield return DatabaseVerb.Create();
        if (only is null or "doctor") yield return DoctorVerb.Create();
        if (only is null or "catalogue") yield return CatalogueVerb.Create();
        if (only is null or "hosts") yield return HostsVerb.Create();
        if (only is null or "conduct") yield return ConductVerb.Create();
        if (only is null or "approve") yield return ApproveVerb.Create();
        if (only is null or "hold") yield return HoldVerb.Create();
        if (only is null or "release") yield return HoldVerb.CreateRelease();
        if (only is null or "serve") yield return ServeVerb.Create();
        if (only is null or "apikeys") yield return ApiKeysVerb.Create();
    }

    /// <summary>
    /// With the verb that is named alone, where one is: options are costly to build. Help and the version, whose texts
    /// the library reads from its resources, are there unless a verb is named and nobody asks.
    /// </summary>
    static Command Root(string[] args)
    {
        var named = args is [var first, ..] ? Verbs(first).FirstOrDefault() : null;
        if (named is not null && !args.Any(AsksForHelp))
            return new Command("gradients") { named };
        var root = new RootCommand("An event-sourced ledger of model-training tournaments with replayable scoring.");
        foreach (var verb in named is null ? Verbs(only: null) : [named])
            root.Add(verb);
        return root;
    }

    static bool AsksForHelp(string arg) => arg is "--help" or "-h" or "-?" or "/h" or "/?";

    static int Usage(IEnumerable<string> errors)
    {
        foreach (var error in errors)
            Console.Error.WriteLine($"gradients: {WithoutTypes(error)}");
        Console.Error.WriteLine("Try 'gradients --help', or '--help' after a command.");
        return Exit.Unreadable;
    }

    /// <summary>The parser says "as expected type 'System.Nullable`1[System.Int64]'" where a number is expected.</summary>
    static string WithoutTypes(string error)
    {
        var end = error.IndexOf(" as expected type '", StringComparison.Ordinal);
        return end < 0 ? error
            : error[..end] + (error[end..].Contains("Int", StringComparison.Ordinal) ? " as a whole number." : " as a number.");
    }

    /// <summary>An option nobody knows must never pass for a file name; a negative seed is no option.</summary>
    static string? UnknownOption(ParseResult parsed)
    {
        foreach (var token in parsed.Tokens)
        {
            if (token.Type == TokenType.DoubleDash)
                return null;
            if (token.Type == TokenType.Argument && token.Value.Length > 1 && token.Value[0] == '-'
                && !IsSeed(parsed, token))
                return token.Value;
        }
        return null;
    }

    static bool IsSeed(ParseResult parsed, Token token) =>
        long.TryParse(token.Value, NumberStyles.AllowLeadingSign, NumberFormatInfo.InvariantInfo, out _)
        && parsed.CommandResult.Children.OfType<OptionResult>()
            .Any(option => option.Option.Name == "--seed" && option.Tokens.Contains(token));

    static bool Known(Exception failure) =>
        failure is StoreException or SeasonException or ModelException or DatasetException or IOException or UnauthorizedAccessException
            or OperationCanceledException or CryptoMissingException || failure.GetType().Namespace == "Npgsql";
}
