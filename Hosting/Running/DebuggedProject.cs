using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Running;

/// <summary>
/// A project that Aspire's orchestrator runs in the place of pods: one process, so that a breakpoint stops all there is; on loopback, where it is told; and with the
/// cluster's names, as a pod has them.
/// </summary>
internal static class DebuggedProject
{
    private const string Loopback = "127.0.0.1";

    /// <summary>Before Aspire's orchestrator looks at it: replicas and fixed ports are pods', and values with braces would be read as its templates.</summary>
    public static void Prepare(ProjectResource project, string stateFolder)
    {
        foreach (var replicas in project.Annotations.OfType<ReplicaAnnotation>().ToList())
        {
            project.Annotations.Remove(replicas);
        }

        foreach (var endpoint in project.Annotations.OfType<EndpointAnnotation>())
        {
            // Two that listen on one address may not ask for the same port.
            endpoint.TargetPort = null;
        }

        project.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
        {
            // A wildcard is bound to it, as in a pod: nothing listens beyond loopback.
            context.EnvironmentVariables["WORKSHOP_POD_IP"] = Loopback;
            context.EnvironmentVariables["WORKSHOP_NAMES"] = Path.Combine(stateFolder, "names", $"{EmbeddedClusterResource.ApplicationNamespace}.json");
            foreach (var (name, value) in context.EnvironmentVariables.ToList())
            {
                context.EnvironmentVariables[name] = LiteralValue.Of(value);
            }
        }));
    }
}
