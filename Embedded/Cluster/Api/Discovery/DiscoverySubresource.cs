using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Api.Discovery;

/// <summary>A subresource as discovery lists it.</summary>
/// <param name="Group">With <paramref name="Version"/>: of its kind, where that is not the resource's own.</param>
internal sealed record DiscoverySubresource(string Name, string Kind, IReadOnlyList<string> Verbs, string Group = "", string Version = "")
{
    private static readonly string[] ReadAndWrite = ["get", "patch", "update"];
    private static readonly string[] Connect = ["create", "get"];

    public static DiscoverySubresource Of(ResourceKind kind, string name) => (kind.Kind, name) switch
    {
        (_, "scale") => new(name, "Scale", ReadAndWrite, "autoscaling", "v1"),
        ("Namespace", "finalize") => new(name, kind.Kind, ["update"]),
        (_, "log") => new(name, kind.Kind, ["get"]),
        (var owner, "proxy") => new(name, $"{owner}ProxyOptions", ["create", "delete", "get", "patch", "update"]),
        (_, "exec") => new(name, "PodExecOptions", Connect),
        (_, "attach") => new(name, "PodAttachOptions", Connect),
        (_, "portforward") => new(name, "PodPortForwardOptions", Connect),
        (_, "eviction") => new(name, "Eviction", ["create"], "policy", "v1"),
        (_, "token") => new(name, "TokenRequest", ["create"], "authentication.k8s.io", "v1"),
        (_, "binding") => new(name, "Binding", ["create"]),
        _ => new(name, kind.Kind, ReadAndWrite),
    };
}
