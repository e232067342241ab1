using k8s;
using k8s.Models;
using Workshop.Labs.Access;
using Workshop.Labs.Checks;

namespace Workshop.Labs.Running;

/// <summary>A fresh namespace, deleted after use.</summary>
internal sealed class TrialNamespace : IAsyncDisposable
{
    private static readonly TimeSpan AccountPatience = TimeSpan.FromSeconds(20);
    private readonly ClusterAccess _outer;

    private TrialNamespace(ClusterAccess outer, ClusterAccess access) => (_outer, Access) = (outer, access);

    public ClusterAccess Access { get; }

    public static async Task<TrialNamespace> CreateAsync(ClusterAccess outer, string prefix, CancellationToken ct)
    {
        var name = $"{prefix}-{Guid.NewGuid().ToString("N")[..6]}";
        using var cluster = outer.Connect(TimeProvider.System);
        await cluster.Api.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = name } }, cancellationToken: ct);
        // A state folder of its own, too: an older load's report would make a check green.
        var made = new TrialNamespace(outer, outer with { Namespace = name, StateFolder = Directory.CreateTempSubdirectory("workshop-trial-").FullName });
        await HasAccountAsync(cluster, name, ct);
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        using var cluster = _outer.Connect(TimeProvider.System);
        await cluster.Api.CoreV1.DeleteNamespaceAsync(Access.Namespace, cancellationToken: CancellationToken.None);
        Directory.Delete(Access.StateFolder, recursive: true);
    }

    // Before it has its ServiceAccount, a namespace refuses pods.
    private static async Task HasAccountAsync(LabCluster cluster, string name, CancellationToken ct)
    {
        var ready = new LabCheck("account", async (seen, token) =>
        {
            var accounts = await seen.Api.CoreV1.ListNamespacedServiceAccountAsync(name, cancellationToken: token);
            return accounts.Items.Any(account => account.Metadata.Name == "default") ? CheckResult.Green("an account") : CheckResult.Red("none", "one", "kubectl get serviceaccounts");
        });
        await CheckWait.UntilAsync(ready, cluster, result => result.IsGreen, AccountPatience, ct);
    }
}
