using System.Globalization;
using System.Runtime.InteropServices;
using k8s.Models;
using Workshop.Cluster.Network;

namespace Workshop.Cluster.Nodes;

/// <summary>What the Node objects of this machine say. Each has the whole machine as its capacity: requests are promises between pods, not walls.</summary>
internal static class NodeObjects
{
    public const string KubeletVersion = "v1.32.0";
    public const string LeaseNamespace = "kube-node-lease";
    public const int MostPods = 110;

    private static readonly string Architecture = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant() switch { "x64" => "amd64", var name => name };
    private static readonly string System = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    public static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"node-{index + 1}");

    public static V1Node Node(int index, LoopbackRange range)
    {
        var name = NameOf(index);
        return new V1Node
        {
            ApiVersion = "v1",
            Kind = "Node",
            Metadata = new V1ObjectMeta
            {
                Name = name,
                Labels = new Dictionary<string, string>
                {
                    ["beta.kubernetes.io/arch"] = Architecture,
                    ["beta.kubernetes.io/os"] = System,
                    ["kubernetes.io/arch"] = Architecture,
                    ["kubernetes.io/hostname"] = name,
                    ["kubernetes.io/os"] = System,
                },
            },
            Spec = new V1NodeSpec { PodCIDR = range.PodCidr(index), PodCIDRs = [range.PodCidr(index)], ProviderID = $"workshop://{name}" },
        };
    }

    /// <param name="before">The status as stored: transition times of what has not changed stay.</param>
    public static V1NodeStatus Status(int index, LoopbackRange range, string stateFolder, V1NodeStatus? before, DateTime now) => new()
    {
        Addresses = [new V1NodeAddress { Type = "InternalIP", Address = range.NodeAddress(index).ToString() }, new V1NodeAddress { Type = "Hostname", Address = NameOf(index) }],
        Capacity = Capacity(stateFolder),
        Allocatable = Capacity(stateFolder),
        Conditions =
        [
            Condition("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available", before, now),
            Condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure", before, now),
            Condition("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available", before, now),
            Condition("Ready", "True", "KubeletReady", "kubelet is posting ready status", before, now),
        ],
        DaemonEndpoints = new V1NodeDaemonEndpoints { KubeletEndpoint = new V1DaemonEndpoint { Port = 10250 } },
        NodeInfo = new V1NodeSystemInfo
        {
            Architecture = Architecture,
            BootID = "",
            ContainerRuntimeVersion = "workshop://1.0.0",
            KernelVersion = Environment.OSVersion.Version.ToString(),
            KubeProxyVersion = KubeletVersion,
            KubeletVersion = KubeletVersion,
            MachineID = "",
            OperatingSystem = System,
            OsImage = RuntimeInformation.OSDescription,
            SystemUUID = "",
        },
    };

    public static V1Lease Lease(string node, DateTime now, int duration = 40) => new()
    {
        ApiVersion = "coordination.k8s.io/v1",
        Kind = "Lease",
        Metadata = new V1ObjectMeta { Name = node, NamespaceProperty = LeaseNamespace },
        Spec = new V1LeaseSpec { HolderIdentity = node, LeaseDurationSeconds = duration, RenewTime = now },
    };

    private static Dictionary<string, ResourceQuantity> Capacity(string stateFolder) => new()
    {
        ["cpu"] = new ResourceQuantity(Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
        ["ephemeral-storage"] = new ResourceQuantity($"{new DriveInfo(Path.GetFullPath(stateFolder)).TotalSize / 1024}Ki"),
        ["memory"] = new ResourceQuantity($"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024}Ki"),
        ["pods"] = new ResourceQuantity(MostPods.ToString(CultureInfo.InvariantCulture)),
    };

    private static V1NodeCondition Condition(string type, string status, string reason, string message, V1NodeStatus? before, DateTime now) => new()
    {
        Type = type,
        Status = status,
        Reason = reason,
        Message = message,
        LastHeartbeatTime = now,
        LastTransitionTime = before?.Conditions?.FirstOrDefault(condition => condition.Type == type && condition.Status == status)?.LastTransitionTime ?? now,
    };
}
