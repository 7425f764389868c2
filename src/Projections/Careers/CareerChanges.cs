using System.Collections.Immutable;
using Gradients.Ledger.Store;

namespace Gradients.Projections;

/// <summary>The careers one event changes, each once, and their rows in the order of the changes.</summary>
internal sealed class CareerChanges(ImmutableSortedDictionary<string, Career> before, object position)
{
    readonly ImmutableSortedDictionary<string, Career>.Builder _careers = before.ToBuilder();
    readonly ImmutableArray<Row>.Builder _rows = ImmutableArray.CreateBuilder<Row>();

    public Career Of(string hotkey) => _careers.TryGetValue(hotkey, out var known) ? known : new(hotkey);

    public void Put(Career career)
    {
        _careers[career.Hotkey] = career;
        _rows.Add(career.ToRow(position));
    }

    public Step<Careers> Into(Careers state) =>
        new(state with { ByHotkey = _careers.ToImmutable() }, _rows.DrainToImmutable());
}
