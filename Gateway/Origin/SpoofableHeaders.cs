namespace Workshop.Gateway.Origin;

/// <summary>Headers by which a proxy tells who asked. A client that sends one is pretending to be a proxy.</summary>
internal static class SpoofableHeaders
{
    private static readonly string[] Names = ["Forwarded", "X-Real-IP", "X-Client-IP", "True-Client-IP", "X-Cluster-Client-IP"];
    private static readonly string[] Beginnings = ["X-Forwarded-", "X-Original-"];

    public static bool Contains(string header)
    {
        // CGI and its heirs take an underscore for a dash.
        var name = header.Replace('_', '-');
        return Names.Contains(name, StringComparer.OrdinalIgnoreCase) || Beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));
    }
}
