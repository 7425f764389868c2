using System.Buffers.Binary;
using System.Text;
using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Tests.Meter.Weights;

public sealed class when_a_safetensors_file_lies : IDisposable
{
    readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void an_honest_file_is_read()
    {
        Write("""{"__metadata__":{"a":"b"},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""",
            [.. F32(1.5f, -2f)]);
        using var file = SafetensorsFile.Open(path);
        Assert.Equal([1.5f, -2f], Tensors.Whole(file.Tensors["w"]));
    }

    [Theory]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,16]}}""", "offsets")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "offsets")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", "offsets")]
    [InlineData("""{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "shape")]
    [InlineData("""{"w":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", "shape")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "shape")]
    [InlineData("""{"w":{"dtype":"F99","shape":[2],"data_offsets":[0,8]}}""", "unknown type")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "belong to no tensor")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "unused")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "overlaps")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
        + "\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "cannot be read")]
    [InlineData("""{"w":{"dtype":"F32"}}""", "lacks")]
    [InlineData("""[]""", "no JSON object")]
    [InlineData("""{"w":""", "cannot be read")]
    public void it_is_refused_with_the_reason(string header, string reason)
    {
        Write(header, [.. F32(1f, 2f)]);
        var fault = Assert.Throws<ModelException>(() => SafetensorsFile.Open(path));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void a_header_longer_than_the_file_is_refused()
    {
        foreach (var claimed in new[] { 9UL, 100_000_001UL, ulong.MaxValue })
        {
            var bytes = new byte[16];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, claimed);
            File.WriteAllBytes(path, bytes);
            Assert.Contains("header", Assert.Throws<ModelException>(() => SafetensorsFile.Open(path)).Reason,
                StringComparison.Ordinal);
        }
        File.WriteAllBytes(path, [1, 2, 3]);
        Assert.Throws<ModelException>(() => SafetensorsFile.Open(path));
    }

    [Fact]
    public void every_truncation_of_a_good_file_is_refused()
    {
        Write("""{"w":{"dtype":"BF16","shape":[2,2],"data_offsets":[0,8]}}""", new byte[8]);
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<ModelException>(() => SafetensorsFile.Open(path));
        }
    }

    [Fact]
    public void numbers_that_are_not_finite_are_named_with_their_tensor()
    {
        Write("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", [.. F32(1f, float.NaN)]);
        using var file = SafetensorsFile.Open(path);
        Assert.Equal("w", Assert.Throws<ModelException>(() => Tensors.Whole(file.Tensors["w"])).Part);
    }

    void Write(string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        File.WriteAllBytes(path, [.. length, .. text, .. data]);
    }

    static IEnumerable<byte> F32(params float[] values) => values.SelectMany(BitConverter.GetBytes);
}
