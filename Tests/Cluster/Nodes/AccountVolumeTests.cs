using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster.Images;
using Workshop.Cluster.Registry.Rules;

namespace Workshop.Cluster.Tests.Nodes;

public sealed class AccountVolumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_program_in_a_pod_finds_its_token_and_the_API()
    {
        Skip.If(OperatingSystem.IsWindows(), "Scripts of a Unix shell.");
        await using var cluster = await EmbeddedCluster.StartAsync(Options, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        using var admin = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.KubeconfigPath));
        await Eventually.Is(
            async () => (await admin.CoreV1.ListNamespacedServiceAccountAsync("default")).Items.Count == 1, "the account is there", TimeSpan.FromSeconds(20), CancellationToken.None);
        await admin.CoreV1.CreateNamespacedPodAsync(
            KubernetesYaml.Deserialize<V1Pod>(
                """
                metadata: {name: client}
                spec:
                  containers:
                  - {name: main, image: 'busybox:1.36', imagePullPolicy: IfNotPresent, command: [sh, -c, 'echo $KUBERNETES_SERVICE_HOST $KUBERNETES_SERVICE_PORT $WORKSHOP_SERVICE_ACCOUNT; cat /var/run/secrets/kubernetes.io/serviceaccount/namespace; echo; sleep 300']}
                """),
            "default");
        var words = Array.Empty<string>();
        await Eventually.Is(
            async () =>
            {
                using var log = new StreamReader(await admin.CoreV1.ReadNamespacedPodLogAsync("client", "default"));
                words = (await log.ReadToEndAsync()).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
                return words.Length == 4;
            },
            "the program has said what it found", TimeSpan.FromSeconds(30), CancellationToken.None);

        Assert.Equal("default", words[3]);
        var config = new KubernetesClientConfiguration
        {
            Host = $"https://{words[0]}:{words[1]}",
            AccessToken = await File.ReadAllTextAsync(Path.Combine(words[2], "token")),
            SslCaCerts = [System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificateFromFile(Path.Combine(words[2], "ca.crt"))],
        };
        using var own = new Kubernetes(config);
        var review = await own.AuthenticationV1.CreateSelfSubjectReviewAsync(new V1SelfSubjectReview());
        Assert.Equal("system:serviceaccount:default:default", review.Status.UserInfo.Username);
    }

    [Fact]
    public async Task A_kubeconfig_for_an_account_speaks_for_it_only()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(Options, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        var path = _folder.Write("kubeconfig", cluster.KubeconfigFor("workshop-system", "cluster-page", TimeSpan.FromHours(1)));
        using var page = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(path));

        Assert.NotEmpty((await page.CoreV1.ListNodeAsync()).Items);
        var refusal = await Assert.ThrowsAsync<k8s.Autorest.HttpOperationException>(() => page.CoreV1.ListNamespacedSecretAsync("default"));
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refusal.Response.StatusCode);
        Assert.Throws<ClusterException>(() => cluster.KubeconfigFor("default", "nosuch", TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData("""{"containers":[{"name":"a"}]}""", "{}", true)]
    [InlineData("""{"automountServiceAccountToken":false,"containers":[{"name":"a"}]}""", "{}", false)]
    [InlineData("""{"containers":[{"name":"a"}]}""", """{"automountServiceAccountToken":false}""", false)]
    [InlineData("""{"automountServiceAccountToken":true,"containers":[{"name":"a"}]}""", """{"automountServiceAccountToken":false}""", true)]
    [InlineData("""{"containers":[{"name":"a","volumeMounts":[{"name":"own","mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}]}]}""", "{}", false)]
    public void The_token_is_mounted_unless_pod_or_account_say_otherwise(string spec, string account, bool expected)
    {
        var body = JsonNode.Parse(spec)!.AsObject();

        AccountVolume.Add(body, JsonNode.Parse(account)!.AsObject());

        Assert.Equal(expected, body["volumes"] is JsonArray { Count: 1 });
    }

    private ClusterOptions Options => new()
    {
        StateFolder = _folder.PathOf("state"),
        ApiPort = 0,
        NodeCount = 1,
        Images = new ImageCatalogue([new CatalogueImage("busybox", ["*"], [])]),
    };
}
