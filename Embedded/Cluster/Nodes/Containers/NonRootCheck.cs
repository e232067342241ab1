using k8s.Models;
using Workshop.Cluster.Images;

namespace Workshop.Cluster.Nodes.Containers;

/// <summary>Whether a container that may not run as root would, in a real container. Here every process is the user's; but a pod that Kubernetes would not start does not start here.</summary>
internal static class NonRootCheck
{
    /// <exception cref="ContainerConfigException">It would.</exception>
    public static void Check(V1Pod pod, V1Container container, ContainerImage image)
    {
        if ((container.SecurityContext?.RunAsNonRoot ?? pod.Spec.SecurityContext?.RunAsNonRoot) != true)
        {
            return;
        }

        var where = $"(pod: \"{pod.Metadata.Name}_{pod.Metadata.NamespaceProperty}({pod.Metadata.Uid})\", container: {container.Name})";
        var user = container.SecurityContext?.RunAsUser ?? pod.Spec.SecurityContext?.RunAsUser;
        if (user == 0)
        {
            throw new ContainerConfigException($"container's runAsUser breaks non-root policy {where}");
        }

        // The tools' image names no user; our own programs' images do.
        if (user is null && image.IsHostTools)
        {
            throw new ContainerConfigException($"container has runAsNonRoot and image will run as root {where}");
        }
    }
}
