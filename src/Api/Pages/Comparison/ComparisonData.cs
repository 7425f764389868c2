using Gradients.Api.Database;
using Gradients.Api.Http;

namespace Gradients.Api.Pages;

/// <summary>One platform beside the others, over the benchmark tasks that were recorded.</summary>
/// <param name="Platform">Whose results these are; null: nothing was measured yet.</param>
public sealed record ComparisonData(
    string? Platform, IReadOnlyList<string> Platforms, IReadOnlyList<PairRow> Pairs, IReadOnlyList<KindRow> Kinds,
    IReadOnlyList<BenchmarkRow> Tasks, int Total)
{
    const int MostShown = 100;
    const string Own = "gradients";

    internal static async Task<ComparisonData> ReadAsync(Request request)
    {
        _ = request.Site.Host.Required;
        var source = request.Site.Open.Source;
        var platforms = await source.ListAsync(
            "select distinct platform collate \"C\" from ledger.benchmark_results order by 1",
            r => r.GetString(0), request.Cancel);
        if (platforms.Count == 0)
            return new(null, [], [], [], [], 0);
        var platform = request.Query("platform") ?? (platforms.Contains(Own) ? Own : platforms[0]);
        if (!platforms.Contains(platform))
            throw Refusing.NotFound("No such platform was measured.");
        var results = await source.ListAsync(
            "select benchmark, kind, model, measure, platform, value, measured_position from ledger.benchmark_results "
            + "order by benchmark collate \"C\", platform collate \"C\"",
            r => new ResultRow(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4),
                r.GetDouble(5), r.GetInt64(6)), request.Cancel);
        var tasks = BenchmarkRow.Of(results);
        return new(platform, platforms, await PairRow.ReadAsync(source, platform, request.Cancel),
            await KindRow.ReadAsync(source, platform, request.Cancel), [.. tasks.Take(MostShown)], tasks.Count);
    }

    /// <summary>What was recorded here about the same question; null: nothing.</summary>
    public double? Recorded(PublishedFigure figure) => figure.Question switch
    {
        "win-rate" => Rival(figure.Of)?.WinRate,
        "improvement" => Rival(figure.Of)?.Improvement,
        _ => Kinds.FirstOrDefault(kind => kind.Kind == figure.Of)?.AboveMedian,
    };

    PairRow? Rival(string name) =>
        Pairs.FirstOrDefault(pair => string.Equals(pair.Rival, name, StringComparison.OrdinalIgnoreCase));
}

/// <param name="WinRate">Of the tasks on which both were measured; a tie is no win.</param>
/// <param name="Improvement">Mean part of the rival's value by which the platform is better.</param>
public sealed record PairRow(string Rival, int Tasks, int Wins, int Ties, double WinRate, double? Improvement)
{
    internal static Task<List<PairRow>> ReadAsync(
        Npgsql.NpgsqlDataSource source, string platform, CancellationToken cancel) => source.ListAsync(
        "select rival, tasks, wins, ties, win_rate, improvement from ledger.benchmark_pairs where platform = $1 "
        + "order by rival collate \"C\"",
        r => new PairRow(r.GetString(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetDouble(4), r.Maybe<double>(5)),
        cancel, platform);
}

/// <param name="AboveMedian">Mean part of the median of all others by which the platform is better.</param>
public sealed record KindRow(string Kind, int Tasks, int Compared, double? AboveMedian)
{
    internal static Task<List<KindRow>> ReadAsync(
        Npgsql.NpgsqlDataSource source, string platform, CancellationToken cancel) => source.ListAsync(
        "select kind, tasks, compared, above_median from ledger.benchmark_kinds where platform = $1 "
        + "order by array_position(array['rag', 'translation', 'reasoning', 'code', 'math', 'diffusion'], kind)",
        r => new KindRow(r.GetString(0), r.GetInt32(1), r.GetInt32(2), r.Maybe<double>(3)), cancel, platform);
}

public sealed record ResultRow(
    string Task, string Kind, string Model, string Measure, string Platform, double Value, long Position);

/// <summary>A benchmark task with what each platform reached on it.</summary>
public sealed record BenchmarkRow(
    string Id, string Kind, string Model, string Measure, IReadOnlyDictionary<string, ResultRow> Results)
{
    internal static List<BenchmarkRow> Of(IEnumerable<ResultRow> results) =>
    [
        .. results.GroupBy(r => r.Task).Select(task => new BenchmarkRow(task.Key, task.First().Kind,
            task.First().Model, task.First().Measure, task.ToDictionary(r => r.Platform, StringComparer.Ordinal))),
    ];

    public bool IsBest(ResultRow result) => !double.IsNaN(result.Value) && Results.Values.All(other =>
        double.IsNaN(other.Value) || (Measure == "loss" ? result.Value <= other.Value : result.Value >= other.Value));
}
