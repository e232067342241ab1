using Workshop.Gateway.Balancing;
using Workshop.Gateway.Health;

namespace Workshop.Gateway.Routes;

/// <summary>Every field that a route file may have: YARP's, as far as this gateway serves them, and a destination's Weight and Header. Docs/gateway.md explains them.</summary>
internal static class RouteFields
{
    public static RouteField Root { get; } = Make();

    private static RouteField Make()
    {
        var root = new RouteField();
        AddRoutes(root, "ReverseProxy:Routes:*");
        AddClusters(root, "ReverseProxy:Clusters:*");
        return root;
    }

    private static void AddRoutes(RouteField root, string route)
    {
        root.Add($"{route}:ClusterId", FieldCheck.Text);
        root.Add($"{route}:Order", FieldCheck.Order);
        root.Add($"{route}:MaxRequestBodySize", FieldCheck.BodySize);
        root.Add($"{route}:Match:Path", FieldCheck.Pattern);
        root.Add($"{route}:Match:Hosts:*", FieldCheck.Text);
        root.Add($"{route}:Match:Methods:*", FieldCheck.Text);
        foreach (var (list, modes) in new[]
        {
            ("Headers", new[] { "ExactHeader", "HeaderPrefix", "Contains", "NotContains", "Exists", "NotExists" }),
            ("QueryParameters", ["Exact", "Contains", "NotContains", "Prefix", "Exists"]),
        })
        {
            root.Add($"{route}:Match:{list}:*:Name", FieldCheck.Text);
            root.Add($"{route}:Match:{list}:*:Values:*", FieldCheck.Text);
            root.Add($"{route}:Match:{list}:*:Mode", FieldCheck.OneOf(modes));
            root.Add($"{route}:Match:{list}:*:IsCaseSensitive", FieldCheck.Flag);
        }

        // YARP judges these: their names are its own.
        root.Add($"{route}:Transforms:*:PathPattern", FieldCheck.Pattern);
        root.Add($"{route}:Transforms:*:*", _ => null);
        root.Add($"{route}:Metadata:*", _ => null);
    }

    private static void AddClusters(RouteField root, string cluster)
    {
        root.Add($"{cluster}:LoadBalancingPolicy", FieldCheck.OneOf("FirstAlphabetical", "Random", "RoundRobin", "LeastRequests", "PowerOfTwoChoices", WeightedPolicy.PolicyName));
        root.Add($"{cluster}:Metadata:*", _ => null);
        root.Add($"{cluster}:Destinations:*:Address", FieldCheck.Address);
        root.Add($"{cluster}:Destinations:*:Health", FieldCheck.Address);
        root.Add($"{cluster}:Destinations:*:Host", FieldCheck.Text);
        root.Add($"{cluster}:Destinations:*:Weight", FieldCheck.Weight);
        root.Add($"{cluster}:Destinations:*:Header", FieldCheck.Header);
        root.Add($"{cluster}:Destinations:*:Metadata:*", _ => null);
        root.Add($"{cluster}:HttpRequest:ActivityTimeout", FieldCheck.Time);
        root.Add($"{cluster}:HttpRequest:Version", FieldCheck.Version);
        root.Add($"{cluster}:HttpRequest:VersionPolicy", FieldCheck.OneOf(Enum.GetNames<HttpVersionPolicy>()));
        root.Add($"{cluster}:HttpRequest:AllowResponseBuffering", FieldCheck.Flag);
        root.Add($"{cluster}:HttpClient:DangerousAcceptAnyServerCertificate", FieldCheck.Flag);
        root.Add($"{cluster}:HttpClient:MaxConnectionsPerServer", FieldCheck.AtLeastOne);
        root.Add($"{cluster}:HttpClient:EnableMultipleHttp2Connections", FieldCheck.Flag);
        root.Add($"{cluster}:HttpClient:SslProtocols:*", FieldCheck.OneOf("Tls12", "Tls13"));
        AddHealth(root, $"{cluster}:HealthCheck");
        AddAffinity(root, $"{cluster}:SessionAffinity");
    }

    private static void AddHealth(RouteField root, string health)
    {
        root.Add($"{health}:AvailableDestinationsPolicy", FieldCheck.OneOf(ReadyDestinationsPolicy.PolicyName, "HealthyAndUnknown", "HealthyOrPanic"));
        root.Add($"{health}:Passive:Enabled", FieldCheck.Flag);
        root.Add($"{health}:Passive:Policy", FieldCheck.OneOf(FailedAttemptPolicy.PolicyName, "TransportFailureRate"));
        root.Add($"{health}:Passive:ReactivationPeriod", FieldCheck.Time);
        root.Add($"{health}:Active:Enabled", FieldCheck.Flag);
        root.Add($"{health}:Active:Interval", FieldCheck.Time);
        root.Add($"{health}:Active:Timeout", FieldCheck.Time);
        root.Add($"{health}:Active:Policy", FieldCheck.OneOf("ConsecutiveFailures"));
        root.Add($"{health}:Active:Path", FieldCheck.Text);
        root.Add($"{health}:Active:Query", FieldCheck.Text);
    }

    private static void AddAffinity(RouteField root, string affinity)
    {
        root.Add($"{affinity}:Enabled", FieldCheck.Flag);
        root.Add($"{affinity}:Policy", FieldCheck.OneOf("HashCookie", "ArrCookie", "Cookie", "CustomHeader"));
        root.Add($"{affinity}:FailurePolicy", FieldCheck.OneOf("Redistribute", "Return503Error"));
        root.Add($"{affinity}:AffinityKeyName", FieldCheck.Text);
        root.Add($"{affinity}:Cookie:Path", FieldCheck.Text);
        root.Add($"{affinity}:Cookie:Domain", FieldCheck.Text);
        root.Add($"{affinity}:Cookie:HttpOnly", FieldCheck.Flag);
        root.Add($"{affinity}:Cookie:IsEssential", FieldCheck.Flag);
        root.Add($"{affinity}:Cookie:SameSite", FieldCheck.OneOf(Enum.GetNames<SameSiteMode>()));
        root.Add($"{affinity}:Cookie:SecurePolicy", FieldCheck.OneOf(Enum.GetNames<CookieSecurePolicy>()));
        root.Add($"{affinity}:Cookie:Expiration", FieldCheck.Time);
        root.Add($"{affinity}:Cookie:MaxAge", FieldCheck.Time);
    }
}
