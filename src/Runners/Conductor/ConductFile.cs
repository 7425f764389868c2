using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gradients.Runners.Schedules;

namespace Gradients.Runners.Conductor;

/// <summary>The file that says how tournaments are conducted (docs/conductor.md). Paths start at its folder.</summary>
/// <param name="Pool">The hosts' file.</param>
/// <param name="Catalogue">The file of base models and datasets.</param>
/// <param name="Work">The folder for outputs and task data; hosts see it under the same path.</param>
/// <param name="Builds">The engine that builds, apart from those that run.</param>
/// <param name="Licence">The file whose text every entry's LICENSE has to have.</param>
/// <param name="Notice">The same for NOTICE.</param>
/// <param name="Netuid">Whose weights are derived.</param>
/// <param name="Evaluators">By type of task, the image that measures it: its name on the building engine.</param>
/// <param name="Champions">By type of tournament, the code that defends a title nobody has won yet.</param>
/// <param name="Schedules">When tournaments are announced (docs/schedules.md).</param>
/// <param name="Archive">Winners' code is kept; absent: it is not.</param>
/// <param name="LocalRepositories">Whether entries may lie on this disk: for tests and demos alone.</param>
public sealed record ConductFile(
    string Pool, string Catalogue, string Work, ConductFile.BuildHost Builds, string Licence, string Notice, int Netuid,
    ImmutableSortedDictionary<string, string>? Evaluators = null,
    ImmutableSortedDictionary<string, ConductFile.Repository>? Champions = null, bool LocalRepositories = false,
    IReadOnlyList<ScheduleEntry>? Schedules = null, ConductFile.ArchiveTo? Archive = null)
{
    static readonly JsonSerializerOptions Strict = new(StrictJson.Options)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <param name="Address">As in a pool file.</param>
    /// <param name="Bases">The base images a dockerfile may start from.</param>
    /// <param name="Network"><c>none</c> unless the operator allows builds one network.</param>
    /// <param name="Memory">Bytes of one build.</param>
    public sealed record BuildHost(
        string Address, ImmutableArray<string> Bases, string? Certificates = null, string Network = "none",
        long Memory = 4L << 30, double Cpus = 2);

    public sealed record Repository(string Address, string Commit);

    /// <param name="Remote">A repository that git can push to; absent: attachments alone.</param>
    public sealed record ArchiveTo(string? Remote = null);

    /// <exception cref="FormatException">It is no such file; the message names the member.</exception>
    public static ConductFile Read(ReadOnlySpan<byte> json)
    {
        var file = StrictJson.Read<ConductFile>(json, Strict);
        if (file.Builds.Bases.IsDefaultOrEmpty)
            throw new FormatException("builds.bases: at least one base image is needed");
        foreach (var name in file.Evaluators?.Keys ?? [])
            if (!Enum.TryParse<TaskType>(name, out _))
                throw new FormatException($"evaluators: there is no task type '{name}'");
        foreach (var name in file.Champions?.Keys ?? [])
            if (!Enum.TryParse<TournamentType>(name, ignoreCase: true, out _))
                throw new FormatException($"champions: there is no tournament type '{name}'");
        ScheduleEntry.Check(file.Schedules ?? []);
        return file;
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Strict);

    /// <summary>The code that defends a title nobody has won yet.</summary>
    public Code? ChampionOf(TournamentType type)
    {
        var named = Champions?.FirstOrDefault(
            one => one.Key.Equals(type.ToString(), StringComparison.OrdinalIgnoreCase)).Value;
        return named is null ? null : new(default, named.Address, named.Commit, 0);
    }
}
