using Microsoft.AspNetCore.Http;

namespace Workshop.Cluster.Api.Responses;

/// <summary>What the caller is to be warned of, also where the request fails in the end.</summary>
internal static class RequestWarnings
{
    // As in Kubernetes: clients refuse answers with longer heads.
    private const int MostCharacters = 4096;
    private const int MostOfOne = 256;

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
        var warnings = (http.Items[Key] as IList<string> ?? []).Distinct().ToList();
        var isMuch = warnings.Sum(warning => warning.Length) > MostCharacters;
        var left = MostCharacters;
        foreach (var warning in warnings.Select(warning => isMuch && warning.Length > MostOfOne ? warning[..MostOfOne] : warning).TakeWhile(warning => (left -= warning.Length) >= 0))
        {
            http.Response.Headers.Append("Warning", $"299 - \"{Escaped(warning)}\"");
        }
    }

    // A field's name may hold what a header cannot.
    private static string Escaped(string warning)
    {
        var line = warning.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return string.Concat(line.Select(letter => letter is >= ' ' and <= '~' ? letter : '?'));
    }
}
