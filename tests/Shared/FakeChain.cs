using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Gradients.Testing;

/// <summary>One block of a <see cref="FakeChain"/>; keys and values are hex as nodes write them.</summary>
public sealed record FakeBlock(
    ulong Number, string Hash, string Parent, ImmutableArray<string> Extrinsics,
    ImmutableSortedDictionary<string, string> Storage);

/// <summary>
/// A chain in memory behind a <see cref="FakeNode"/>: the runtime and the storage of the recorded session, and blocks
/// that
/// a test adds, finalizes or takes back.
/// </summary>
public sealed class FakeChain
{
    /// <summary>The inherent that begins every block of the session.</summary>
    public const string Inherent = "0x280402000b2f0d8bfba101";

    readonly object _lock = new();
    readonly List<FakeBlock> _blocks = [];
    readonly List<FakeBlock> _orphans = [];
    int _finalized;

    public FakeChain()
    {
        var storage = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        var requests = RecordedSession.Frames.Where(f => (string?)f["dir"] == "request");
        var at = (string)RecordedSession.Result(4)!;
        foreach (var request in requests.Select(f => f["frame"]!))
            if ((string)request["method"]! == "state_getStorage" && (string)request["params"]![1]! == at
                && RecordedSession.Result((int)request["id"]!) is { } value)
                storage = storage.Add((string)request["params"]![0]!, (string)value!);
        var genesis = (string)RecordedSession.Result(2)!;
        var parent = (string)RecordedSession.Result(5)!["parentHash"]!;
        _blocks.Add(new(0, genesis, "0x" + new string('0', 64), [], storage));
        _blocks.Add(new(1, parent, genesis, [Inherent], storage));
        _blocks.Add(new(2, at, parent, [Inherent], storage));
        _finalized = 2;
    }

    public FakeBlock Head
    {
        get
        {
            lock (_lock)
                return _blocks[^1];
        }
    }

    public int Nonce { get; set; }

    public Dictionary<string, JsonNode?> Fixed { get; } = new(StringComparer.Ordinal)
    {
        ["state_getRuntimeVersion"] = RecordedSession.Result(1),
        ["state_getMetadata"] = RecordedSession.Result(3),
    };

    /// <summary>
    /// What a submitted extrinsic leads to: statuses as the node tells them. Throws a NodeErrorException to refuse.
    /// </summary>
    public Func<string, IEnumerable<JsonNode>> Submitted { get; set; } = _ => [];

    /// <summary>Adds a block on top, with what it changes in storage.</summary>
    public FakeBlock Add(IEnumerable<string> extrinsics, params (string Key, string? Value)[] changes)
    {
        lock (_lock)
        {
            var parent = _blocks[^1];
            var storage = parent.Storage.SetItem(
                (string)RecordedSession.Explained["storage_keys"]!["Number"]!, U32Hex(parent.Number + 1));
            foreach (var (key, value) in changes)
                storage = value is null ? storage.Remove(key) : storage.SetItem(key, value);
            ImmutableArray<string> all = [Inherent, .. extrinsics];
            var id = Encoding.UTF8.GetBytes($"{parent.Hash}{parent.Number + 1}{string.Join(',', all)}{_orphans.Count}");
            var block = new FakeBlock(
                parent.Number + 1, "0x" + Convert.ToHexStringLower(SHA256.HashData(id)), parent.Hash, all, storage);
            _blocks.Add(block);
            return block;
        }
    }

    /// <summary>Takes the last block back: a reorganisation before finality.</summary>
    public void Orphan()
    {
        lock (_lock)
        {
            _orphans.Add(_blocks[^1]);
            _blocks.RemoveAt(_blocks.Count - 1);
        }
    }

    /// <summary>Everything up to the head is final.</summary>
    public void FinalizeHead()
    {
        lock (_lock)
            _finalized = _blocks.Count - 1;
    }

    public void AddEmpty(int blocks)
    {
        for (var i = 0; i < blocks; i++)
            Add([]);
        FinalizeHead();
    }

    static string U32Hex(ulong number) => "0x" + Convert.ToHexStringLower(BitConverter.GetBytes((uint)number));

    public Task<object?> AnswerAsync(string method, JsonArray parameters) => Task.FromResult(Answer(method,
        parameters));

    object? Answer(string method, JsonArray p)
    {
        if (Fixed.TryGetValue(method, out var known))
            return known;
        lock (_lock)
            return method switch
            {
                "chain_getBlockHash" => JsonValue.Create(_blocks.ElementAtOrDefault((int)p[0]!)?.Hash),
                "chain_getFinalizedHead" => JsonValue.Create(_blocks[_finalized].Hash),
                "chain_getHeader" => Header(At(p, 0)),
                "chain_getBlock" => new JsonObject
                {
                    ["block"] = new JsonObject
                    {
                        ["header"] = Header(At(p, 0)),
                        ["extrinsics"] = new JsonArray([.. At(p, 0).Extrinsics.Select(e => (JsonNode)e)]),
                    },
                },
                "state_getStorage" => JsonValue.Create(At(p, 1).Storage.GetValueOrDefault((string)p[0]!)),
                "state_queryStorageAt" => new JsonArray(new JsonObject
                {
                    ["block"] = At(p, 1).Hash,
                    ["changes"] = new JsonArray([.. p[0]!.AsArray().Select(key => (JsonNode)new JsonArray(
                        (string)key!, At(p, 1).Storage.GetValueOrDefault((string)key!)))]),
                }),
                "system_accountNextIndex" => JsonValue.Create(Nonce),
                "author_submitExtrinsic" => Submit((string)p[0]!, null),
                "author_submitAndWatchExtrinsic" => Watch((string)p[0]!),
                _ => throw new NodeErrorException(-32601, $"Method not found: {method}"),
            };
    }

    FakeBlock At(JsonArray parameters, int place)
    {
        var hash = (string?)parameters.ElementAtOrDefault(place) ?? _blocks[^1].Hash;
        return _blocks.Concat(_orphans).FirstOrDefault(b => b.Hash == hash)
            ?? throw new NodeErrorException(-32000, $"UnknownBlock: {hash}");
    }

    static JsonObject Header(FakeBlock block) => new()
    {
        ["parentHash"] = block.Parent,
        ["number"] = "0x" + block.Number.ToString("x", CultureInfo.InvariantCulture),
    };

    JsonNode Submit(string extrinsic, ChannelWriter<JsonNode>? news)
    {
        foreach (var status in Submitted(extrinsic))
            news?.TryWrite(status);
        return "0x" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(extrinsic)));
    }

    News Watch(string extrinsic)
    {
        var channel = Channel.CreateUnbounded<JsonNode>();
        Submit(extrinsic, channel.Writer);
        return new(channel.Reader.ReadAllAsync());
    }
}
