using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Rows;

/// <summary>What can be done with a pod.</summary>
internal static class PodCommands
{
    private const string LabVariable = "Workshop__Lab";
    private const string LabImages = "workshop/";
    private const string Readiness = "readiness";
    private const string Liveness = "healthz";

    // The images that ask no gateway's questions: hello, auth and the monolith have the labs' switches.
    private static readonly HashSet<string> WithSwitches = ["hello", "auth", "monolith"];

    public static void Attach(ClusterRow row, IKubernetesApi api)
    {
        row.Annotations.Add(new RowCommand("delete", "Delete pod", "kubectl delete pod: its controller makes another in its place.", "Delete", context => DeleteAsync(row, api, context.CancellationToken))
        {
            Question = "Delete this pod? What it was doing ends; a pod without a controller does not come back.",
            IsHighlighted = true,
        }.Annotation());
        row.Annotations.Add(Flip(row, api, "flip-readiness", "Flip readiness", "Turns its readiness probe's answer over: while it is not Ready, its Service sends it no requests.", Readiness));
        row.Annotations.Add(Flip(row, api, "flip-liveness", "Flip liveness", "Turns its liveness probe's answer over: failing, its container is restarted after a few periods.", Liveness));
    }

    private static ResourceCommandAnnotation Flip(ClusterRow row, IKubernetesApi api, string name, string title, string description, string probe) =>
        new RowCommand(name, title, description, probe == Readiness ? "PlugDisconnected" : "HeartPulse", context => FlipAsync(row, api, probe, context.CancellationToken))
        {
            IsPossible = () => row.Pod is { Status.Phase: "Running" } pod && HasSwitches(pod) && HealthPortOf(pod) is not null,
        }.Annotation();

    private static async Task<ExecuteCommandResult> DeleteAsync(ClusterRow row, IKubernetesApi api, CancellationToken ct)
    {
        var pod = PodOf(row);
        await api.DeleteAsync(ApiResource.Of<V1Pod>(), pod.Metadata.NamespaceProperty, pod.Metadata, ct);
        return CommandResults.Success($"Pod '{pod.Metadata.Name}' is being deleted.");
    }

    private static async Task<ExecuteCommandResult> FlipAsync(ClusterRow row, IKubernetesApi api, string probe, CancellationToken ct)
    {
        var pod = PodOf(row);
        await api.SendAsync(HttpMethod.Post, $"{ApiResource.Of<V1Pod>().Path(pod.Metadata.NamespaceProperty)}/{pod.Metadata.Name}:{HealthPortOf(pod)}/proxy/{probe}/status", ct);
        return CommandResults.Success($"Pod '{pod.Metadata.Name}' answers its {(probe == Readiness ? "readiness" : "liveness")} probe the other way from now on.");
    }

    private static V1Pod PodOf(ClusterRow row) => row.Pod ?? throw new DistributedApplicationException($"The pod of '{row.Name}' is gone.");

    // Labs are open in the workshop's images unless the pod says otherwise.
    private static bool HasSwitches(V1Pod pod) => pod.Spec.Containers.Any(container =>
        container.Image is { } image
        && image.StartsWith(LabImages, StringComparison.Ordinal)
        && WithSwitches.Contains(image[LabImages.Length..].Split(':')[0])
        && container.Env?.Any(variable => variable.Name == LabVariable && !string.Equals(variable.Value, "true", StringComparison.OrdinalIgnoreCase)) != true);

    private static string? HealthPortOf(V1Pod pod)
    {
        var container = pod.Spec.Containers.First(container => container.Image?.StartsWith(LabImages, StringComparison.Ordinal) == true);
        var port = (container.ReadinessProbe ?? container.LivenessProbe)?.HttpGet?.Port?.Value;
        return port is null ? null
            : container.Ports?.FirstOrDefault(named => named.Name == port)?.ContainerPort.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? port;
    }
}
