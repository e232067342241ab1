using k8s.Models;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>A pod's containers of all sorts, under their common form.</summary>
internal static class PodContainers
{
    /// <summary>In the order in which Kubernetes names them: init containers, main ones, ephemeral ones.</summary>
    public static IEnumerable<V1Container> All(V1PodSpec spec) =>
        (spec.InitContainers ?? []).Concat(spec.Containers ?? []).Concat((spec.EphemeralContainers ?? []).Select(Plain));

    public static V1Container? Find(V1PodSpec spec, string name) => All(spec).FirstOrDefault(container => container.Name == name);

    /// <summary>An ephemeral container has what others have, but neither probes, hooks nor ports.</summary>
    private static V1Container Plain(V1EphemeralContainer container) => new()
    {
        Name = container.Name,
        Image = container.Image,
        ImagePullPolicy = container.ImagePullPolicy,
        Command = container.Command,
        Args = container.Args,
        WorkingDir = container.WorkingDir,
        Env = container.Env,
        EnvFrom = container.EnvFrom,
        Resources = container.Resources,
        VolumeMounts = container.VolumeMounts,
        SecurityContext = container.SecurityContext,
        Stdin = container.Stdin,
        StdinOnce = container.StdinOnce,
        Tty = container.Tty,
        TerminationMessagePath = container.TerminationMessagePath,
        TerminationMessagePolicy = container.TerminationMessagePolicy,
    };
}
