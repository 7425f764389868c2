using System.Collections.Immutable;

namespace Gradients.Ledger.Chain;

/// <summary>Something that happened in a block.</summary>
/// <param name="Extrinsic">Index of the extrinsic that caused it; null: it belongs to the block's beginning or
/// end.</param>
public sealed record BlockEvent(long? Extrinsic, string Pallet, string Name, ScaleValue.Case Fields)
{
    public bool Is(string pallet, string name) => Pallet == pallet && Name == name;
}

/// <summary>The events of one block, as its state holds them under System.Events.</summary>
public static class BlockEvents
{
    /// <exception cref="BadScale">The bytes are no list of events of this runtime.</exception>
    /// <exception cref="UnknownToRuntimeException">The runtime keeps its events elsewhere.</exception>
    public static ImmutableArray<BlockEvent> Read(RuntimeMetadata metadata, ReadOnlySpan<byte> bytes)
    {
        var read = metadata.Types.Read(bytes, metadata.Storage("System", "Events").Value).Unwrapped;
        if (read is not ScaleValue.List records)
            throw new UnknownToRuntimeException("list of events");
        return [.. records.Items.Select(Event)];
    }

    static BlockEvent Event(ScaleValue record)
    {
        if (record["phase"] is not ScaleValue.Case phase
            || record["event"] is not ScaleValue.Case { Fields: [{ Value: ScaleValue.Case inner }] } pallet)
            throw new UnknownToRuntimeException("event records with a phase and an event");
        var extrinsic = phase.Name == "ApplyExtrinsic" && phase.Fields is [{ Value: ScaleValue.Whole index }]
            ? (long?)index.Value
            : null;
        return new(extrinsic, pallet.Name, inner.Name, inner);
    }

    /// <summary>What became of an extrinsic.</summary>
    /// <returns>Null: it succeeded. Else the error's name, such as
    /// <c>SubtensorModule.SettingWeightsTooFast</c>.</returns>
    /// <exception cref="UnknownToRuntimeException">The block says neither that it succeeded nor that it
    /// failed.</exception>
    public static string? Failure(RuntimeMetadata metadata, ImmutableArray<BlockEvent> events, long extrinsic)
    {
        foreach (var e in events)
        {
            if (e.Extrinsic != extrinsic)
                continue;
            if (e.Is("System", "ExtrinsicSuccess"))
                return null;
            if (e.Is("System", "ExtrinsicFailed"))
                return Name(metadata, e.Fields["dispatch_error"] ?? e.Fields.Fields[0].Value);
        }
        throw new UnknownToRuntimeException($"outcome of extrinsic {extrinsic} among the block's events");
    }

    static string Name(RuntimeMetadata metadata, ScaleValue error)
    {
        if (error is not ScaleValue.Case failure)
            return error.ToString();
        var module = failure.Fields is [{ Value: var inner }] ? inner : null;
        return failure.Name == "Module" && module?["index"] is ScaleValue.Whole { Value: var index }
            && index <= byte.MaxValue
            && module["error"] is ScaleValue.Bytes { Value: [var first, ..] }
            ? metadata.ErrorName((byte)index, first)
            : failure.ToString();
    }
}
