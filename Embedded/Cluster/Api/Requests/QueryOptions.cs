using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Workshop.Cluster.Api.Requests;

/// <summary>Reads single options of a query as Kubernetes reads them.</summary>
internal static class QueryOptions
{
    /// <summary>Present and neither <c>false</c> nor <c>0</c>; <c>?watch</c> alone means true.</summary>
    public static bool Flag(this IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) && values.ToString() is not ("false" or "0");

    public static long? Number(this IQueryCollection query, string name)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ApiFailures.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }

    public static string? Text(this IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>The one value that <c>dryRun</c> may have is <c>All</c>.</summary>
    public static bool DryRun(this IQueryCollection query, string optionsKind) => DryRun(query["dryRun"].ToArray(), optionsKind);

    public static bool DryRun(IReadOnlyCollection<string?> values, string optionsKind)
    {
        foreach (var value in values.Where(value => !string.IsNullOrEmpty(value) && value != "All"))
        {
            throw ApiFailures.InvalidOption(optionsKind, "dryRun", "FieldValueNotSupported", $"Unsupported value: [\"{value}\"]: supported values: \"All\"");
        }

        return values.Contains("All");
    }
}
