using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;
using Gradients.Projections.Simulation;

namespace Gradients.Projections.Tests.Fuzz;

public sealed class when_record_lines_are_damaged(ITestOutputHelper output)
{
    /// <summary>The lines of a season, each with the ledger before it.</summary>
    static readonly List<(LedgerState Before, byte[] Line)> Season = [.. Lines()];

    readonly Interner _names = new();

    static IEnumerable<(LedgerState, byte[])> Lines()
    {
        var ledger = new MemoryLedger();
        foreach (var step in new SeasonSimulator(21, 4).Steps())
        {
            var writer = new CanonicalWriter();
            step.Line.Write(writer);
            yield return (ledger.State, writer.ToArray());
            ledger.Handle(step.Line, step.Line.At!.Value);
        }
    }

    [Fact]
    public void each_is_a_command_with_an_answer_or_an_error_that_says_where() => new FuzzRun(output).Try(damage =>
    {
        var (before, _) = damage.Pick(Season);
        var (_, line) = damage.Pick(Season);
        // A sound line at the wrong moment is damage too.
        if (damage.Random.Next(10) > 0)
            line = damage.Bytes(line);
        if (Read(line) is { } command)
            Answered(before, command);
    });

    [Fact]
    public void noise_is_no_command() => new FuzzRun(output).Try(damage =>
    {
        var noise = new byte[damage.Random.Next(200)];
        damage.Random.NextBytes(noise);
        Assert.Null(Read(noise));
    });

    CommandLine? Read(byte[] line)
    {
        try
        {
            return CommandLine.Read(line, _names);
        }
        catch (NotCanonical broken)
        {
            Assert.False(string.IsNullOrWhiteSpace(broken.Message));
            Assert.InRange(broken.Offset, 0, line.Length);
            return null;
        }
    }

    /// <summary>What is accepted can be written, read back the same, and stands before an auditor.</summary>
    void Answered(LedgerState before, CommandLine command)
    {
        var handled = Handling.Handle(before, command, command.At ?? 0);
        if (handled.Answer is Answer.Refused refused)
        {
            Assert.Matches("^[a-z0-9_]+$", refused.Refusal.Code);
            Assert.False(string.IsNullOrWhiteSpace(refused.Refusal.Message));
            Assert.Same(before, handled.After);
            return;
        }
        var state = before;
        var writer = new CanonicalWriter();
        foreach (var e in Assert.IsType<Answer.Accepted>(handled.Answer).Events)
        {
            writer.Clear();
            Envelope.Write(writer, e);
            var entry = writer.ToArray();
            Assert.True(entry.Length <= Envelope.MaxBytes, $"an entry of {entry.Length} bytes");
            var again = Envelope.Read(entry, _names, out _);
            Assert.Null(LedgerRules.Forbid(state, again.Stream, again.Event));
            if (LedgerRules.Recompute(state, again.Stream, again.Event) is { } recomputed)
                Envelope.Write(writer, again with { Event = recomputed });
            else
                Envelope.Write(writer, again);
            Assert.True(writer.Written[entry.Length..].SequenceEqual(entry));
            state = LedgerState.Evolve(state, again);
        }
    }
}
