using Workshop.Labs.Access;

namespace Workshop.Labs.Desk;

/// <summary>What a learner has in their namespace, and how it goes.</summary>
internal sealed class CleanTable(LabFiles files, ClusterAccess access)
{
    private static readonly string[] Kinds =
    [
        "deployments", "statefulsets", "daemonsets", "cronjobs", "jobs", "replicasets", "pods", "services", "ingresses", "networkpolicies", "horizontalpodautoscalers",
        "poddisruptionbudgets", "configmaps", "secrets", "persistentvolumeclaims", "resourcequotas", "limitranges", "roles", "rolebindings", "serviceaccounts",
    ];

    // Kinds that a cluster need not have.
    private static readonly string[] Added = ["gateways.gateway.networking.k8s.io", "httproutes.gateway.networking.k8s.io"];

    // Kinds of no namespace. Of these only what a lab made: its files give it this label, its commands end its name with the learner's namespace.
    private static readonly string[] Wide = ["gatewayclasses.gateway.networking.k8s.io", "ingressclasses.networking.k8s.io", "clusterroles.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io"];
    private const string LabLabel = "workshop.dev/lab";

    // What every namespace has by itself.
    private static readonly string[] Kept = ["service/kubernetes", "configmap/kube-root-ca.crt", "serviceaccount/default"];
    private readonly string _kubectl = ToolRun.Find("kubectl") ?? throw new LabException("kubectl is not on the PATH. './workshop doctor' says where to get it.");

    private string[] Where => ["--context", access.Context, "-n", access.Namespace];

    /// <returns>Such as <c>deployment.apps/hello</c>; children go with their owners.</returns>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken ct)
    {
        var known = (await LinesAsync(["api-resources", "--verbs=delete", "--no-headers", "-o", "name", "--context", access.Context], ct)).ToHashSet(StringComparer.Ordinal);
        string[] wide = [.. Wide.Where(known.Contains)];
        var listed = await Task.WhenAll(
            GetAsync([.. Kinds, .. Added.Where(known.Contains)], [], ct),
            GetAsync(wide, ["-l", LabLabel], ct),
            GetAsync(wide, [], ct));
        return [.. listed[0].Where(name => !Kept.Contains(name)), .. listed[1].Union(listed[2].Where(name => IsOfALab(name, access.Namespace)), StringComparer.Ordinal)];
    }

    public async Task ClearAsync(Lab lab, IReadOnlyList<string> names, CancellationToken ct)
    {
        if (names.Count > 0)
        {
            (await ToolRun.RunAsync(_kubectl, ["delete", .. names, "--ignore-not-found", "--wait=true", "--timeout=60s", .. Where], access.Kubeconfig, ct)).Succeeded();
        }

        // What it left outside of the cluster.
        if (File.Exists(files.PathOf(lab, "reset.sh")) && ToolRun.Find("bash") is { } bash)
        {
            (await ToolRun.RunAsync(bash, ["-c", $"cd '{files.Root}' && . '{files.PathOf(lab, "reset.sh")}'"], null, ct)).Succeeded();
        }
    }

    /// <param name="name">Such as <c>clusterrolebinding.rbac.authorization.k8s.io/lab18-page-default</c>.</param>
    internal static bool IsOfALab(string name, string @namespace) => name.Contains("/lab", StringComparison.Ordinal) && name.EndsWith('-' + @namespace, StringComparison.Ordinal);

    private Task<IReadOnlyList<string>> GetAsync(string[] kinds, string[] selection, CancellationToken ct) => LinesAsync(["get", string.Join(',', kinds), "-o", "name", .. selection, .. Where], ct);

    private async Task<IReadOnlyList<string>> LinesAsync(string[] arguments, CancellationToken ct) =>
        (await ToolRun.RunAsync(_kubectl, arguments, access.Kubeconfig, ct)).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
