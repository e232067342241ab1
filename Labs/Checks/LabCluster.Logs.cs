using k8s;
using k8s.Autorest;

namespace Workshop.Labs.Checks;

/// <summary>What containers wrote: for checks of what a learner asked, which leaves nothing else behind.</summary>
public sealed partial class LabCluster
{
    /// <returns>The log of a pod's container; empty where there is none.</returns>
    /// <param name="container">Null: the pod's only one.</param>
    /// <param name="timestamps">Each line begins with the time at which it was written, and a blank.</param>
    public async Task<string> LogOf(string pod, CancellationToken ct, string? container = null, bool timestamps = false)
    {
        try
        {
            await using var stream = await Api.CoreV1.ReadNamespacedPodLogAsync(pod, Namespace, container: container, timestamps: timestamps, cancellationToken: ct);
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync(ct);
        }
        catch (HttpOperationException e) when (e.Response?.StatusCode is System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.BadRequest)
        {
            // No such pod, or a container that has not started yet.
            return string.Empty;
        }
    }
}
