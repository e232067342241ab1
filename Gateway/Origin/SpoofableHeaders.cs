using System.Collections.Frozen;

namespace Workshop.Gateway.Origin;

/// <summary>Headers by which a proxy tells who asked. A client that sends one is pretending to be a proxy.</summary>
internal static class SpoofableHeaders
{
    private static readonly FrozenSet<string> Names = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Forwarded", "X-Real-IP", "X-Client-IP", "True-Client-IP", "X-Cluster-Client-IP");
    private static readonly string[] Beginnings = ["X-Forwarded-", "X-Original-"];

    public static bool Contains(string header)
    {
        // CGI and its heirs take an underscore for a dash.
        var name = header.Replace('_', '-');
        foreach (var beginning in Beginnings)
        {
            if (name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return Names.Contains(name);
    }

    /// <summary>Takes them out of a request.</summary>
    public static void Remove(IHeaderDictionary headers)
    {
        List<string>? found = null;
        foreach (var (name, _) in headers)
        {
            if (Contains(name))
            {
                (found ??= []).Add(name);
            }
        }

        found?.ForEach(name => headers.Remove(name));
    }
}
