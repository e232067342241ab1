#pragma warning disable ASPIRECONTAINERRUNTIME001 // Aspire's view of container runtimes is experimental.

using Aspire.Hosting;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Hosting.Terminal;

namespace Workshop.Hosting.Running;

/// <summary>Whether a container runtime runs, asked only where somebody needs one: without it Aspire's orchestrator would wait without a word on the terminal.</summary>
internal static class ContainerRuntime
{
    /// <exception cref="DistributedApplicationException">A setting asks for one, and none runs.</exception>
    public static async Task DemandAsync(PodSelection selection, IServiceProvider services, IRunScreen screen, CancellationToken ct)
    {
        if (selection.AskedForRuntime.Count == 0 && selection.NeedRuntime.Count == 0)
        {
            return;
        }

        var runtime = await services.GetRequiredService<IContainerRuntimeResolver>().ResolveAsync(ct);
        if (await runtime.CheckIfRunningAsync(ct))
        {
            return;
        }

        if (selection.AskedForRuntime.Count > 0)
        {
            throw new DistributedApplicationException($"Workshop:Redis=container: {runtime.Name} is not installed, or does not run. Start it, or leave the setting out: then Redis is a pod, which needs none.");
        }

        screen.Say($"  {PodSelection.Names(selection.NeedRuntime)}: needs a container runtime, and {runtime.Name} is not installed, or does not run. What waits for it does not start.");
    }
}
