#nullable enable

namespace Aspire.Hosting.Kubernetes;

public enum GatewayPathMatchType
{
    PathPrefix = 0,
    Exact = 1,
    RegularExpression = 2,
}
