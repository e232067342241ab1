using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s.Models;

namespace Workshop.Labs.Tests.Checks;

/// <summary>Labs 6 and 7.</summary>
public sealed class SecretAndServiceChecksTests : IDisposable
{
    private readonly StandInCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task A_pod_waits_for_its_Secret_by_name()
    {
        var pod = Things.Pod("secure-monolith").Waiting("ContainerCreating");
        _cluster.With(pod);
        Assert.StartsWith("red: saw no event FailedMount that names 'tls-certs';", await _cluster.Look(6, "waiting"), StringComparison.Ordinal);

        _cluster.Happened("Pod", "secure-monolith", "FailedMount", "secret \"tls-certs\" not found");
        Assert.StartsWith("green:", await _cluster.Look(6, "waiting"), StringComparison.Ordinal);

        pod.Status.Phase = "Running";
        Assert.StartsWith("red: saw 'secure-monolith' is ContainerCreating", await _cluster.Look(6, "waiting"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Secret_needs_both_files()
    {
        Assert.StartsWith("red: saw no Secret 'tls-certs';", await _cluster.Look(6, "secret"), StringComparison.Ordinal);

        _cluster.With(Secret(("cert.pem", "x"), ("ca.pem", "x")));
        Assert.StartsWith("red: saw a Secret with cert.pem, ca.pem in it;", await _cluster.Look(6, "secret"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pair_belongs_together_and_is_valid_today()
    {
        var (certificate, key) = Pair(StandInCluster.Now.AddDays(30));
        _cluster.With(Secret(("cert.pem", certificate), ("key.pem", key)));

        Assert.StartsWith("green: a pair for CN=test, until 2026-12-30", await _cluster.Look(6, "secret"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_ended_says_when()
    {
        var (certificate, key) = Pair(StandInCluster.Now.AddDays(-1));
        _cluster.With(Secret(("cert.pem", certificate), ("key.pem", key)));

        Assert.StartsWith("red: saw a certificate that ended on 2026-11-29;", await _cluster.Look(6, "secret"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_of_another_certificate_is_noticed()
    {
        _cluster.With(Secret(("cert.pem", Pair(StandInCluster.Now.AddDays(1)).Certificate), ("key.pem", Pair(StandInCluster.Now.AddDays(1)).Key)));

        Assert.StartsWith("red: saw a certificate and a key that do not belong together;", await _cluster.Look(6, "secret"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotation_is_followed_by_the_gateway_and_not_by_a_restart()
    {
        _cluster.With(Things.Pod("secure-monolith")).Logs("secure-monolith", "quiet");
        Assert.StartsWith("red: saw the gateway has followed no change of its certificate;", await _cluster.Look(6, "rotated"), StringComparison.Ordinal);

        using var restarted = new StandInCluster();
        restarted.With(Things.Pod("secure-monolith").Restarted(2));
        Assert.StartsWith("red: saw 2 restarts;", await restarted.Look(6, "rotated"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotation_is_one_under_load_when_the_load_was_there()
    {
        const string early = "2026-11-30T09:00:30.123456789Z A new certificate is in force.\n";
        const string meanwhile = "2026-11-30T09:01:30.123456789Z A new certificate is in force.\n";
        _cluster.With(Things.Pod("secure-monolith")).Logs("secure-monolith", early);
        Assert.StartsWith("red: saw no load over HTTPS since this pod is there;", await _cluster.Look(6, "rotated"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw no load over HTTPS", await _cluster.Loaded("http://localhost:10080/version", 0, [("1.0.0", 20)]).Look(6, "rotated"), StringComparison.Ordinal);

        _cluster.Loaded("https://localhost:10443/version", 3, [("1.0.0", 20)]);
        Assert.StartsWith("red: saw a load from 09:01:00 to 09:02:00, and a new certificate at 09:00:30 (UTC);", await _cluster.Look(6, "rotated"), StringComparison.Ordinal);

        _cluster.Logs("secure-monolith", early + meanwhile);
        Assert.StartsWith("red: saw 3 failures, 23 of 23 requests sent;", await _cluster.Look(6, "rotated"), StringComparison.Ordinal);

        _cluster.Loaded("https://localhost:10443/version", 0, [("1.0.0", 20)]);
        Assert.StartsWith("red: saw no Secret 'tls-certs';", await _cluster.Look(6, "rotated"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "Hello", "green: over HTTPS: 200 Hello")]
    [InlineData(502, "no", "red: saw over HTTPS: 502 no;")]
    public async Task The_mended_pod_greets_over_HTTPS(int status, string body, string says)
    {
        _cluster.With(Things.Pod("sealed-monolith")).Answers("pods/https:sealed-monolith:8443/", status, body);

        Assert.StartsWith(says, await _cluster.Look(6, "fixed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_pods_differ_in_their_track()
    {
        _cluster.With(Monolith("a", "stable"));
        Assert.StartsWith("red: saw 1 ready pods app=monolith,version=v1;", await _cluster.Look(7, "pods"), StringComparison.Ordinal);

        var second = Monolith("b", "stable");
        _cluster.With(second);
        Assert.StartsWith("red: saw not one with track=stable;", await _cluster.Look(7, "pods"), StringComparison.Ordinal);

        second.Metadata.Labels["track"] = "test";
        Assert.StartsWith("green:", await _cluster.Look(7, "pods"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Service_is_not_to_be_changed_so_that_it_fits()
    {
        _cluster.With(Things.Service("monolith", "NodePort", ("app", "monolith")));

        Assert.StartsWith("red: saw a Service that does not ask for secure=enabled: change the pods, not the Service;", await _cluster.Look(7, "no-endpoints"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Service_of_another_type_is_named() =>
        Assert.StartsWith("red: saw a Service of type ClusterIP;", await _cluster.With(Things.Service("monolith")).Look(7, "no-endpoints"), StringComparison.Ordinal);

    [Fact]
    public async Task Endpoints_are_counted_and_asked()
    {
        V1Pod[] pods = [Monolith("a", "stable"), Monolith("b", "test")];
        _cluster.With(pods).With(Things.Service("monolith", "NodePort", ("app", "monolith"), ("secure", "enabled")));
        Assert.StartsWith("green:", await _cluster.Look(7, "no-endpoints"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw 0 ready endpoints;", await _cluster.Look(7, "one-endpoint"), StringComparison.Ordinal);

        _cluster.Serving("monolith", pods[0]);
        Assert.StartsWith("red: saw 1 ready endpoint;", await _cluster.Look(7, "no-endpoints"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw one endpoint, and 503 nobody listens;", await _cluster.Look(7, "one-endpoint"), StringComparison.Ordinal);

        _cluster.Answers("services/monolith:http/", 200, "Hello", "a");
        Assert.StartsWith("green: a answers for the Service", await _cluster.Look(7, "one-endpoint"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_have_to_answer()
    {
        V1Pod[] pods = [Monolith("a", "stable"), Monolith("b", "test")];
        _cluster.With(pods).With(Things.Service("monolith", "NodePort", ("app", "monolith"), ("secure", "enabled"))).Serving("monolith", pods).Answers("services/monolith:http/", 200, "Hello", "a");
        Assert.StartsWith("red: saw answers of a;", await _cluster.Look(7, "both-answer"), StringComparison.Ordinal);

        _cluster.Answers("services/monolith:http/#1", 200, "Hello", "b");
        Assert.StartsWith("green: a and b answer in turn", await _cluster.Look(7, "both-answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mended_Service_has_both_behind_it()
    {
        V1Pod[] pods = [Monolith("a", "stable"), Monolith("b", "test")];
        _cluster.With(pods).Serving("monolith-web", pods[0]);

        Assert.StartsWith("red: saw 1 ready endpoint behind 'monolith-web';", await _cluster.Look(7, "fixed"), StringComparison.Ordinal);
    }

    private static V1Pod Monolith(string name, string track) => Things.Pod(name, ("app", "monolith"), ("version", "v1"), ("track", track));

    private static V1Secret Secret(params (string Name, string Content)[] files) =>
        new() { Metadata = new V1ObjectMeta { Name = "tls-certs" }, Data = files.ToDictionary(file => file.Name, file => Encoding.ASCII.GetBytes(file.Content)) };

    private static (string Certificate, string Key) Pair(DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256).CreateSelfSigned(StandInCluster.Now.AddDays(-30), until);
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
