using Gradients.Ledger.Commands;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using Gradients.Projections.Simulation;

namespace Gradients.Projections.Tests.Simulation;

/// <summary>Between the commands of a simulated season stand others that a rule forbids at that very moment.</summary>
public sealed class when_an_operator_makes_mistakes_all_season
{
    readonly MemoryLedger _ledger = new();
    readonly SortedSet<string> _codes = new(StringComparer.Ordinal);
    int _mistakes;

    [Fact]
    public void each_is_refused_with_its_code_and_leaves_no_trace()
    {
        foreach (var step in new SeasonSimulator(5, 6).Steps())
        {
            Before(step.Line);
            Assert.IsType<Answer.Accepted>(_ledger.Handle(step.Line, step.Line.At!.Value));
            After(step.Line.Stream, step.Events[^1].Event);
        }
        Assert.Equal(
            Simulated.Export(new SeasonSimulator(5, 6).Events()), Simulated.Export(_ledger.Events));
        Assert.True(_codes.Count > 15, string.Join(", ", _codes));
    }

    void Before(CommandLine line)
    {
        // A block's hash cannot be told from any other value here: the chain is not asked.
        if (line.Command is DrawRound && Running(line.Stream) is { } running
            && running.Promises.First(p => p.Round == running.Past.Length + 1).Commitment is not null)
            Refused(line.Stream, new DrawRound([], new string('0', 64)), "seed_breaks_commitment");
    }

    void After(string stream, LedgerEvent last)
    {
        switch (last)
        {
            case EntrySubmitted entry:
                Refused(stream, new Report(new EntryAccepted(entry.Hotkey)), "fee_not_paid");
                Refused(stream, new Report(entry), "already_entered");
                Refused(stream, new Report(entry with { Hotkey = new("nobody") }), "not_ss58");
                break;
            case EntryFeePaid fee:
                Refused(stream, new Report(fee with { AmountRao = 0 }), "fee_malformed");
                break;
            case FieldClosed field:
                Refused(stream, new Report(new EntryAccepted(field.Entrants[0])), "field_not_open");
                Refused(stream, new CloseRound(), "no_round_running");
                break;
            case RoundDrawn or DrawBlockNamed when Running(stream) is { Round: not null }:
                Refused(stream, new DrawRound([], null), "not_between_rounds");
                Refused(stream, new CloseRound(), "tasks_missing");
                break;
            case TaskPosed task:
                Refused(stream, new Report(task), "task_exists");
                Refused(stream, new DecideTask(task.Task), "losses_missing");
                Refused(stream, new CloseRound(), "tasks_undecided");
                break;
            case RunStarted run:
                Refused(stream, new Report(run), "run_out_of_order");
                Refused(stream, new Report(new TrainingEnded(run.Hotkey, TrainingStatus.Success, run.Task)), "not_run");
                break;
            case TrainingEnded ended:
                Refused(stream, new Report(ended), "training_over");
                break;
            case LossMeasured loss:
                Refused(stream, new Report(loss), "already_measured");
                break;
            case TaskDecided decided:
                Refused(stream, new Report(decided), "conclusion_reported");
                Refused(stream, new DecideTask(decided.Task), "task_is_over");
                break;
            case TournamentAnnounced announced:
                Refused(stream, new CompleteTournament(), "not_decided");
                Refused("tournament/another", new AnnounceTournament(
                    Completion.Operator, null, Origin.Recorded, "2025.12", announced.Type), "type_already_running");
                break;
            case TournamentCompleted:
                Refused(stream, new Report(new TournamentCancelled("too_late")), "nothing_to_cancel");
                break;
            case RulebookAdopted adopted:
                Refused(stream, new AdoptRulebook(adopted.Rulebook), "rulebook_adopted");
                break;
            case WeightsDerived:
                Refused("weights/9999", new DeriveWeights(), "metagraph_missing");
                break;
        }
    }

    Tournament.Running? Running(string stream) => _ledger.State.TournamentOf(stream) as Tournament.Running;

    void Refused(string stream, LedgerCommand command, string code)
    {
        var answer = _ledger.Handle(stream, 0, $"mistake:{++_mistakes}", command);
        var refused = Assert.IsType<Answer.Refused>(answer);
        Assert.Equal(code, refused.Refusal.Code);
        _codes.Add(code);
    }
}
