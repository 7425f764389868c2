using System.Security.Cryptography;
using System.Text;
using Gradients.Runners.Engine;

namespace Gradients.Runners.Cage;

/// <summary>
/// The system calls a run may make: an allow-list of our own, for 64-bit programs alone. Sockets are UNIX, INET,
/// INET6 and NETLINK (the engine's own profile leaves AF_VSOCK open, which no network setting closes); ioctls are
/// those of terminals, sockets, files and GPUs, so FS_IOC_FSSETXATTR is out; no user namespaces, io_uring, ptrace,
/// keys, mounts or bpf.
/// <c>clone3</c> answers "not implemented", because its flags cannot be seen: libraries then use <c>clone</c>.
/// </summary>
public static class SeccompProfile
{
    /// <summary>The profile, as engines take it inline.</summary>
    public static string Json { get; } = Read();

    /// <summary>SHA-256 of those very bytes.</summary>
    public static string Digest { get; } = DigestOf(Json);

    internal static string DigestOf(string json) =>
        $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))}";

    /// <summary>The profile that a container is asked to have, as JSON; null: it takes the engine's own.</summary>
    internal static string? In(ContainerSpec spec) => spec.HostConfig?.SecurityOpt?
        .FirstOrDefault(option => option.StartsWith(Inline, StringComparison.Ordinal))?["seccomp=".Length..];

    /// <summary>How an option begins that brings a profile.</summary>
    internal const string Inline = "seccomp={";

    static string Read()
    {
        using var stream = typeof(SeccompProfile).Assembly.GetManifestResourceStream("seccomp.json")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
