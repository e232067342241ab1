using Microsoft.AspNetCore.Http;

namespace Workshop.Cluster.Api.Requests;

/// <summary>What each row of a Table carries of its object.</summary>
internal enum IncludeObject
{
    /// <summary>Its metadata (the default).</summary>
    Metadata,

    /// <summary>All of it: <c>kubectl get --sort-by</c>.</summary>
    Object,

    None,
}

internal static class IncludeObjectQuery
{
    public static IncludeObject Read(IQueryCollection query) => query.Text("includeObject") switch
    {
        null or "Metadata" => IncludeObject.Metadata,
        "Object" => IncludeObject.Object,
        "None" => IncludeObject.None,
        var other => throw ApiFailures.BadRequest($"unrecognized includeObject value: \"{other}\""),
    };
}
