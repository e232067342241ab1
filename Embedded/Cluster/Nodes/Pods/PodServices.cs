using k8s.Models;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Images;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Network;
using Workshop.Cluster.Nodes.Containers;
using Workshop.Cluster.Nodes.Logs;
using Workshop.Cluster.Nodes.Memory;
using Workshop.Cluster.Nodes.Metering;
using Workshop.Cluster.Nodes.Probes;
using Workshop.Cluster.Nodes.Processes;
using Workshop.Cluster.Nodes.Streams;
using Workshop.Cluster.Nodes.Volumes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>What all pods of this machine share.</summary>
internal sealed record PodServices(
    IClusterClient Client,
    IEventRecorder Recorder,
    IProcessLauncher Launcher,
    ProcessLedger Ledger,
    LogFolder Logs,
    PodFolder Folders,
    PodAddresses Addresses,
    NamesFolder Names,
    BusyBoxFolder BusyBox,
    EntryPointFolder EntryPoints,
    AccountTokens Tokens,
    Prober Prober,
    HookRunner Hooks,
    UsageMeter Meter,
    RunningContainers Running,
    MemoryWatch Memory,
    ClusterOptions Options,
    TimeProvider Time,
    ILogger<PodWorker> Logger)
{
    /// <summary>What volumes and variables of a pod are made of.</summary>
    public ConfigLookup ConfigOf(string ns) => ConfigLookup.Of(Client, ns) with { TokenOf = Tokens.Of, FolderOfClaim = claim => ClaimFolders.Find(Client, ns, claim) };

    /// <summary>Gives back what a pod had on this machine: its address, logs and folders.</summary>
    public void Forget(V1Pod pod, NodeIdentity node)
    {
        Tokens.Forget(pod.Metadata.Uid);
        Addresses.Release(node.Index, pod.Metadata.Uid);
        Logs.Delete(pod);
        Folders.Delete(pod.Metadata.Uid);
    }
}
