using System.Collections.Immutable;

namespace Gradients.Ledger.Chain;

/// <summary>One module of a runtime.</summary>
/// <param name="Calls">Type of its calls, or null; so for events and errors.</param>
public sealed record Pallet(
    string Name, byte Index, ImmutableArray<StorageEntry> Storage, int? Calls, int? Events, int? Errors);

/// <summary>
/// Something every signed extrinsic carries and signs; the order in the metadata is the order of the bytes.
/// </summary>
/// <param name="Data">Type of what travels in the extrinsic.</param>
/// <param name="Signed">Type of what is signed besides.</param>
public sealed record SignedExtension(string Name, int Data, int Signed);

/// <summary>
/// What a runtime says about itself (metadata version 14): how its storage, calls and events are written.
/// </summary>
public sealed record RuntimeMetadata(
    TypeRegistry Types, ImmutableArray<Pallet> Pallets, byte ExtrinsicVersion,
    ImmutableArray<SignedExtension> Extensions)
{
    public Pallet? Pallet(string name) => Pallets.FirstOrDefault(p => p.Name == name);

    public Pallet? Pallet(byte index) => Pallets.FirstOrDefault(p => p.Index == index);

    /// <exception cref="UnknownToRuntimeException">The runtime has no such item.</exception>
    public StorageEntry Storage(string pallet, string item) =>
        FindStorage(pallet, item) ?? throw new UnknownToRuntimeException($"storage {pallet}.{item}");

    public StorageEntry? FindStorage(string pallet, string item) =>
        Pallet(pallet)?.Storage.FirstOrDefault(entry => entry.Name == item);

    /// <summary>A call's shape and the two bytes that name it.</summary>
    /// <exception cref="UnknownToRuntimeException">The runtime has no such call.</exception>
    public (byte Pallet, CaseShape Call) Call(string pallet, string call)
    {
        if (Pallet(pallet) is { Calls: { } type } found && Types[type] is TypeShape.Variant calls)
            foreach (var known in calls.Cases)
                if (known.Name == call)
                    return (found.Index, known);
        throw new UnknownToRuntimeException($"call {pallet}.{call}");
    }

    /// <summary>The name of a module's error, such as <c>SubtensorModule.SettingWeightsTooFast</c>.</summary>
    public string ErrorName(byte pallet, byte error)
    {
        if (Pallet(pallet) is not { } found)
            return $"pallet {pallet} error {error}";
        if (found.Errors is { } type && Types[type] is TypeShape.Variant errors)
            foreach (var known in errors.Cases)
                if (known.Index == error)
                    return $"{found.Name}.{known.Name}";
        return $"{found.Name} error {error}";
    }
}

/// <summary>The runtime of the chain lacks something that is needed.</summary>
public sealed class UnknownToRuntimeException(string what) : Exception($"this chain's runtime has no {what}");
