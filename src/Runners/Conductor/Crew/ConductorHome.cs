using System.Collections.Immutable;
using Gradients.Ledger.Store;
using Gradients.Ledger.Store.Conducting;
using Gradients.Runners.Builds;
using Gradients.Runners.Catalogues;
using Gradients.Runners.Engine;
using Gradients.Runners.Entries;
using Gradients.Runners.Pool;
using Gradients.Runners.Schedules;
using Npgsql;

namespace Gradients.Runners.Conductor.Crew;

/// <summary>Everything that a conduct file names, read and put together.</summary>
public sealed class ConductorHome
{
    readonly ConductFile _file;
    readonly ImmutableArray<PoolHost> _hosts;
    readonly CatalogueTasks _tasks;
    readonly string _folder;

    ConductorHome(ConductFile file, ImmutableArray<PoolHost> hosts, CatalogueTasks tasks, string folder) =>
        (_file, _hosts, _tasks, _folder) = (file, hosts, tasks, folder);

    /// <exception cref="FormatException">It, or a file it names, is not what it should be.</exception>
    public static ConductorHome Read(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var file = Named(path, bytes => ConductFile.Read(bytes));
        var catalogue = Path.Combine(folder, file.Catalogue);
        var work = Directory.CreateDirectory(Path.Combine(folder, file.Work)).FullName;
        return new(file, Named(Path.Combine(folder, file.Pool), bytes => PoolFile.Read(bytes)),
            new CatalogueTasks(Named(catalogue, bytes => CatalogueFile.Read(bytes)),
                Path.GetDirectoryName(Path.GetFullPath(catalogue))!, Path.Combine(work, "tasks")),
            folder);
    }

    static T Named<T>(string path, Func<byte[], T> read)
    {
        try
        {
            return read(File.ReadAllBytes(path));
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"{Path.GetFileName(path)}: {wrong.Message}", wrong);
        }
    }

    /// <summary>A conductor at work on a database.</summary>
    /// <param name="clock">Microseconds since 1970.</param>
    public Conductor Open(
        NpgsqlDataSource source, ConductSettings settings, Func<long> clock, Action<Telling> tell) =>
        new(source, settings, (fence, say) => Session(source, fence, settings, clock, say), tell);

    /// <summary>The last model of a tournament that can be measured again here; null where there is none.</summary>
    public Task<KeptModel?> KeptModelAsync(
        NpgsqlDataSource source, string stream, IEnumerable<Recorded> events, CancellationToken cancel) =>
        KeptModel.FindAsync(stream, events, _tasks.Source, Place(source), cancel);

    Session Session(
        NpgsqlDataSource source, Fence fence, ConductSettings settings, Func<long> clock, Action<Telling> tell)
    {
        var rooms = new Rooms(_hosts);
        var place = Place(source);
        var hands = Crews.Of(place, _tasks.Source, rooms, new Archivist(place, _file.Archive?.Remote).KeepAsync);
        return new(source, fence, settings, Plan, rooms, hands, clock, tell);
    }

    ConductPlan Plan
    {
        get
        {
            var schedules = ScheduleEntry.Check(_file.Schedules ?? []);
            return new(_file.Netuid, (state, desk, now) => desk.Schedule.Announcements(state, schedules, now),
                (open, announced, now) => ScheduleBook.MayClose(schedules, open, announced, now), _file.ChampionOf,
                Archives: _file.Archive is not null, _tasks.DatasetOf);
        }
    }

    Workplace Place(NpgsqlDataSource source)
    {
        var (licence, notice) = (Text(_file.Licence), Text(_file.Notice));
        return new(Path.Combine(_folder, _file.Work),
            EngineAddress.Parse(_file.Builds.Address, _file.Builds.Certificates),
            BuildSettings.Of(_file.Builds.Bases) with
            {
                Network = _file.Builds.Network, Memory = _file.Builds.Memory, Cpus = _file.Builds.Cpus,
            },
            type => new(licence, notice,
                type == TournamentType.Image ? EntryRules.ImageDockerfile : EntryRules.TextDockerfile,
                EntryLimits.Usual, _file.LocalRepositories),
            (_file.Evaluators ?? ImmutableSortedDictionary<string, string>.Empty).ToImmutableSortedDictionary(
                pair => Enum.Parse<TaskType>(pair.Key), pair => pair.Value),
            new AttachmentStore(source));
    }

    string Text(string path) => File.ReadAllText(Path.Combine(_folder, path));
}
