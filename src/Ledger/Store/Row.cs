using System.Collections.Immutable;

namespace Gradients.Ledger.Store;

/// <summary>
/// One row to write under its key. It never changes: what changes is which row stands under the key. Its values are
/// laid out when somebody asks for them, because most rows are replaced before anybody does.
/// </summary>
public abstract record Row
{
    ImmutableArray<object?> _values;

    protected Row()
    {
    }

    /// <summary>A changed copy lays out its own values.</summary>
    protected Row(Row original)
    {
    }

    public abstract Table Table { get; }

    /// <summary>A value for every column of the table, in column order.</summary>
    public ImmutableArray<object?> Values => _values.IsDefault ? _values = LayOut() : _values;

    /// <summary>Its key. A kind of row that is replaced often tells it without laying out the rest.</summary>
    public virtual KeyValues Key => KeyValues.Of(this);

    /// <summary>The same as <see cref="Values"/> for who asks but once: they are not kept.</summary>
    internal ImmutableArray<object?> ValuesOnce() => _values.IsDefault ? LayOut() : _values;

    protected abstract ImmutableArray<object?> LayOut();

    public virtual bool Equals(Row? other) => other is not null && EqualityContract == other.EqualityContract;

    public override int GetHashCode() => 0;
}

/// <summary>A row that is nothing but its values.</summary>
public sealed record ValueRow(Table Of, ImmutableArray<object?> Cells) : Row
{
    public override Table Table => Of;

    protected override ImmutableArray<object?> LayOut() => Cells;
}
