using k8s.Models;

namespace Workshop.ClusterPage.Tests.Cluster;

/// <summary>Kubernetes objects as short as tests want them.</summary>
internal static class Objects
{
    public static V1Deployment Deployment(string name, int replicas, string image, params (string Key, string Value)[] labels)
    {
        var own = new Dictionary<string, string> { ["app"] = name };
        foreach (var (key, value) in labels)
        {
            own[key] = value;
        }

        return new V1Deployment
        {
            Metadata = new() { Name = name },
            Spec = new()
            {
                Replicas = replicas,
                Selector = new() { MatchLabels = own },
                Template = new() { Metadata = new() { Labels = own }, Spec = new() { TerminationGracePeriodSeconds = 5, Containers = [new() { Name = name, Image = image }] } },
            },
        };
    }

    public static V1Service Service(string name, params (string Key, string Value)[] selector) => new()
    {
        Metadata = new() { Name = name },
        Spec = new() { Selector = selector.ToDictionary(pair => pair.Key, pair => pair.Value), Ports = [new() { Port = 80, TargetPort = 8080 }] },
    };
}
