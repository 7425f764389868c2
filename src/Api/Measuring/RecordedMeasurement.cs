using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;
using Gradients.Projections;

namespace Gradients.Api.Measuring;

/// <summary>What a ledger says of one entrant's measurement on one task.</summary>
/// <param name="Event"><see cref="LossMeasured"/> or <see cref="MeasurementFailed"/>.</param>
internal sealed record RecordedMeasurement(TaskPosed Task, Recorded Event)
{
    /// <summary>The loss; null where the measurement failed.</summary>
    public LossMeasured? Loss => Event.Event as LossMeasured;

    public Hotkey Hotkey => Loss?.Hotkey ?? ((MeasurementFailed)Event.Event).Hotkey;

    /// <param name="export">An export, one event a line; null: the database is asked.</param>
    public static async Task<RecordedMeasurement> FindAsync(
        string task, Hotkey hotkey, string? export, string? database, CancellationToken cancel)
    {
        var search = new Search(task, hotkey);
        if (export is not null)
            search.ReadExport(export);
        else
        {
            await using var ledger = await OpenLedger.AsReaderAsync(database, cancel);
            var names = new Interner();
            await foreach (var row in ledger.Store.ReadAsync(1, null, cancel))
                search.Look(StoredEvents.Decode(row, names));
        }
        return search.Found();
    }

    sealed class Search(string task, Hotkey hotkey)
    {
        readonly List<(string Stream, TaskPosed Posed)> _posed = [];
        readonly List<Recorded> _measured = [];

        public void ReadExport(string path)
        {
            using var lines = new Lines(Input.Open(path), Envelope.MaxBytes, mayEndOpen: false);
            var names = new Interner();
            try
            {
                while (lines.TryNext(out var line))
                    Look(Envelope.Read(line, names, out _));
            }
            catch (NotCanonical broken)
            {
                throw new Trouble($"{Input.Name(path)} line {lines.Number}: {Terminal.Plain(broken.Message)}");
            }
        }

        public void Look(in Recorded e)
        {
            if (e.Event is TaskPosed posed && posed.Task == task)
                _posed.Add((e.Stream, posed));
            else if ((e.Event is LossMeasured loss && loss.Task == task && loss.Hotkey == hotkey)
                || (e.Event is MeasurementFailed failed && failed.Task == task && failed.Hotkey == hotkey))
                _measured.Add(e);
        }

        public RecordedMeasurement Found()
        {
            var name = Terminal.Plain(task);
            if (_posed.Count == 0)
                throw new Trouble($"the ledger has no task '{name}'");
            if (_posed.Count > 1)
                throw new Trouble($"task '{name}' stands in "
                    + string.Join(" and ", _posed.Select(p => Terminal.Plain(p.Stream))));
            return _measured.Count > 0
                ? new(_posed[0].Posed, _measured[0])
                : throw new Trouble($"no measurement of {Terminal.Plain(hotkey.Text)} on task '{name}' is recorded");
        }
    }
}
