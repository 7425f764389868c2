namespace Gradients.Runners.Engine;

/// <summary>
/// Where an engine listens: <c>unix:///path</c>, or <c>tcp://host:port</c> with TLS, never without. The certificates
/// lie in one folder under the names that the <c>docker</c> program uses: <c>ca.pem</c>, <c>cert.pem</c>,
/// <c>key.pem</c>.
/// </summary>
public abstract record EngineAddress
{
    private EngineAddress()
    {
    }

    public sealed record UnixSocket(string Path) : EngineAddress
    {
        public override string ToString() => $"unix://{Path}";
    }

    public sealed record Tls(string Host, int Port, string Certificates) : EngineAddress
    {
        public override string ToString() => $"tcp://{Host}:{Port}";
    }

    /// <param name="certificates">Folder of the TLS files; needed for <c>tcp</c> alone.</param>
    /// <exception cref="FormatException">It is neither, or <c>tcp</c> without certificates.</exception>
    public static EngineAddress Parse(string text, string? certificates = null)
    {
        if (text.StartsWith("unix://", StringComparison.Ordinal) && text.Length > "unix://".Length)
            return new UnixSocket(text["unix://".Length..]);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != "tcp" || uri.Port <= 0)
            throw new FormatException($"'{text}' is no engine's address: unix:///path or tcp://host:port.");
        // Whoever reaches an engine is root on its host: there is no address without TLS.
        return certificates is null
            ? throw new FormatException($"'{text}' needs a folder with ca.pem, cert.pem and key.pem.")
            : new Tls(uri.Host, uri.Port, certificates);
    }
}
