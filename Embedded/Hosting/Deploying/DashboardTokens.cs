using System.Text;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Workshop.Hosting.Dashboard;
using Workshop.Hosting.Publishing.Kubernetes;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Deploying;

/// <summary>The tokens of a deployed dashboard: made where the cluster lacks them, never changed. They go through kubectl's input and output, and into the link that is printed.</summary>
internal sealed class DashboardTokens(TranslationTarget target, IKubectl kubectl)
{
    // Where 'kubectl port-forward' listens.
    private const string Host = "127.0.0.1";

    private readonly ClusterSecrets _secrets = new(target.Namespace, kubectl);

    /// <returns>Whether they were made now.</returns>
    /// <exception cref="DistributedApplicationException">The cluster refuses.</exception>
    public async Task<bool> MakeMissingAsync(CancellationToken ct)
    {
        if (await _secrets.FindAsync(DashboardPod.AccessName, ct) is not null)
        {
            return false;
        }

        await _secrets.CreateAsync(DashboardOverlay.Access(Access(null, null), target), ct);
        return true;
    }

    /// <summary>How to get to the pages, and the link that logs in.</summary>
    public async Task<string> DescribeAsync(CancellationToken ct)
    {
        var secret = await _secrets.FindAsync(DashboardPod.AccessName, ct);
        var login = Access(Value(secret, DashboardPod.TokenKey), Value(secret, DashboardPod.ReadOnlyTokenKey)).Login;
        return $"The dashboard: 'kubectl port-forward -n {target.Namespace} service/{DashboardPod.Name} {DashboardPorts.Usual.Web}', then {login}";
    }

    private static DashboardAccess Access(string? token, string? readOnlyToken) => DashboardAccess.Make(Host, DashboardPorts.Usual, token, readOnlyToken);

    private string Value(JsonNode? secret, string key) => secret?["data"]?[key]?.GetValue<string>() is { } encoded
        ? Encoding.UTF8.GetString(Convert.FromBase64String(encoded))
        : throw new DistributedApplicationException(
            $"Secret '{DashboardPod.AccessName}' of namespace '{target.Namespace}' has no '{key}'. Delete it ('kubectl delete secret -n {target.Namespace} {DashboardPod.AccessName}') and deploy again: then it is made.");
}
