using System.Text.Json.Nodes;
using Gradients.Ledger.Chain;
using Gradients.Testing;

namespace Gradients.Ledger.Tests.Chain;

/// <summary>Known answers about the chain, and the metadata of a real runtime.</summary>
static class Known
{
    public static readonly JsonObject Answers =
        JsonNode.Parse(GoldenFolder.Read(RecordedSession.Chain, "known-answers.json"))!.AsObject();

    static readonly Lazy<RuntimeMetadata> Read = new(() => MetadataReader.Read(RecordedSession.Metadata));

    public static RuntimeMetadata Metadata => Read.Value;

    public static readonly byte[] Alice = Bytes((string)Answers["ss58"]!["Alice"]![1]!);

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex[2..]);

    public static byte[] U16(int value) => [(byte)value, (byte)(value >> 8)];
}
