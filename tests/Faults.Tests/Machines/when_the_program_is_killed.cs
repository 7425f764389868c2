using System.Diagnostics;
using System.Globalization;
using Gradients.Ledger.Log;

namespace Gradients.Faults.Tests.Machines;

/// <summary>
/// The program is ended by SIGKILL at its numbered steps: in every run at the first and the last step of each name,
/// with ops/faults at all of them and then at steps that a seed chooses, for as long as wanted.
/// </summary>
public sealed class when_the_program_is_killed(SharedGround shared, ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>Each run is a process and a server's backend.</summary>
    static readonly ParallelOptions AFew = new() { MaxDegreeOfParallelism = 2 };

    readonly Figures _figures = new();
    Ground _ground = null!;

    static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    public async ValueTask InitializeAsync() => _ground = await shared.GroundAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task what_it_said_stands_and_the_rest_is_made_up_by_doing_it_again()
    {
        var started = Stopwatch.StartNew();
        var (minutes, seed) = (Number("GRADIENTS_FAULTS_MINUTES"), Number("GRADIENTS_FAULTS_SEED") ?? 1);
        var tries = new List<(Scenario Scenario, Found Undisturbed, int Step, string Name)>();
        foreach (var scenario in await shared.ScenariosAsync())
        {
            var (ledger, folder) = await scenario.CopyAsync(_ground);
            var steps = await Program.StepsAsync(ledger, folder, scenario.Command(folder));
            var undisturbed = await Found.InAsync(ledger);
            output.WriteLine($"{scenario.Name}: {steps.Length} steps: {string.Join("; ", steps.Distinct())}");
            for (var i = 0; i < steps.Length; i++)
                if (minutes is not null || IsFirstOrLast(steps, i))
                    tries.Add((scenario, undisturbed, i + 1, steps[i]));
        }
        await Parallel.ForEachAsync(tries, AFew, async (it, _) => await TryAsync(it));

        var chance = new Random(seed);
        while (started.Elapsed.TotalMinutes < minutes)
            await TryAsync(tries[chance.Next(tries.Count)]);
        output.WriteLine($"seed {seed}: {_figures}");
    }

    static bool IsFirstOrLast(string[] steps, int i) =>
        i == Array.IndexOf(steps, steps[i]) || i == Array.LastIndexOf(steps, steps[i]);

    async Task TryAsync((Scenario Scenario, Found Undisturbed, int Step, string Name) it)
    {
        var (ledger, folder) = await it.Scenario.CopyAsync(_ground);
        var command = it.Scenario.Command(folder);
        try
        {
            var killed = await Program.KilledAsync(ledger, folder, it.Step, command);
            var acknowledged = it.Scenario.Name == "append" ? Found.Acknowledged(killed.Output) : [];
            Sound(folder);
            await AgainAsync(it.Scenario.Name, ledger, folder, command);
            var found = await Found.InAsync(ledger);
            await found.MustBeAsync(it.Undisturbed, ledger, acknowledged, _figures);
            if (it.Scenario.Name == "publish")
                Assert.Equal(found.Root, Sound(folder).Root);
            if (it.Scenario.Holds is { } holds)
                await holds(ledger, folder);
        }
        catch (Exception wrong)
        {
            throw new InvalidOperationException($"{it.Scenario.Name}, killed at step {it.Step} ({it.Name}): {wrong}");
        }
        await _ground.DropAsync(ledger);
    }

    static async Task AgainAsync(string name, string ledger, string folder, string[] command)
    {
        // A key that is there whole is never overwritten; one that is not there is made.
        var another = Path.Combine(folder, "another");
        if (name == "keys" && File.Exists(another))
            Assert.Equal("example.com/another", KeyFile.Read(another).Verifier.Name);
        else
            (await Program.RunAsync(ledger, folder, command)).Ended(0);
    }

    /// <summary>Whatever happened, the published folder proves what its checkpoint says.</summary>
    static Checkpoint Sound(string folder)
    {
        var key = KeyFile.Read(Path.Combine(folder, "key")).Verifier;
        using var source = LogSource.Open(Path.Combine(folder, "site"));
        var log = new TiledLog(source, new SignaturePolicy(key));
        log.Check();
        return log.Checkpoint;
    }
}
