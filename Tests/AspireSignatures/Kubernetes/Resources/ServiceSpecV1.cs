#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ServiceSpecV1
{
    public string? ClusterIp { get; set; }
    public string? LoadBalancerIp { get; set; }
    public string? ExternalName { get; set; }
    public string Type { get; set; } = "ClusterIP";
    public SessionAffinityConfigV1? SessionAffinityConfig { get; set; }
    public string? TrafficDistribution { get; set; }
    public Dictionary<string, string> Selector { get; set; } = [];
    public bool? AllocateLoadBalancerNodePorts { get; set; }
    public List<string> ClusterIPs { get; } = [];
    public List<string> ExternalIPs { get; } = [];
    public List<string> IpFamilies { get; } = [];
    public string? LoadBalancerClass { get; set; }
    public List<string> LoadBalancerSourceRanges { get; } = [];
    public List<ServicePortV1> Ports { get; } = [];
    public bool? PublishNotReadyAddresses { get; set; }
    public int? HealthCheckNodePort { get; set; }
    public string? ExternalTrafficPolicy { get; set; }
    public string? InternalTrafficPolicy { get; set; }
    public string? IpFamilyPolicy { get; set; }
    public string? SessionAffinity { get; set; }
}
