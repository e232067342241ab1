using System.Globalization;
using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Requests;

/// <summary>Which version a list or watch is to start from.</summary>
internal static class ListVersion
{
    /// <summary>Checks the options that belong together, as Kubernetes does before it looks at any object.</summary>
    /// <returns>The version asked for; null: the newest (also for 0, "any").</returns>
    public static long? Read(IQueryCollection query, bool isWatch)
    {
        var text = query.Text("resourceVersion");
        var match = query.Text("resourceVersionMatch");
        if (query.ContainsKey("sendInitialEvents") && isWatch)
        {
            throw ApiFailures.InvalidOption(
                "ListOptions", "sendInitialEvents", "FieldValueForbidden", "Forbidden: sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled");
        }

        CheckMatch(text, match, isWatch);
        var version = Parse(text);
        return version == 0 ? null : version;
    }

    /// <exception cref="StatusException">500 without a reason: what Kubernetes answers.</exception>
    private static long? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new StatusException(500, "", $"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax");
    }

    private static void CheckMatch(string? version, string? match, bool isWatch)
    {
        if (match is null)
        {
            return;
        }

        var wrong = (isWatch, version, match) switch
        {
            (true, _, _) => "resourceVersionMatch is forbidden for watch",
            (_, null, _) => "resourceVersionMatch is forbidden unless resourceVersion is provided",
            (_, "0", "Exact") => "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"",
            _ => null,
        };
        if (wrong is not null)
        {
            throw ApiFailures.InvalidOption("ListOptions", "resourceVersionMatch", "FieldValueForbidden", $"Forbidden: {wrong}");
        }

        if (match is not ("Exact" or "NotOlderThan"))
        {
            throw ApiFailures.InvalidOption(
                "ListOptions", "resourceVersionMatch", "FieldValueNotSupported", $"Unsupported value: \"{match}\": supported values: \"Exact\", \"NotOlderThan\", \"\"");
        }
    }
}
