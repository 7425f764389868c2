using System.Collections.Immutable;
using Gradients.Api.Upkeep;
using Gradients.Ledger;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Conductor;

namespace Gradients.Api.Tests;

public sealed class when_a_conducted_demo_is_told
{
    static readonly Hotkey Alice = new("5HeKAN9NQtLLBN7FtRMJTKgrD7GNgvayr56Yo4cPD7V7jkWo");

    readonly List<string> _said = [];

    [Fact]
    public void people_read_who_does_what_and_how_far_it_is_and_no_keys()
    {
        var commentary = new DemoCommentary(8, _said.Add);
        long at = 1_000_000_000;
        void Tell(params ImmutableArray<TournamentEvent> facts)
        {
            foreach (var fact in facts)
                commentary.Tell(new Telling.Recorded([new(1, "tournament/demo-1", 1, at, "key", fact)]));
            at += 61_500_000;
        }
        commentary.Tell(new Telling.HostIs("here", []));
        Tell(new EntryAccepted(Alice), new RoundDrawn([[Alice, Alice]], RoundKind.Knockout, 3, null));
        Tell(new RoundDrawn([[Alice, Constants2025_12.Placeholder]], RoundKind.Boss, 4, null),
            new TaskPosed(null, [Alice, Constants2025_12.Placeholder], null, null, null, null, null, 0, "7f-a",
                TaskType.DpoTask),
            new RunScheduled(1, Alice, "7f-a"));
        Tell(new RunStarted(1, Alice, "sha256:image", "cage", "7f-a"),
            new RunFinished(1, 0, Alice, "sha256:out", "7f-a", new(2.5, 64 << 20, 3.5)),
            new TrainingEnded(Alice, TrainingStatus.Success, "7f-a"),
            new TaskDecided(Alice, [], "7f-a", Alice));
        Assert.Equal(
            [
                "        the host 'here' is ready",
                "  0:00  5HeKAN9N…jkWo: its code is fetched, checked and built (1 of 8)",
                "  0:00  round 3 is drawn from its seed: 1 pair",
                "  1:01  round 4 is drawn from its seed: the champion defends the title",
                "  1:01  task 4.1  DpoTask for 5HeKAN9N…jkWo and the champion",
                "  2:03  task 4.1  5HeKAN9N…jkWo trains in its cage",
                "  2:03  task 4.1  5HeKAN9N…jkWo has trained in 3.5 s with 64 MiB (run 1 of 2)",
                "  2:03  task 4.1  goes to 5HeKAN9N…jkWo (1 of 1 decided)",
            ], _said);
    }

    [Fact]
    public void texts_of_others_drive_no_terminal()
    {
        var commentary = new DemoCommentary(8, _said.Add);
        commentary.Tell(new Telling.HostIs("here", ["\u001b[2Jgone"]));
        Assert.DoesNotContain('\u001b', Assert.Single(_said));
    }
}
