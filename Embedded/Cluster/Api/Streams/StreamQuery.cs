using k8s.Models;
using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Nodes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Streams;

/// <summary>What a client wants of which container, or why that cannot be, in Kubernetes' words.</summary>
internal static class StreamQuery
{
    /// <summary>With a terminal, output and errors are one.</summary>
    public static StreamWishes Wishes(IQueryCollection query)
    {
        var isTerminal = query.Flag("tty");
        return new StreamWishes(query.Flag("stdin"), query.Flag("stdout"), query.Flag("stderr") && !isTerminal, isTerminal);
    }

    /// <summary>The container's name, which is one of the pod's.</summary>
    /// <exception cref="StatusException">400.</exception>
    public static string Container(V1Pod pod, string? wanted)
    {
        var containers = (pod.Spec.Containers ?? []).Select(container => container.Name).ToList();
        var init = (pod.Spec.InitContainers ?? []).Select(container => container.Name);
        var ephemeral = (pod.Spec.EphemeralContainers ?? []).Select(container => container.Name);
        List<string> all = [.. init, .. containers, .. ephemeral];
        if (wanted is null)
        {
            return containers.Count == 1 ? containers[0]
                : throw ApiFailures.BadRequest($"a container name must be specified for pod {pod.Metadata.Name}, choose one of: [{string.Join(' ', all)}]");
        }

        return all.Contains(wanted) ? wanted : throw ApiFailures.BadRequest($"container {wanted} is not valid for pod {pod.Metadata.Name}");
    }

    /// <exception cref="StatusException">400: it is on no node yet.</exception>
    public static void CheckHost(V1Pod pod)
    {
        if (string.IsNullOrEmpty(pod.Spec.NodeName))
        {
            throw ApiFailures.BadRequest($"pod {pod.Metadata.Name} does not have a host assigned");
        }
    }
}
