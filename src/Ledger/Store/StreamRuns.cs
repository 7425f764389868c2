namespace Gradients.Ledger.Store;

/// <summary>What each stream gains by a list of events, in the order the streams first appear.</summary>
sealed class StreamRuns
{
    readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    readonly List<Run> _runs = [];

    /// <exception cref="ArgumentException">The versions of a stream do not count up one by one.</exception>
    internal static StreamRuns Of(IReadOnlyList<NewEvent> events)
    {
        var runs = new StreamRuns();
        for (var i = 0; i < events.Count; i++)
            runs.Add(events[i]);
        return runs;
    }

    internal string[] Ids() => Each(run => run.Stream);

    internal string[] Types() => Each(run => run.Type);

    internal long[] Firsts() => Each(run => run.First);

    internal long[] Lasts() => Each(run => run.Last);

    internal DateTime[] FirstTimes() => Each(run => EventRow.Time(run.FirstAt));

    internal DateTime[] LastTimes() => Each(run => EventRow.Time(run.LastAt));

    void Add(in NewEvent e)
    {
        if (!_places.TryGetValue(e.Stream, out var place))
        {
            _places.Add(e.Stream, _runs.Count);
            _runs.Add(new Run(e.Stream, e.StreamType, e.Version, e.Version, e.At, e.At));
            return;
        }

        var known = _runs[place];
        if (e.Version != known.Last + 1)
            throw new ArgumentException($"Stream {e.Stream} goes from version {known.Last} to {e.Version}.", nameof(e));
        _runs[place] = known with { Last = e.Version, LastAt = e.At };
    }

    T[] Each<T>(Func<Run, T> value)
    {
        var values = new T[_runs.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(_runs[i]);
        return values;
    }

    readonly record struct Run(string Stream, string Type, long First, long Last, long FirstAt, long LastAt);
}
