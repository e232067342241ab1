using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Loops.Routing;

/// <summary>The kinds of the Gateway API, which are custom ones: null while somebody has deleted their definitions.</summary>
internal sealed class GatewayKinds(ServedKinds kinds)
{
    public const string Group = "gateway.networking.k8s.io";

    public ResourceKind? Class => Find("gatewayclasses");

    public ResourceKind? Gateway => Find("gateways");

    public ResourceKind? HttpRoute => Find("httproutes");

    public ResourceKind? Grant => Find("referencegrants");

    public static bool Are(ResourceKind kind) => kind.Group == Group;

    private ResourceKind? Find(string plural) => kinds.Current.FindResource($"{plural}.{Group}");
}
