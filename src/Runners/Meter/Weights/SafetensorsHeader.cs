using System.Buffers.Binary;
using System.Text.Json;

namespace Gradients.Runners.Meter.Weights;

/// <summary>Reads the header of a safetensors file and believes none of it before it is checked.</summary>
static class SafetensorsHeader
{
    /// <summary>The format's own limit.</summary>
    const long Longest = 100_000_000;

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    static readonly Dictionary<string, (TensorType Type, int Bytes)> Types = new(StringComparer.Ordinal)
    {
        ["F32"] = (TensorType.F32, 4), ["F16"] = (TensorType.F16, 2), ["BF16"] = (TensorType.BF16, 2),
        ["F64"] = (TensorType.Other, 8), ["I64"] = (TensorType.Other, 8), ["U64"] = (TensorType.Other, 8),
        ["I32"] = (TensorType.Other, 4), ["U32"] = (TensorType.Other, 4), ["I16"] = (TensorType.Other, 2),
        ["U16"] = (TensorType.Other, 2), ["I8"] = (TensorType.Other, 1), ["U8"] = (TensorType.Other, 1),
        ["BOOL"] = (TensorType.Other, 1), ["F8_E4M3"] = (TensorType.Other, 1), ["F8_E5M2"] = (TensorType.Other, 1),
    };

    public static unsafe Dictionary<string, StoredTensor> Read(SafetensorsFile file, long length)
    {
        var claimed = BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(file.Start, 8));
        if (claimed > Longest || (long)claimed > length - 8)
            throw new ModelException(file.Path, null, $"claims a header of {claimed} bytes in a file of {length}");
        var data = 8 + (long)claimed;
        using var header = Parse(file, new ReadOnlySpan<byte>(file.Start + 8, (int)claimed).ToArray());
        if (header.RootElement.ValueKind != JsonValueKind.Object)
            throw new ModelException(file.Path, null, "has a header that is no JSON object");
        var tensors = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        foreach (var entry in header.RootElement.EnumerateObject())
            if (entry.Name != "__metadata__")
                tensors.Add(entry.Name, Tensor(file, entry.Name, entry.Value, data, length));
        CheckCover(file, tensors.Values, data, length);
        return tensors;
    }

    static JsonDocument Parse(SafetensorsFile file, byte[] header)
    {
        try
        {
            return JsonDocument.Parse(WellFormedJson.Of(header), Strict);
        }
        catch (JsonException fault)
        {
            throw new ModelException(file.Path, null, $"has a header that cannot be read: {fault.Message}");
        }
    }

    static StoredTensor Tensor(SafetensorsFile file, string name, JsonElement entry, long data, long length)
    {
        ModelException Lies(string what) => new(file.Path, name, what);
        if (entry.ValueKind != JsonValueKind.Object
            || !entry.TryGetProperty("dtype", out var dtype) || dtype.ValueKind != JsonValueKind.String
            || !entry.TryGetProperty("shape", out var shape) || shape.ValueKind != JsonValueKind.Array
            || !entry.TryGetProperty("data_offsets", out var offsets) || offsets.ValueKind != JsonValueKind.Array
            || offsets.GetArrayLength() != 2)
            throw Lies("lacks dtype, shape or two data_offsets");
        if (!Types.TryGetValue(dtype.GetString()!, out var type)) throw Lies($"has unknown type '{dtype}'");
        var sides = shape.EnumerateArray().Select(side => Whole(side) ?? throw Lies($"has shape {shape}")).ToArray();
        if (Whole(offsets[0]) is not { } begin || Whole(offsets[1]) is not { } end || begin > end
            || end > length - data)
            throw Lies($"has offsets {offsets} in {length - data} bytes of data");
        UInt128 bytes = (UInt128)type.Bytes;
        foreach (var side in sides)
            if ((bytes *= (UInt128)side) > (UInt128)length)
                throw Lies($"has shape {shape} of {dtype}, more than the file holds");
        if (bytes != (UInt128)(end - begin))
            throw Lies($"has shape {shape} of {dtype}, {bytes} bytes, but offsets of {end - begin} bytes");
        return new(file, name, type.Type, dtype.GetString()!, sides, data + begin, end - begin);
    }

    static long? Whole(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var value) && value >= 0 ? value : null;

    static void CheckCover(SafetensorsFile file, IEnumerable<StoredTensor> tensors, long at, long length)
    {
        foreach (var tensor in tensors.OrderBy(t => t.Begin).ThenBy(t => t.Bytes))
        {
            if (tensor.Begin != at)
                throw new ModelException(file.Path, tensor.Name, tensor.Begin < at
                    ? "overlaps the tensor before it" : $"leaves {tensor.Begin - at} bytes unused before it");
            at += tensor.Bytes;
        }
        if (at != length)
            throw new ModelException(file.Path, null, $"has {length - at} bytes that belong to no tensor");
    }
}
