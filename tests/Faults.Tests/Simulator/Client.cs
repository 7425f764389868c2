using Gradients.Ledger.Commands;

namespace Gradients.Faults.Tests.Simulator;

/// <summary>
/// Somebody who has things to report and will not let go: each command is sent, to whichever process, under one key
/// until it is answered. Several clients take from the same script, so that their commands overtake each other.
/// </summary>
sealed class Client(World world)
{
    const int Travel = 6;
    const int MostRefusals = 3;

    readonly Machine _machine = world.NewMachine();

    public bool IsDone { get; private set; }

    public void Start(Queue<CommandLine> script) => _machine.Start(async () =>
    {
        while (script.TryDequeue(out var line))
        {
            List<CommandLine> lines = [line];
            // Now and then several go together as an import: all of them or none.
            if (world.Below(12) == 0)
                while (lines.Count < 8 && script.TryDequeue(out var more))
                    lines.Add(more);
            await SendAsync(lines, lines.Count > 1 ? $"import:{line.Key}" : null);
        }
        IsDone = true;
    });

    async Task SendAsync(List<CommandLine> lines, string? import)
    {
        for (var refusals = 0; refusals < MostRefusals;)
        {
            var answers = await AskAsync(lines, import);
            if (answers is not null && answers.Count == lines.Count && answers.All(a => a is not Answer.Refused))
                return;
            // Another client's command may have to come first. What is refused for good is given up.
            refusals += answers is null ? 0 : 1;
            await _machine.Sleep(1 + world.Below(30));
        }
    }

    /// <returns>Null when no answer came: what became of the commands is unknown.</returns>
    Task<IReadOnlyList<Answer>?> AskAsync(List<CommandLine> lines, string? import)
    {
        var answer = new TaskCompletionSource<IReadOnlyList<Answer>?>();
        void Reply(IReadOnlyList<Answer>? answers)
        {
            if (!world.Fails(Fault.MessageLost))
                world.Time.After(world.Below(Travel), () => answer.TrySetResult(answers));
        }
        var copies = world.Fails(Fault.MessageDoubled) ? 2 : 1;
        for (var copy = 0; copy < copies; copy++)
        {
            var node = world.Nodes[world.Below(world.Nodes.Count)];
            if (!world.Fails(Fault.MessageLost))
                world.Time.After(
                    world.Below(Travel) * (copy == 0 ? 1 : 10), () => node.Receive(new(lines, import, Reply)));
        }
        var patience = world.Fails(Fault.Impatience) ? world.Below(40) : 400;
        world.Time.After(patience, () => answer.TrySetResult(null));
        return answer.Task;
    }
}
