using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Workshop.Cluster.Access;

namespace Workshop.Cluster.Tests.Access;

public sealed class KeyFolderTests : IDisposable
{
    private static readonly IPAddress ServiceAddress = IPAddress.Parse("127.40.128.2");

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_start_makes_keys_that_only_their_owner_may_read()
    {
        using var keys = Open();
        Assert.Equal("CN=workshop-ca", keys.Authority.Subject);
        Assert.Equal(64, keys.AdminToken.Length);
        Assert.DoesNotContain(keys.AdminToken, keys.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Folder_and_keys_have_the_modes_0700_and_0600()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such modes.");
        using var keys = Open();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, Mode(Pki));
        Assert.All(Directory.GetFiles(Pki), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode(file)));
        Assert.Equal(["admin.token", "ca.crt", "ca.key", "images.key", "sa.key", "server.crt", "server.key"], Directory.GetFiles(Pki).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [SkippableTheory]
    [InlineData("sa.key")]
    [InlineData("admin.token")]
    public void A_key_that_others_may_read_is_refused_and_not_used(string name)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such modes.");
        Open().Dispose();
        Widen(Path.Combine(Pki, name));

        Assert.StartsWith($"'{Path.Combine(Pki, name)}' may be read by others (mode 644), and is refused.", Assert.Throws<ClusterException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_start_uses_the_same_keys()
    {
        using var first = Open();
        using var second = Open();
        Assert.Equal(first.Authority.Thumbprint, second.Authority.Thumbprint);
        Assert.Equal(first.Server.Thumbprint, second.Server.Thumbprint);
        Assert.Equal(first.AdminToken, second.AdminToken);
    }

    [Fact]
    public void A_server_certificate_that_is_about_to_expire_is_made_anew_under_the_same_authority()
    {
        using var first = Open();
        _time.Advance(TimeSpan.FromDays(340));
        using var second = Open();
        Assert.Equal(first.Authority.Thumbprint, second.Authority.Thumbprint);
        Assert.NotEqual(first.Server.Thumbprint, second.Server.Thumbprint);
        Assert.True(ClientCertificates.IsSignedBy(second.Server, second.Authority, _time.GetUtcNow()));
    }

    [Fact]
    public void An_authority_that_is_about_to_expire_is_made_anew_with_all_that_it_signed()
    {
        using var first = Open();
        _time.Advance(TimeSpan.FromDays(3640));
        using var second = Open();
        Assert.NotEqual(first.Authority.Thumbprint, second.Authority.Thumbprint);
        Assert.True(ClientCertificates.IsSignedBy(second.Server, second.Authority, _time.GetUtcNow()));
    }

    [Fact]
    public void A_key_that_cannot_be_read_is_made_anew()
    {
        Open().Dispose();
        File.WriteAllText(Path.Combine(Pki, "ca.key"), "not a key");
        using var keys = Open();
        Assert.True(keys.Authority.HasPrivateKey);
        Assert.True(ClientCertificates.IsSignedBy(keys.Server, keys.Authority, _time.GetUtcNow()));
    }

    [Fact]
    public void The_server_certificate_covers_every_name_of_the_API()
    {
        using var keys = Open();
        var names = keys.Server.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Equal([IPAddress.Loopback, IPAddress.IPv6Loopback, ServiceAddress], names.EnumerateIPAddresses());
        Assert.Equal(["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"], names.EnumerateDnsNames());
    }

    [Fact]
    public void Another_service_address_brings_another_server_certificate()
    {
        using var first = Open();
        using var second = new KeyFolder(Pki, _time).Open(IPAddress.Parse("127.41.128.2"));
        Assert.NotEqual(first.Server.Thumbprint, second.Server.Thumbprint);
        Assert.Equal(first.AdminToken, second.AdminToken);
    }

    private string Pki => Path.Combine(_folder.Path, "pki");

    private AccessKeys Open() => new KeyFolder(Pki, _time).Open(ServiceAddress);

    private static void Widen(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
    }

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);
}
