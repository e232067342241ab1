using k8s;
using k8s.Autorest;
using k8s.Models;
using Workshop.Labs.Checks;

namespace Workshop.Labs.WebUIAndAccess;

/// <summary>Asks the API what an account may do (reviews and dry runs, which change nothing), not which objects say so.</summary>
internal static class WebUIAndAccessChecks
{
    private const int HelloPort = 8080;

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("proxy", Proxy),
        new("page-looks", PageLooks),
        new("viewer", Viewer),
        new("scaler", Scaler),
        new("decent", Decent),
        new("fixed", Fixed),
    ];

    private static async Task<CheckResult> Proxy(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "2 Ready pods of 'hello' that say Hello by the API's proxy";
        var ready = (await cluster.Pods("app=hello", ct)).Where(LabCluster.IsReady).ToList();
        if (ready.Count < 2)
        {
            return CheckResult.Red($"{ready.Count} Ready pods of 'hello'", expected, "kubectl describe deployment hello");
        }

        foreach (var pod in ready)
        {
            var answer = await cluster.GetOfPod(pod.Metadata.Name, HelloPort, "/", ct);
            if (!answer.Body.Contains("Hello", StringComparison.Ordinal))
            {
                return CheckResult.Red($"from {pod.Metadata.Name}: {answer}", expected, $"kubectl logs {pod.Metadata.Name}");
            }
        }

        return CheckResult.Green($"{ready.Count} Ready pods of 'hello', and each answers by the API's proxy");
    }

    private static async Task<CheckResult> PageLooks(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a page that answers, whose account may look at nodes and pods, and delete nothing";
        if (await Rights(cluster, "page", ct, May("list", "nodes"), May("watch", "pods"), MayNot("delete", "pods"), MayNot("get", "secrets")) is { } wrong)
        {
            return CheckResult.Red(wrong, expected, "kubectl get clusterrolebindings -o wide");
        }

        // Without a login it sends everybody to its login page, as it should.
        var answer = await cluster.Get("page", "http", "/login", ct);
        return answer.IsSuccess
            ? CheckResult.Green("the page answers, and its account may only look")
            : CheckResult.Red($"from the page: {answer}", expected, "kubectl logs deployment/page");
    }

    private static async Task<CheckResult> Viewer(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "an account 'viewer' that may list pods, and neither delete them nor read Secrets";
        if (await Rights(cluster, "viewer", ct, May("list", "pods"), May("get", "deployments", "apps"), MayNot("delete", "pods"), MayNot("get", "secrets")) is { } wrong)
        {
            return CheckResult.Red(wrong, expected, "kubectl get rolebindings -o wide");
        }

        // In its name, and nothing is lost: there is no such pod.
        var looks = await cluster.Ask(HttpMethod.Get, "pods", "viewer", ct);
        var deletes = await cluster.Ask(HttpMethod.Delete, "pods/that-nobody-has", "viewer", ct);
        return (looks.IsSuccess, deletes.Status, deletes.Body.Contains("cannot delete resource", StringComparison.Ordinal)) switch
        {
            (true, 403, true) => CheckResult.Green("'viewer' may look, and is refused to delete a pod: 403"),
            (false, _, _) => CheckResult.Red($"'viewer' asked for the pods: {looks}", expected, "kubectl get rolebindings -o wide"),
            _ => CheckResult.Red($"'viewer' asked to delete a pod: {deletes}", expected, "kubectl get rolebindings -o wide"),
        };
    }

    private static async Task<CheckResult> Scaler(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "an account 'viewer' that may scale Deployments, and not change them; and hello with 3 replicas";
        if (await Rights(cluster, "viewer", ct, May("patch", "deployments", "apps", "scale"), MayNot("patch", "deployments", "apps"), MayNot("delete", "pods")) is { } wrong)
        {
            return CheckResult.Red(wrong, expected, "kubectl describe role scaler; kubectl get rolebindings -o wide");
        }

        var ready = (await cluster.Deployment("hello", ct))?.Status?.ReadyReplicas ?? 0;
        return ready >= 3
            ? CheckResult.Green($"'viewer' may scale, and hello has {ready} ready pods")
            : CheckResult.Red($"{ready} ready pods of hello", expected, "kubectl get deployment hello");
    }

    private static async Task<CheckResult> Decent(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a namespace that refuses a root pod, and the pod 'nobody', Ready";
        if (await Refusal(cluster, ct) is not { } refusal)
        {
            return CheckResult.Red("a namespace that would take a root pod", expected, "kubectl get namespace --show-labels");
        }

        return await cluster.Pod("nobody", ct) is { } pod && LabCluster.IsReady(pod)
            ? CheckResult.Green($"a root pod is refused ({refusal.Split(':')[0]}), and 'nobody' runs")
            : CheckResult.Red("a root pod refused, and no Ready pod 'nobody'", expected, "kubectl get pod nobody");
    }

    private static async Task<CheckResult> Fixed(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "an account 'robot' that may change Deployments, and neither delete pods nor read Secrets";
        if (await cluster.Api.CoreV1.ListNamespacedServiceAccountAsync(cluster.Namespace, cancellationToken: ct) is { } accounts && accounts.Items.All(account => account.Metadata.Name != "robot"))
        {
            return CheckResult.Red("no ServiceAccount 'robot'", expected, "kubectl get serviceaccounts");
        }

        return await Rights(cluster, "robot", ct, May("get", "deployments", "apps"), May("patch", "deployments", "apps"), MayNot("delete", "pods"), MayNot("get", "secrets")) is { } wrong
            ? CheckResult.Red(wrong, expected, "kubectl get rolebindings -o wide; kubectl describe role deployer")
            : CheckResult.Green("'robot' may change Deployments, and no more");
    }

    private sealed record Right(bool Wanted, string Verb, string Resource, string Group, string Sub)
    {
        public override string ToString() => $"{Verb} {Resource}{(Sub.Length > 0 ? "/" + Sub : string.Empty)}{(Group.Length > 0 ? "." + Group : string.Empty)}";
    }

    private static Right May(string verb, string resource, string group = "", string sub = "") => new(true, verb, resource, group, sub);

    private static Right MayNot(string verb, string resource, string group = "", string sub = "") => new(false, verb, resource, group, sub);

    /// <returns>The first right that is not as wanted, in words; null when all are.</returns>
    private static async Task<string?> Rights(LabCluster cluster, string account, CancellationToken ct, params Right[] rights)
    {
        foreach (var right in rights)
        {
            var review = await cluster.Api.AuthorizationV1.CreateSubjectAccessReviewAsync(
                new V1SubjectAccessReview
                {
                    Spec = new V1SubjectAccessReviewSpec
                    {
                        User = $"system:serviceaccount:{cluster.Namespace}:{account}",
                        Groups = ["system:serviceaccounts", $"system:serviceaccounts:{cluster.Namespace}", "system:authenticated"],
                        ResourceAttributes = new V1ResourceAttributes
                        {
                            NamespaceProperty = right.Resource == "nodes" ? null : cluster.Namespace,
                            Verb = right.Verb,
                            Resource = right.Resource,
                            Group = right.Group,
                            Subresource = right.Sub,
                        },
                    },
                },
                cancellationToken: ct);
            if (review.Status?.Allowed != right.Wanted)
            {
                return $"'{account}' {(right.Wanted ? "may not" : "may")} {right}";
            }
        }

        return null;
    }

    /// <returns>Why a root pod is refused; null when it would be taken. A dry run: nothing is made.</returns>
    private static async Task<string?> Refusal(LabCluster cluster, CancellationToken ct)
    {
        var pod = new V1Pod
        {
            Metadata = new V1ObjectMeta { Name = "root-on-trial" },
            Spec = new V1PodSpec { Containers = [new V1Container { Name = "root", Image = "busybox:1", SecurityContext = new V1SecurityContext { RunAsUser = 0 } }] },
        };
        try
        {
            await cluster.Api.CoreV1.CreateNamespacedPodAsync(pod, cluster.Namespace, dryRun: "All", cancellationToken: ct);
            return null;
        }
        catch (HttpOperationException e) when (e.Response?.StatusCode == System.Net.HttpStatusCode.Forbidden && e.Response.Content.Contains("PodSecurity", StringComparison.Ordinal))
        {
            return "violates PodSecurity";
        }
    }
}
