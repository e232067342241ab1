using System.Net;
using System.Net.Security;
using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;
using Workshop.Gateway.Tls;

namespace Workshop.Gateway.Tests.Tls;

public sealed class TlsTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_certificate_is_made_at_first_start_and_kept()
    {
        var first = await PresentedIn(_folder.PathOf("tls"));
        var second = await PresentedIn(_folder.PathOf("tls"));

        Assert.Equal(first, second);
        Assert.Equal(first, X509CertificateLoader.LoadCertificateFromFile(_folder.PathOf("tls", "cert.pem")).Thumbprint);
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_key_is_readable_by_its_owner_only()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such mode");
        await PresentedIn(_folder.PathOf("tls"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.PathOf("tls", "key.pem")));
    }

    [Fact]
    public void The_certificate_is_for_this_machine_the_gateway_and_the_pod()
    {
        var made = CertificateMaker.Make(IPAddress.Parse("127.40.1.7"), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

        using var certificate = X509Certificate2.CreateFromPem(made.Certificate, made.Key);
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();

        Assert.Equal(["localhost", "gateway"], names.EnumerateDnsNames());
        Assert.Equal(["127.0.0.1", "::1", "127.40.1.7"], names.EnumerateIPAddresses().Select(address => address.ToString()));
        Assert.NotNull(certificate.GetECDsaPublicKey());
    }

    [Fact]
    public async Task A_client_that_trusts_the_certificate_is_served_over_HTTP_2()
    {
        await using var pod = StubBackend.Saying("secure");
        await using var gateway = await RunningGateway.StartAsync([pod.Address], ["--Workshop:TlsDirectory", _folder.Path]);
        using var client = Trusting(_folder.PathOf("cert.pem"));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://{gateway.Service.Address}:8443/") { Version = HttpVersion.Version20 };

        using var answer = await client.SendAsync(request);

        Assert.Equal((HttpVersion.Version20, "secure"), (answer.Version, await answer.Content.ReadAsStringAsync()));
        Assert.Contains("X-Forwarded-Proto: https", Assert.Single(pod.Heads), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_certificate_counts_from_the_next_handshake_on_and_breaks_no_connection()
    {
        await using var pod = StubBackend.Saying("secure");
        Write(CertificateMaker.Make(null, TimeProvider.System.GetUtcNow()));
        await using var gateway = await RunningGateway.StartAsync([pod.Address], ["--Workshop:TlsDirectory", _folder.Path]);
        var address = new Uri($"https://{gateway.Service.Address}:8443/");
        var before = new List<string>();
        using var kept = Recording(before);
        await kept.GetStringAsync(address);

        Write(CertificateMaker.Make(null, TimeProvider.System.GetUtcNow()));
        await gateway.Service.Process.HasWritten("A new certificate is in force", Limit);
        var after = new List<string>();
        using var fresh = Recording(after);
        await Eventually.Is(async () => await Record.ExceptionAsync(() => fresh.GetStringAsync(address)) is null, "the gateway answers", Limit, CancellationToken.None);
        await kept.GetStringAsync(address);

        Assert.Equal(X509CertificateLoader.LoadCertificateFromFile(_folder.PathOf("cert.pem")).Thumbprint, Assert.Single(after));
        Assert.NotEqual(Assert.Single(before), Assert.Single(after));
    }

    [Theory]
    [InlineData("cert.pem", "has only one of cert.pem and key.pem")]
    [InlineData("key.pem", "has only one of cert.pem and key.pem")]
    public async Task Half_a_pair_is_one_line_and_code_2(string file, string finding)
    {
        _folder.Write(file, "text");

        await IsRefused(finding);
    }

    [Fact]
    public async Task A_pair_that_is_none_is_one_line_and_code_2()
    {
        _folder.Write("cert.pem", "text");
        _folder.Write("key.pem", "text");

        await IsRefused("are no certificate and its key");
    }

    public void Dispose() => _folder.Dispose();

    private static HttpClient Trusting(string certificate)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(certificate));
        return new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust } });
    }

    private static HttpClient Recording(List<string> thumbprints) => new(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
        {
            thumbprints.Add(certificate!.Thumbprint);
            return true;
        },
    });

    private static async Task<string> PresentedIn(string folder)
    {
        await using var gateway = await RunningGateway.StartAsync([], ["--Workshop:TlsDirectory", folder]);
        var presented = new List<string>();
        using var client = Recording(presented);
        using var answer = await client.GetAsync(new Uri($"https://{gateway.Service.Address}:8443/"));
        return Assert.Single(presented);
    }

    private async Task IsRefused(string finding)
    {
        var environment = CleanEnvironment.With(("WORKSHOP_POD_IP", LoopbackAddress.Next().ToString()));
        var result = await TestProcess.Run(Repository.ProgramOf("Gateway"), ["--Workshop:TlsDirectory", _folder.Path], Limit, environment);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(finding, Assert.Single(result.Error.Split('\n')), StringComparison.Ordinal);
    }

    private void Write((string Certificate, string Key) pair)
    {
        _folder.Write("key.pem", pair.Key);
        _folder.Write("cert.pem", pair.Certificate);
    }
}
