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

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_key_that_others_could_read_is_closed()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such mode");
        await PresentedIn(_folder.PathOf("tls"));
        File.SetUnixFileMode(_folder.PathOf("tls", "key.pem"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

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

    [Theory]
    [InlineData("text", "text", "cert.pem holds no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "text", "cert.pem cannot be read")]
    [InlineData(null, "text", "key.pem holds no private key")]
    [InlineData(null, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "key.pem is not the key of cert.pem")]
    [InlineData(null, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n", "key.pem is encrypted")]
    public async Task A_pair_that_is_none_is_one_line_and_code_2(string? certificate, string key, string finding)
    {
        _folder.Write("cert.pem", certificate ?? Fresh().Certificate);
        _folder.Write("key.pem", key);

        await IsRefused(finding);
    }

    [Fact]
    public async Task A_key_that_cannot_be_read_is_one_line_and_code_2()
    {
        _folder.Write("cert.pem", Fresh().Certificate);
        NobodyCanRead("key.pem");

        await IsRefused("has only one of cert.pem and key.pem");
    }

    [Fact]
    public async Task While_a_pair_is_bad_the_one_before_it_goes_on_and_the_log_says_why()
    {
        Write(Fresh());
        var first = X509CertificateLoader.LoadCertificateFromFile(_folder.PathOf("cert.pem")).Thumbprint;
        await using var gateway = await RunningGateway.StartAsync([], ["--Workshop:TlsDirectory", _folder.Path]);

        Replace("key.pem", Fresh().Key);
        await gateway.Service.Process.HasWritten("key.pem is not the key of cert.pem", Limit);
        var mismatched = await PresentedBy(gateway);
        File.Delete(_folder.PathOf("key.pem"));
        await gateway.Service.Process.HasWritten("key.pem does not exist", Limit);
        NobodyCanRead("key.pem");
        await gateway.Service.Process.HasWritten("could not be read", Limit);
        var unreadable = await PresentedBy(gateway);
        Directory.Delete(_folder.PathOf("key.pem"));
        var second = Fresh();
        Replace("cert.pem", second.Certificate);
        Replace("key.pem", second.Key);
        await gateway.Service.Process.HasWritten("A new certificate is in force", Limit);

        Assert.Equal((first, first), (mismatched, unreadable));
        Assert.Equal(X509Certificate2.CreateFromPem(second.Certificate).Thumbprint, await PresentedBy(gateway));
        Assert.Contains("The certificate before the change stays in force", gateway.Service.Process.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_certificate_is_served_with_a_loud_warning()
    {
        Write(CertificateMaker.Make(null, TimeProvider.System.GetUtcNow().AddDays(-400)));
        await using var gateway = await RunningGateway.StartAsync([], ["--Workshop:TlsDirectory", _folder.Path]);

        Assert.Equal(X509CertificateLoader.LoadCertificateFromFile(_folder.PathOf("cert.pem")).Thumbprint, await PresentedBy(gateway));
        await gateway.Service.Process.HasWritten("THE CERTIFICATE HAS EXPIRED: 'CN=Workshop gateway'", Limit);
    }

    [Theory]
    [InlineData(-1, "NotYet")]
    [InlineData(0, "Good")]
    [InlineData(76, "EndsSoon")]
    [InlineData(89, "EndsSoon")]
    [InlineData(90, "Expired")]
    public void Dates_of_a_certificate_are_judged(int day, string expected)
    {
        var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(expected, ValidityPlan.For(from, from.AddDays(90), from.AddDays(day)).ToString());
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
        return await PresentedBy(gateway);
    }

    private static async Task<string> PresentedBy(RunningGateway gateway)
    {
        var presented = new List<string>();
        using var client = Recording(presented);
        using var answer = await client.GetAsync(new Uri($"https://{gateway.Service.Address}:8443/"));
        return Assert.Single(presented);
    }

    private static (string Certificate, string Key) Fresh() => CertificateMaker.Make(null, TimeProvider.System.GetUtcNow());

    // The file modes of a Secret mean nothing to root; nobody reads a folder as a file.
    private void NobodyCanRead(string file) => Directory.CreateDirectory(_folder.PathOf(file));

    private void Replace(string file, string text) => File.Move(_folder.Write($"{file}.new", text), _folder.PathOf(file), overwrite: true);

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
