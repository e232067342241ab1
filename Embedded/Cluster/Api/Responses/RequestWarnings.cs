using Microsoft.AspNetCore.Http;

namespace Workshop.Cluster.Api.Responses;

/// <summary>What the caller is to be warned of, also where the request fails in the end.</summary>
internal static class RequestWarnings
{
    private static readonly object Key = new();

    /// <summary>The list that the registry fills.</summary>
    public static IList<string> Of(HttpContext http)
    {
        if (http.Items[Key] is not IList<string> warnings)
        {
            http.Items[Key] = warnings = new List<string>();
        }

        return warnings;
    }

    /// <summary>One <c>Warning</c> header each, which kubectl prints; headers go out before the body.</summary>
    public static void Send(HttpContext http)
    {
        foreach (var warning in (http.Items[Key] as IList<string> ?? []).Distinct())
        {
            var escaped = warning.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ");
            http.Response.Headers.Append("Warning", $"299 - \"{escaped}\"");
        }
    }
}
