using System.Security.Cryptography;
using k8s.Models;
using Workshop.Cluster.Images;
using Workshop.Cluster.Nodes.Containers;
using Workshop.Cluster.Nodes.Logs;
using Workshop.Cluster.Nodes.Metering;
using Workshop.Cluster.Nodes.Processes;
using Workshop.Cluster.Nodes.Volumes;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>Starts containers of one pod: image, variables, mounts, process. Says in memory and events how it went.</summary>
internal sealed class ContainerStarter(PodServices services, NodeIdentity node, PodVolumes volumes, PodEvents events, Action<PodSignal> post)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(10);

    /// <returns>What is known of the container now, and its run if it has begun.</returns>
    public (ContainerMemory Memory, ContainerRun? Run) Start(V1Pod pod, string podIp, ContainerMemory memory)
    {
        var container = PodContainers.Find(pod.Spec, memory.Name)!;
        var now = services.Time.GetUtcNow();
        var plan = ImagePlan.For(services.Options.Images, container.Image, container.ImagePullPolicy, memory, now);
        foreach (var what in plan.Events)
        {
            events.Record(what, container.Name);
        }

        if (plan.Image is null)
        {
            return (memory.AfterHold(plan.Reason, plan.Message, plan.RetryAt) with { PullDelay = plan.PullDelay }, null);
        }

        try
        {
            NonRootCheck.Check(pod, container, plan.Image);
            return Start(pod, podIp, container, plan.Image, memory);
        }
        catch (Exception e) when (e is ContainerConfigException or VolumeException)
        {
            events.Record(PodEvent.Warning("Failed", $"Error: {e.Message}"), container.Name);
            return (memory.AfterHold(WaitingReasons.ConfigError, e.Message, now + RetryDelay), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The machine's fault (a full disk, a folder that may not be written): say it where a learner looks, and try again.
            events.Record(PodEvent.Warning("Failed", $"Error: {e.Message}"), container.Name);
            return (memory.AfterHold(WaitingReasons.CreateError, e.Message, now + RetryDelay), null);
        }
    }

    private (ContainerMemory Memory, ContainerRun? Run) Start(V1Pod pod, string podIp, V1Container container, ContainerImage image, ContainerMemory memory)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var facts = new PodOnNode(pod, podIp, node.Address, node.Allocatable);
        var ns = pod.Metadata.NamespaceProperty;
        var serviceVariables = ServiceVariables.For(pod, services.Client.List<V1Service>());
        var own = ContainerVariables.For(container, facts, services.ConfigOf(ns), serviceVariables);
        var folder = services.Folders.Container(pod.Metadata.Uid, container.Name);
        Directory.CreateDirectory(folder);
        var plan = new ContainerSetupPlan(facts, container, image, folder, services.Names.PathOf(ns), services.Ledger.MarkerOf(id), image.IsHostTools ? services.BusyBox.Prepare() : services.EntryPoints.Prepare(image.Entry));
        var mounts = volumes.MountsOf(pod, container, own).ToList();
        LogWriter? log = null;
        try
        {
            var (setup, command) = plan.Build(serviceVariables, own, mounts);
            File.WriteAllBytes(setup.TerminationLog, []);
            events.Record(PodEvent.Normal("Created", $"Created container {container.Name}"), container.Name);
            var spec = setup.ToSpec(command) with { Input = container.Tty == true ? ProcessInput.Terminal : container.Stdin == true ? ProcessInput.Pipe : ProcessInput.None };
            log = services.Logs.Begin(pod, container.Name, memory.NextRun);
            var process = services.Launcher.Start(spec);
            services.Meter.Watch(new MeteredContainer(id, pod.Metadata.Uid, node.Name, container.Name, process));
            services.Ledger.Record(id, process.Id, $"{ns}/{pod.Metadata.Name}, container {container.Name}");
            var run = new ContainerRun(services, events, post, podIp, container, setup, process, log, id);
            services.Running.Add(pod.Metadata.Uid, container.Name, run);
            events.Record(PodEvent.Normal("Started", $"Started container {container.Name}"), container.Name);
            return (memory.AfterStart(id, image.Id, run.StartedAt), run);
        }
        catch (ProcessStartException e)
        {
            if (log is not null)
            {
                services.Logs.End(log);
            }

            var message = $"failed to create containerd task: unable to start container process: {e.Message}";
            events.Record(PodEvent.Warning("Failed", $"Error: {message}"), container.Name);
            var now = services.Time.GetUtcNow();
            return (memory.AfterStart(id, image.Id, now).AfterEnd(new ContainerEnd(128, "StartError", message, DateTimeOffset.UnixEpoch, now, id)), null);
        }
    }
}
