using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Workshop.Hosting.Publishing.Kubernetes;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Deploying;

/// <summary>The tokens of a deployed dashboard and cluster page: made where the cluster lacks them, never changed. They go through kubectl's input and output, and into the links that are printed.</summary>
internal sealed class DashboardTokens(TranslationTarget target, IKubectl kubectl)
{
    private readonly ClusterSecrets _secrets = new(target.Namespace, kubectl);

    /// <returns>Whether they were made now.</returns>
    /// <exception cref="DistributedApplicationException">The cluster refuses.</exception>
    public async Task<bool> MakeMissingAsync(CancellationToken ct)
    {
        if (await _secrets.FindAsync(DashboardSecret.Name, ct) is not null)
        {
            return false;
        }

        await _secrets.CreateAsync(DashboardOverlay.Access(target), ct);
        return true;
    }

    /// <summary>How to get to the pages, and the links that log in.</summary>
    public async Task<string> DescribeAsync(CancellationToken ct)
    {
        var secret = await _secrets.FindAsync(DashboardSecret.Name, ct);
        return $"{Line("dashboard", AspireDashboard.Name, AspireDashboard.WebPort, Value(secret, DashboardSecret.TokenKey))}{Environment.NewLine}"
            + Line("cluster page", ClusterPagePod.Name, ClusterPagePod.WebPort, Value(secret, DashboardSecret.ClusterPageTokenKey));
    }

    private string Line(string what, string service, int port, string token) => string.Create(
        CultureInfo.InvariantCulture,
        $"The {what}: 'kubectl port-forward -n {target.Namespace} service/{service} {port}', then http://127.0.0.1:{port}/login?t={Uri.EscapeDataString(token)}");

    private string Value(JsonNode? secret, string key) => secret?["data"]?[key]?.GetValue<string>() is { } encoded
        ? Encoding.UTF8.GetString(Convert.FromBase64String(encoded))
        : throw new DistributedApplicationException(
            $"Secret '{DashboardSecret.Name}' of namespace '{target.Namespace}' has no '{key}'. Delete it ('kubectl delete secret -n {target.Namespace} {DashboardSecret.Name}') and deploy again: then it is made.");
}
