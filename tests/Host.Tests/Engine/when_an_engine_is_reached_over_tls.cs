using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gradients.Runners.Engine;

namespace Gradients.Host.Tests.Engine;

/// <summary>A real engine behind a TLS door that demands a certificate of our authority.</summary>
public sealed class when_an_engine_is_reached_over_tls : IDisposable
{
    readonly Engines _engines;
    readonly string _folder = Directory.CreateTempSubdirectory("engine-tls-").FullName;
    readonly TcpListener _door = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly X509Certificate2 _authority = Authority("ours");
    readonly X509Certificate2 _stranger = Authority("a stranger");

    public when_an_engine_is_reached_over_tls(Engines engines) => _engines = engines;

    string Open(string name)
    {
        _door.Start();
        _ = ServeAsync(Signed(_authority, "server", name));
        return $"tcp://{name}:{((IPEndPoint)_door.LocalEndpoint).Port}";
    }

    async Task ServeAsync(X509Certificate2 certificate)
    {
        while (!_stop.IsCancellationRequested)
            _ = ForwardAsync(await _door.AcceptTcpClientAsync(_stop.Token), certificate);
    }

    async Task ForwardAsync(TcpClient client, X509Certificate2 certificate)
    {
        using var _ = client;
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ClientCertificateRequired = true,
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { _authority },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        });
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(
            ((EngineAddress.UnixSocket)_engines.Address("runs")).Path));
        await using var engine = new NetworkStream(socket);
        await Task.WhenAny(tls.CopyToAsync(engine, _stop.Token), engine.CopyToAsync(tls, _stop.Token));
    }

    string Files(X509Certificate2 trusted, X509Certificate2 signer)
    {
        using var own = Signed(signer, "client", "client");
        File.WriteAllText(Path.Combine(_folder, "ca.pem"), trusted.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "cert.pem"), own.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "key.pem"), own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return _folder;
    }

    [Fact]
    public async Task both_sides_show_certificates_and_it_answers()
    {
        var address = EngineAddress.Parse(Open("localhost"), Files(_authority, _authority));
        using var engine = await EngineClient.ConnectAsync(address);
        Assert.NotEmpty((await engine.InfoAsync()).ServerVersion);
    }

    [Fact]
    public async Task an_engine_of_another_authority_is_not_spoken_to()
    {
        var address = EngineAddress.Parse(Open("localhost"), Files(_stranger, _authority));
        var fault = await Assert.ThrowsAsync<EngineException>(() => EngineClient.ConnectAsync(address));
        Assert.Equal(EngineFault.Unreachable, fault.Fault);
    }

    [Fact]
    public async Task an_engine_of_another_name_is_not_spoken_to()
    {
        var door = Open("another-host").Replace("another-host", "localhost", StringComparison.Ordinal);
        var address = EngineAddress.Parse(door, Files(_authority, _authority));
        await Assert.ThrowsAsync<EngineException>(() => EngineClient.ConnectAsync(address));
    }

    [Fact]
    public async Task a_client_of_another_authority_is_not_let_in()
    {
        var address = EngineAddress.Parse(Open("localhost"), Files(_authority, _stranger));
        await Assert.ThrowsAsync<EngineException>(() => EngineClient.ConnectAsync(address));
    }

    static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
    }

    static X509Certificate2 Signed(X509Certificate2 authority, string name, string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        var certificate = request.Create(authority, DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1), RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _door.Dispose();
        _stop.Dispose();
        _authority.Dispose();
        _stranger.Dispose();
        Directory.Delete(_folder, true);
    }
}
