using k8s;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster.Access;

namespace Workshop.Cluster.Tests.Access;

public sealed class KubeconfigTests : IDisposable
{
    private static readonly Uri Server = new("https://127.0.0.1:6443");
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly AccessKeys _keys;

    public KubeconfigTests()
    {
        var authority = CertificateForge.Authority(Now);
        _keys = new AccessKeys(authority, CertificateForge.Server(authority, ["localhost"], [], Now), new string('a', 64), new string('b', 64), System.Security.Cryptography.ECDsa.Create());
    }

    public void Dispose()
    {
        _keys.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("labs", "default")]
    [InlineData("workshop", "workshop")]
    public void Each_context_has_its_namespace(string context, string ns)
    {
        var config = KubernetesClientConfiguration.BuildConfigFromConfigFile(Write(), currentContext: context);
        Assert.Equal(ns, config.Namespace);
        Assert.Equal(_keys.AdminToken, config.AccessToken);
        Assert.Equal("https://127.0.0.1:6443", config.Host);
        Assert.Equal(_keys.Authority.Thumbprint, config.SslCaCerts.Single().Thumbprint);
    }

    [Fact]
    public void The_current_context_is_that_of_the_labs() =>
        Assert.Equal("labs", KubernetesClientConfiguration.BuildConfigFromConfigFile(Write()).CurrentContext);

    [SkippableFact]
    public void It_is_replaced_as_a_file_that_only_its_owner_may_read()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such modes.");
        var path = Path.Combine(_folder.Path, "kubeconfig");
        File.WriteAllText(path, "an old one that everybody may read");
        Write();
        var mode = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
        Assert.Equal(["kubeconfig"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [SkippableFact]
    public async Task One_that_others_may_read_is_refused_at_the_next_start()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such modes.");
        var path = Write();
        Widen(path);

        var refused = await Assert.ThrowsAsync<ClusterException>(
            () => EmbeddedCluster.StartAsync(new ClusterOptions { StateFolder = _folder.Path, ApiPort = 0 }, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None));

        Assert.Equal(
            $"'{path}' may be read by others (mode 644), and is refused. Delete it and the folder '{Path.Combine(_folder.Path, "pki")}': new keys are made. Or 'chmod 600' it, if nobody else uses this machine.",
            refused.Message);
    }

    private static void Widen(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
    }

    private string Write()
    {
        var path = Path.Combine(_folder.Path, "kubeconfig");
        Kubeconfig.Write(path, Server, _keys);
        return path;
    }
}
