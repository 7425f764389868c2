using System.Globalization;

namespace Gradients.Runners.Engine;

/// <summary>
/// One container engine, spoken to over its HTTP API. Only the calls that runs need, each typed and each with a time
/// limit. Podman's socket answers them too; where it has to be asked in other words, those of <c>Podman/</c> are used.
/// </summary>
public sealed class EngineClient : IDisposable
{
    /// <summary>Docker 19.03: the first with device requests.</summary>
    static readonly ApiVersion Oldest = new(1, 40);

    /// <summary>The newest that these calls were compared with.</summary>
    static readonly ApiVersion Newest = new(1, 50);

    readonly EngineTransport _transport;

    EngineClient(EngineTransport transport, ApiVersion version, string server)
    {
        _transport = transport;
        Version = version;
        Server = server;
        Containers = new(transport);
        Images = new(transport);
        Volumes = new(transport);
    }

    public EngineAddress Address => _transport.Address;

    /// <summary>The API version spoken: the newest that both sides know.</summary>
    public ApiVersion Version { get; }

    /// <summary>What the engine calls itself, for example <c>Docker/20.10.24 (linux)</c>.</summary>
    public string Server { get; }

    public bool IsPodman => _transport.IsPodman;

    public EngineContainers Containers { get; }

    public EngineImages Images { get; }

    public EngineVolumes Volumes { get; }

    /// <summary>Asks the engine which versions it speaks and settles on one.</summary>
    /// <exception cref="EngineException">Nothing answers, or it speaks no version that we do.</exception>
    public static async Task<EngineClient> ConnectAsync(
        EngineAddress address, EngineLimits? limits = null, CancellationToken cancel = default)
    {
        var transport = new EngineTransport(address, limits ?? EngineLimits.Usual);
        try
        {
            using var answer = await transport.OpenAsync(
                HttpMethod.Get, "_ping", null, transport.Limits.Call, cancel);
            var offered = Header(answer, "Api-Version");
            if (!ApiVersion.TryParse(offered, out var theirs) || theirs < Oldest)
                throw new EngineException(EngineFault.Unintelligible, (int)answer.StatusCode,
                    $"{address}: the engine speaks version '{offered}', at least {Oldest} is needed");
            var version = theirs < Newest ? theirs : Newest;
            transport.Prefix = $"v{version}/";
            var podman = Header(answer, "Libpod-API-Version");
            transport.IsPodman = podman.Length > 0;
            var server = transport.IsPodman ? $"Libpod/{podman}" : Header(answer, "Server");
            return new EngineClient(transport, version, server);
        }
        catch
        {
            transport.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Whether it is here to stay: one on its way down kills what it has, and takes no new connections meanwhile.
    /// </summary>
    /// <exception cref="EngineException">It is not.</exception>
    internal async Task AskAnewAsync(CancellationToken cancel = default) =>
        (await ConnectAsync(Address, null, cancel)).Dispose();

    /// <summary>Whether it still answers.</summary>
    public Task PingAsync(CancellationToken cancel = default) =>
        _transport.TellAsync(HttpMethod.Get, "_ping", null, _transport.Limits.Call, cancel);

    public Task<EngineInfo> InfoAsync(CancellationToken cancel = default) =>
        _transport.AskAsync<EngineInfo>(HttpMethod.Get, "info", null, _transport.Limits.Call, cancel);

    public void Dispose() => _transport.Dispose();

    static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(' ', values) : "";

    /// <summary>A version of the engine's API, <c>1.41</c> and the like.</summary>
    public readonly record struct ApiVersion(int Major, int Minor) : IComparable<ApiVersion>
    {
        public static bool TryParse(string text, out ApiVersion version)
        {
            version = default;
            var dot = text.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0 || !int.TryParse(text.AsSpan(0, dot), CultureInfo.InvariantCulture, out var major)
                || !int.TryParse(text.AsSpan(dot + 1), CultureInfo.InvariantCulture, out var minor))
                return false;
            version = new(major, minor);
            return true;
        }

        public int CompareTo(ApiVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

        public static bool operator <(ApiVersion a, ApiVersion b) => a.CompareTo(b) < 0;

        public static bool operator >(ApiVersion a, ApiVersion b) => a.CompareTo(b) > 0;

        public static bool operator <=(ApiVersion a, ApiVersion b) => a.CompareTo(b) <= 0;

        public static bool operator >=(ApiVersion a, ApiVersion b) => a.CompareTo(b) >= 0;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");
    }
}
