using Workshop.Cluster.Access;

namespace Workshop.Cluster.Tests.Access;

public sealed class ClientCertificatesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_common_name_is_the_user_and_each_organisation_a_group()
    {
        using var authority = CertificateForge.Authority(Now);
        using var certificate = CertificateForge.Client(authority, "jane", ["dev", "ops"], Now);
        var caller = ClientCertificates.Read(certificate, authority, Now);
        Assert.NotNull(caller);
        Assert.Equal("jane", caller.Name);
        Assert.Equal(["dev", "ops", "system:authenticated"], caller.Groups);
    }

    [Fact]
    public void A_certificate_of_another_authority_speaks_for_nobody()
    {
        using var authority = CertificateForge.Authority(Now);
        using var other = CertificateForge.Authority(Now);
        using var certificate = CertificateForge.Client(other, "jane", [], Now);
        Assert.Null(ClientCertificates.Read(certificate, authority, Now));
    }

    [Fact]
    public void An_expired_certificate_speaks_for_nobody()
    {
        using var authority = CertificateForge.Authority(Now);
        using var certificate = CertificateForge.Client(authority, "jane", [], Now);
        Assert.Null(ClientCertificates.Read(certificate, authority, Now + CertificateForge.LeafLife + TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void A_server_certificate_is_no_client_certificate()
    {
        using var authority = CertificateForge.Authority(Now);
        using var certificate = CertificateForge.Server(authority, ["localhost"], [], Now);
        Assert.Null(ClientCertificates.Read(certificate, authority, Now));
    }
}
