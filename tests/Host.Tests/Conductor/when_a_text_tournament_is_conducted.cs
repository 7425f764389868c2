using Gradients.Ledger;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using Gradients.Runners.Conductor;

namespace Gradients.Host.Tests.Conductor;

public sealed class when_a_text_tournament_is_conducted(Engines engines)
{
    [Fact]
    public async Task it_goes_from_its_entries_to_its_champion_and_the_weights_with_no_hand_on_it()
    {
        await using var stage = await Stage.SetAsync(engines, TournamentType.Text, "spring",
            Stage.Host("alpha", $"unix://{engines.Sockets}/runs.sock"));
        var faults = new List<string>();
        await stage.ConductAsync(telling =>
        {
            if (telling is Telling.Over { Fault: { } fault } over)
                faults.Add($"{over.Job.Key}: {fault}");
            if (telling is Telling.Refused refused)
                faults.Add($"{refused.Key}: {refused.Refusal}");
        });
        Assert.Empty(faults);
        var (state, events) = await stage.LedgerAsync();
        var completed = Assert.IsType<Tournament.Completed>(state.TournamentOf("tournament/spring"));
        Assert.Contains(events, e => e.Event is WeightsDerived or NodeWeightsDerived);
        Assert.Equal(8, events.Count(e => e.Event is EntryAccepted));
        Assert.Equal(26, events.Count(e => e.Event is RunFinished));
        Assert.Equal(26, events.Count(e => e.Event is LossMeasured));
        Assert.Equal(events.Count, state.Head);
        Assert.NotEqual(default, completed.Winner);
        Assert.Empty(await engines.Runs.Containers.ListAsync([]));
        Assert.Empty(await engines.Runs.Volumes.ListAsync([Gradients.Runners.Cage.CageSpec.LeaseLabel]));
    }
}
