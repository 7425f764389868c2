using Gradients.Ledger.Commands;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Projections.Seasons;

/// <summary>
/// A season's facts as the commands that record them, in the order in which they happened. Facts nobody kept (commits,
/// fees, runs, seeds) stay absent; draws stand as given; approvals are sent where the rules want a human's.
/// </summary>
public static class SeasonCommands
{
    /// <summary>The subnet of these tournaments.</summary>
    public const int Netuid = 56;

    /// <exception cref="SeasonException">Two steps of one tournament contradict each other.</exception>
    public static IEnumerable<CommandLine> Of(Season season)
    {
        var number = 0;
        foreach (var (stream, at, command) in Unnumbered(season))
            yield return new(stream, at, Key(season, stream, command, ref number), command);
    }

    /// <summary>Adopting the rulebook is the same act in every season; everything else is this file's alone.</summary>
    static string Key(Season season, string stream, LedgerCommand command, ref int number) =>
        command is AdoptRulebook adopt
            ? $"{stream}:{adopt.Rulebook}"
            : $"season:{season.Digest.AsSpan(0, 16)}:{++number}";

    static IEnumerable<(string Stream, long At, LedgerCommand Command)> Unnumbered(Season season)
    {
        var steps = Steps(season);
        if (steps.Count > 0)
            yield return (Streams.Rulebook, steps[0].At, new AdoptRulebook(Constants2025_12.RulebookId));
        foreach (var step in steps)
            foreach (var (stream, command) in step.Commands)
                yield return (stream, step.At, command);
    }

    /// <summary>One moment of the season and what was done then.</summary>
    /// <param name="Place">How many weight settings of the same moment came before.</param>
    sealed record Step(
        long At, int Place, StepKind Kind, IEnumerable<(string Stream, LedgerCommand Command)> Commands);

    /// <summary>In the order in which they are taken between two weight settings of one moment.</summary>
    enum StepKind
    {
        Closing,
        Completion,
        Opening,
        Setting,
    }

    /// <summary>
    /// By time. Times are whole minutes, so several things may share one: then each weight setting says what had
    /// happened before it by the tournaments it counts as running, and by how many of their rounds.
    /// </summary>
    static List<Step> Steps(Season season)
    {
        var steps = new List<Step>();
        var settings = season.Snapshots.ToLookup(snapshot => snapshot.At);
        void Add(StepKind kind, long at, Func<SeasonSnapshot, bool> isKnown, string stream,
            IEnumerable<LedgerCommand> commands) =>
            steps.Add(new(at, settings[at].Count(setting => !isKnown(setting)), kind, On(stream, commands)));

        for (var t = 0; t < season.Tournaments.Length; t++)
        {
            var (place, tournament) = (t, season.Tournaments[t]);
            var stream = Streams.Tournament(tournament.Id);
            Add(StepKind.Opening, tournament.CreatedAt, s => s.RoundsOf(place) is not null, stream,
                Opening(tournament));
            for (var i = 0; i < tournament.Rounds.Length; i++)
            {
                var round = i;
                Add(StepKind.Closing, tournament.Rounds[i].CompletedAt, s => !(s.RoundsOf(place) <= round), stream,
                    Closing(tournament, i));
            }
            Add(StepKind.Completion, tournament.CompletedAt, s => s.RoundsOf(place) is null, stream,
                [new CompleteTournament()]);
        }
        foreach (var moment in settings)
            steps.AddRange(moment.Select((setting, i) => new Step(moment.Key, i, StepKind.Setting, Setting(setting))));
        // List.Sort is unstable; OrderBy keeps the file's order where nothing else tells.
        return [.. steps.OrderBy(step => step.At).ThenBy(step => step.Place).ThenBy(step => step.Kind)];
    }

    static IEnumerable<(string Stream, LedgerCommand Command)> On(string stream, IEnumerable<LedgerCommand> commands)
    {
        foreach (var command in commands)
            yield return (stream, command);
    }

    static IEnumerable<(string Stream, LedgerCommand Command)> Setting(SeasonSnapshot snapshot)
    {
        yield return (Streams.Metagraph(Netuid), new Report(new MetagraphObserved(null, null, snapshot.Metagraph)));
        yield return (Streams.Weights(Netuid), new DeriveWeights());
    }

    static IEnumerable<LedgerCommand> Opening(SeasonTournament t)
    {
        yield return new AnnounceTournament(
            Completion.Operator, t.BaseWinner, Origin.Imported, Constants2025_12.RulebookId, t.Type);
        foreach (var hotkey in t.Participants)
        {
            yield return new Report(new EntrySubmitted(null, null, hotkey, null));
            yield return new Report(new EntryAccepted(hotkey));
        }
        yield return new CloseField();
        if (t.Rounds.Length > 0)
            foreach (var command in Drawing(t.Rounds[0]))
                yield return command;
    }

    static IEnumerable<LedgerCommand> Drawing(SeasonRound round)
    {
        yield return new DrawRound(round.Assignments, null);
        foreach (var task in round.Tasks)
            yield return new Report(new TaskPosed(
                null, [.. task.Rows.Select(row => row.Hotkey)], null, null, null, null, null, task.Slot, task.Id,
                task.Type));
    }

    static IEnumerable<LedgerCommand> Closing(SeasonTournament t, int round)
    {
        foreach (var task in t.Rounds[round].Tasks)
        {
            foreach (var row in task.Rows)
                foreach (var fact in Facts(task, row))
                    yield return new Report(fact);
            if (NeedsApproval(task))
                yield return new Report(new FailuresApproved("importer", task.Id));
        }
        foreach (var task in t.Rounds[round].Tasks)
            yield return new DecideTask(task.Id);
        yield return new CloseRound(round + 1);
        if (round + 1 == t.Rounds.Length)
            yield break;
        foreach (var hotkey in t.Rounds[round].Unregistered)
            yield return new Report(new NodeGone(hotkey));
        foreach (var command in Drawing(t.Rounds[round + 1]))
            yield return command;
    }

    static IEnumerable<TournamentEvent> Facts(SeasonTask task, SeasonRow row)
    {
        if (row.Training is { } status)
            yield return new TrainingEnded(row.Hotkey, status, task.Id);
        if (row.Loss is { } loss)
            yield return new LossMeasured(null, row.Hotkey, row.IsFinetune, loss, null, row.Reason, task.Id);
    }

    static bool NeedsApproval(SeasonTask task) =>
        task.Rows.Count(row => row.Training == TrainingStatus.Failure) * 2
        > task.Rows.Count(row => row.Training is not null);
}
