using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s.Models;
using Workshop.Labs.Checks;

namespace Workshop.Labs.SecretsAndConfigMaps;

internal static class SecretsAndConfigMapsChecks
{
    private const string Pod = "secure-monolith";
    private const string Secret = "tls-certs";
    private const int HttpsPort = 8443;

    /// <summary>The load's times are this machine's, the log's are the node's.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("waiting", Waiting),
        new("secret", HasSecret),
        new("https", Https, TimeSpan.FromSeconds(60)),
        new("rotated", Rotated),
        new("fixed", (cluster, ct) => Serves(cluster, "sealed-monolith", ct), TimeSpan.FromSeconds(60)),
    ];

    private static async Task<CheckResult> Waiting(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "'secure-monolith' placed on a node, and waiting there for the Secret 'tls-certs'";
        if (await cluster.Pod(Pod, ct) is not { } pod)
        {
            return CheckResult.Red("no pod 'secure-monolith'", expected, "kubectl get pods");
        }

        if (pod.Status?.Phase != "Pending")
        {
            return CheckResult.Red($"'secure-monolith' is {PodWords.StateOf(pod)}", expected, "kubectl get secrets");
        }

        var wanted = (await cluster.Events("Pod", Pod, ct)).Any(happened => happened.Reason == "FailedMount" && happened.Message.Contains(Secret, StringComparison.Ordinal));
        return wanted
            ? CheckResult.Green("'secure-monolith' waits for its Secret")
            : CheckResult.Red("no event FailedMount that names 'tls-certs'", expected, "kubectl describe pod secure-monolith");
    }

    private static async Task<CheckResult> HasSecret(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a Secret 'tls-certs' with cert.pem and key.pem that belong together, and are valid today";
        const string look = "kubectl describe secret tls-certs";
        var (certificate, why) = CertificateIn(await cluster.Secret(Secret, ct));
        using (certificate)
        {
            if (certificate is null)
            {
                return CheckResult.Red(why, expected, look);
            }

            var now = cluster.Time.GetUtcNow().UtcDateTime;
            return certificate.NotAfter.ToUniversalTime() > now
                ? CheckResult.Green($"a pair for {certificate.Subject}, until {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}")
                : CheckResult.Red($"a certificate that ended on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}", expected, look);
        }
    }

    private static async Task<CheckResult> Https(LabCluster cluster, CancellationToken ct)
    {
        var serves = await Serves(cluster, Pod, ct);
        return serves.IsGreen ? await ShowsTheSecrets(cluster, ct) : serves;
    }

    private static async Task<CheckResult> Rotated(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a new certificate served under load: no request failed, no container restarted";
        if (await cluster.Pod(Pod, ct) is not { } pod || !LabCluster.IsReady(pod))
        {
            return CheckResult.Red("'secure-monolith' is not ready", expected, "kubectl get pod secure-monolith");
        }

        if (LabCluster.Restarts(pod) > 0)
        {
            return CheckResult.Red($"{LabCluster.Restarts(pod)} restarts", expected, "kubectl describe pod secure-monolith");
        }

        if (await RotatedAt(cluster, ct) is not { } rotatedAt)
        {
            return CheckResult.Red("the gateway has followed no change of its certificate", expected, "kubectl logs secure-monolith -c gateway");
        }

        if (cluster.Load is not { } load || !load.Target.StartsWith("https://", StringComparison.Ordinal) || load.StartedAt < pod.Metadata.CreationTimestamp)
        {
            return CheckResult.Red("no load over HTTPS since this pod is there", expected, LoadWords.Look);
        }

        if (rotatedAt < load.StartedAt - ClockTolerance || rotatedAt > load.EndedAt + ClockTolerance)
        {
            return CheckResult.Red(
                string.Create(CultureInfo.InvariantCulture, $"a load from {load.StartedAt:HH:mm:ss} to {load.EndedAt:HH:mm:ss}, and a new certificate at {rotatedAt:HH:mm:ss} (UTC)"), expected, "change the certificate while the load runs");
        }

        return LoadWords.Lost(load, expected) is { } lost ? lost
            : await ShowsTheSecrets(cluster, ct) is { IsGreen: false } red ? red
            : CheckResult.Green($"a new certificate, and {load.Sent} requests without a failure");
    }

    /// <summary>When the gateway last took another certificate, by its node's clock; null: never.</summary>
    private static async Task<DateTimeOffset?> RotatedAt(LabCluster cluster, CancellationToken ct)
    {
        var line = (await cluster.LogOf(Pod, ct, "gateway", timestamps: true)).Split('\n').LastOrDefault(line => line.Contains("A new certificate is in force", StringComparison.Ordinal));
        return line is not null && DateTimeOffset.TryParse(line.Split(' ')[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }

    private static async Task<CheckResult> Serves(LabCluster cluster, string name, CancellationToken ct)
    {
        var expected = $"'{name}' ready, both containers, and greeting over HTTPS";
        if (await cluster.Pod(name, ct) is not { } pod)
        {
            return CheckResult.Red($"no pod '{name}'", expected, "kubectl get pods");
        }

        if (!LabCluster.IsReady(pod))
        {
            return CheckResult.Red($"'{name}' is {PodWords.StateOf(pod)}", expected, $"kubectl describe pod {name}");
        }

        var answer = await cluster.GetOfPod($"https:{name}", HttpsPort, "/", ct);
        return answer.IsSuccess && answer.Body.Contains("Hello", StringComparison.Ordinal)
            ? CheckResult.Green($"over HTTPS: {answer}")
            : CheckResult.Red($"over HTTPS: {answer}", expected, $"kubectl logs {name} --all-containers");
    }

    private static async Task<CheckResult> ShowsTheSecrets(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "the certificate of the Secret 'tls-certs', served by the gateway";
        var (kept, why) = CertificateIn(await cluster.Secret(Secret, ct));
        using (kept)
        {
            if (kept is null)
            {
                return CheckResult.Red(why, expected, "kubectl describe secret tls-certs");
            }

            var (shown, trouble) = await cluster.ServedCertificate(Pod, HttpsPort, ct);
            using (shown)
            {
                return shown?.Thumbprint == kept.Thumbprint
                    ? CheckResult.Green("HTTPS, with the certificate of the Secret")
                    : CheckResult.Red(shown is null ? $"no certificate ({trouble})" : "another certificate than the Secret's", expected, "kubectl logs secure-monolith -c gateway");
            }
        }
    }

    private static (X509Certificate2? Certificate, string Why) CertificateIn(V1Secret? secret)
    {
        if (secret is null)
        {
            return (null, "no Secret 'tls-certs'");
        }

        if (secret.Data?.TryGetValue("cert.pem", out var cert) != true || secret.Data.TryGetValue("key.pem", out var key) != true)
        {
            return (null, $"a Secret with {(secret.Data is { Count: > 0 } data ? string.Join(", ", data.Keys) : "nothing")} in it");
        }

        try
        {
            return (X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(cert!), Encoding.ASCII.GetString(key!)), string.Empty);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return (null, "a certificate and a key that do not belong together");
        }
    }
}
