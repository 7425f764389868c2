using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Gradients.Api.Shell;
using Gradients.Runners.Pool;
using Spectre.Console;

namespace Gradients.Api.Hosts;

/// <summary><c>gradients hosts</c>: asks every host of a pool whether it may run miners' code.</summary>
internal static class HostsVerb
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The pool's hosts; docs/hosts.md describes it." };
        var probe = new Option<bool>("--probe")
        {
            Description = "Also start our own image in the cage on every host and try what must not work.",
        };
        var json = Options.Json();
        var verb = new Command("hosts", "Show the hosts that runs are placed on: what each offers, and why it gets no "
            + "work, if so. Exit 1 when a host has a fault.")
        {
            file, probe, json,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            var pool = await ReadAsync(parsed.GetValue(file)!, cancel);
            var states = await Task.WhenAll(pool.Select(
                host => HostState.AskAsync(host, parsed.GetValue(probe), null, cancel)));
            if (parsed.GetValue(json))
                Write(states);
            else
                Print(states);
            return states.All(state => state.Faults.IsEmpty) ? Exit.Done : Exit.Diverged;
        });
        return verb;
    }

    static async Task<ImmutableArray<PoolHost>> ReadAsync(FileInfo file, CancellationToken cancel)
    {
        try
        {
            return PoolFile.Read(await File.ReadAllBytesAsync(file.FullName, cancel));
        }
        catch (FormatException wrong)
        {
            throw new Trouble($"{file.Name} is no pool of hosts: {wrong.Message}");
        }
    }

    static void Print(HostState[] states)
    {
        const double gibibyte = 1L << 30;
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("host", "engine", "GPUs", "CPUs", "memory", "running", "state");
        foreach (var state in states)
            table.AddRow(
                Terminal.Cell(state.Host.Name), Terminal.Cell(state.Engine ?? ""), Terminal.Cell(Gpus(state.Host)),
                Terminal.Cell(state.Host.Cpus.ToString(CultureInfo.InvariantCulture)),
                Terminal.Cell(string.Create(CultureInfo.InvariantCulture, $"{state.Host.Memory / gibibyte:0.#} GiB")),
                Terminal.Cell(string.Create(CultureInfo.InvariantCulture, $"{state.Running} of {state.Host.Runs}")),
                Terminal.Cell(state.Faults.IsEmpty ? "ready" : string.Join("; ", state.Faults)));
        Terminal.Console.Write(table);
    }

    static string Gpus(PoolHost host) => string.Join(", ", host.Gpus
        .GroupBy(gpu => gpu.Kind, StringComparer.Ordinal).Select(kind => $"{kind.Count()}x{kind.Key}"));

    static void Write(HostState[] states) => Terminal.Json(json => json.WriteObjects(states, state =>
    {
        json.WriteString("host", state.Host.Name);
        json.WriteString("engine", state.Engine);
        json.WriteNumber("gpus", state.Host.Gpus.Length);
        json.WriteNumber("cpus", state.Host.Cpus);
        json.WriteNumber("memory", state.Host.Memory);
        json.WriteNumber("running", state.Running);
        json.WriteNumber("runs", state.Host.Runs);
        json.WriteTexts("faults", state.Faults);
    }));
}
