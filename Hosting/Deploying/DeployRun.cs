using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Workshop.Hosting.Model;
using Workshop.Hosting.Publishing.Kubernetes;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Deploying;

/// <summary>Brings the application to a cluster, and takes it away. Each step can be repeated: what is there already is left as it is.</summary>
/// <param name="parameters">The values of parameters that are no secrets.</param>
internal sealed class DeployRun(ApplicationModel model, DeployOptions options, IReadOnlyDictionary<string, string> parameters, IConfiguration configuration, IKubectl kubectl, TextWriter output)
{
    private const string RolloutLimit = "5m";

    private readonly TranslationTarget _target = TranslationTarget.Publish(parameters);

    /// <summary>The project of the cluster page's image; null where the AppHost's build names none.</summary>
    public string? ClusterPageProject { get; init; }

    private bool HasDashboard => options.Overlay == DashboardOverlay.Name;

    private DashboardTokens Dashboard => new(_target, kubectl);

    /// <exception cref="DistributedApplicationException">A step fails: what, and what to do.</exception>
    public async Task DeployAsync(CancellationToken ct)
    {
        using var files = WrittenFiles.Of(Files(), options.Overlay);
        await CheckAccessAsync(ct);
        var secrets = new DeploySecrets(model, _target, configuration, kubectl);
        var missing = await secrets.FindMissingAsync(ct);
        if (options.Registry is { } registry)
        {
            foreach (var workload in Patch.Projects(model))
            {
                await ImagePush.PushAsync(workload.ProjectPath!, ImageName.Of(workload), registry, hasNativeImage: true, output, ct);
            }

            if (HasDashboard)
            {
                await ImagePush.PushAsync(ClusterPageProject ?? throw NoClusterPageProject(), ClusterPagePod.Image, registry, hasNativeImage: false, output, ct);
            }
        }

        await SayAsync($"Namespace '{_target.Namespace}' and its Secrets …", ct);
        await MakeNamespaceAsync(ct);
        var made = await secrets.MakeAsync(missing, ct);
        if (HasDashboard && await Dashboard.MakeMissingAsync(ct))
        {
            made = [.. made, DashboardSecret.Name];
        }

        var user = FirstUser.Of(model, _target, kubectl);
        if (user is not null && await user.MakeMissingAsync(ct))
        {
            made = [.. made, user.SecretName];
        }

        await SayAsync(made.Count == 0 ? "  all there" : $"  made {string.Join(", ", made)}", ct);

        await SayAsync($"Applying overlay '{options.Overlay}' …", ct);
        await ShowAsync(["apply", "-k", files.Folder], "The objects were not all applied.", ct);
        foreach (var workload in RolloutsIn(files))
        {
            await WaitForAsync(workload, ct);
        }

        await SayAsync(await new DeployedAddress(model, _target, kubectl).DescribeAsync(options.Overlay, ct), ct);
        if (user is not null)
        {
            await SayAsync(user.Describe(), ct);
        }

        if (HasDashboard)
        {
            await SayAsync(await Dashboard.DescribeAsync(ct), ct);
        }
    }

    /// <summary>Deletes the namespace with all that is in it, disks included, and waits: a load balancer that is left behind costs money.</summary>
    public async Task DestroyAsync(CancellationToken ct)
    {
        using var files = WrittenFiles.Of(Files(), options.Overlay);
        await CheckAccessAsync(ct);
        await SayAsync($"Deleting overlay '{options.Overlay}' and namespace '{_target.Namespace}' …", ct);
        // First what stands outside the cluster for it: the load balancer goes with the objects that asked for it.
        await ShowAsync(["delete", "-k", files.Folder, "--ignore-not-found", "--wait=true"], "Not everything was deleted.", ct);
        await ShowAsync(["delete", "namespace", _target.Namespace, "--ignore-not-found", "--wait=true"], $"Namespace '{_target.Namespace}' was not deleted.", ct);
        await SayAsync("Nothing of it is left.", ct);
    }

    private IReadOnlyList<Kustomization> Files() => KubernetesFiles.All(model, _target, options.Registry);

    private async Task CheckAccessAsync(CancellationToken ct)
    {
        var context = options.Context ?? (await kubectl.AskAsync(["config", "current-context"], null, ct)).Output.Trim();
        var allowed = await kubectl.AskAsync(["auth", "can-i", "create", "deployments.apps", "-n", _target.Namespace], null, ct);
        if (!allowed.IsGood)
        {
            var reason = $"{allowed.Error.Trim()} {allowed.Output.Trim()}".Trim();
            throw new DistributedApplicationException($"Context '{context}' lets nobody deploy to namespace '{_target.Namespace}': {reason}. Choose another with --context, or log in ('kubectl get nodes' must answer).");
        }

        await SayAsync($"Cluster of context '{context}'.", ct);
    }

    private async Task MakeNamespaceAsync(CancellationToken ct)
    {
        var body = ApplicationTranslator.Translate(model, _target).Single(item => item.Kind == "Namespace").Body;
        var answer = await kubectl.AskAsync(["apply", "-f", "-"], body.ToJsonString(), ct);
        if (!answer.IsGood)
        {
            throw new DistributedApplicationException($"Namespace '{_target.Namespace}' cannot be made: {answer.Error.Trim()}");
        }
    }

    private async Task ShowAsync(IReadOnlyList<string> arguments, string trouble, CancellationToken ct)
    {
        if (await kubectl.ShowAsync(arguments, ct) != 0)
        {
            throw new DistributedApplicationException(trouble);
        }
    }

    // At most for the limit, and with the pods' own words where it was for nothing.
    private async Task WaitForAsync(string workload, CancellationToken ct)
    {
        await SayAsync($"Waiting for {workload}, {RolloutLimit} at most …", ct);
        if (await kubectl.ShowAsync(["rollout", "status", "-n", _target.Namespace, workload, "--timeout", RolloutLimit], ct) == 0)
        {
            return;
        }

        var name = workload[(workload.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var pods = await kubectl.AskAsync(["get", "pods", "-n", _target.Namespace, "-l", $"app={name}", "-o", "json"], null, ct);
        throw new DistributedApplicationException(
            $"Resource '{name}': {workload} does not become ready{PodTrouble.Describe(pods)} 'kubectl describe pods -n {_target.Namespace}' says more; 'kubectl rollout undo -n {_target.Namespace} {workload}' goes back.");
    }

    private static IEnumerable<string> RolloutsIn(WrittenFiles files) =>
        from item in files.Objects
        let kind = item["kind"]!.GetValue<string>()
        where kind is "Deployment" or "StatefulSet"
        select $"{kind.ToLowerInvariant()}/{item["metadata"]!["name"]!.GetValue<string>()}";

    private static DistributedApplicationException NoClusterPageProject() =>
        new($"The image '{ClusterPagePod.Image.Repository}' cannot be built: the AppHost's project references no project with Image=\"{ClusterPagePod.Image.Repository}\".");

    private Task SayAsync(string line, CancellationToken ct) => output.WriteLineAsync(line.AsMemory(), ct);
}
