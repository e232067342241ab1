using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Api.Requests;

/// <summary>Holds a body against the URL it was sent to.</summary>
internal static class BodyKind
{
    /// <summary>Fills <c>apiVersion</c> and <c>kind</c> where the body leaves them out, and refuses another kind.</summary>
    public static void Settle(JsonObject body, string apiVersion, string kind)
    {
        var givenVersion = Take(body, "apiVersion", apiVersion);
        var givenKind = Take(body, "kind", kind);
        if (givenVersion == apiVersion && givenKind == kind)
        {
            return;
        }

        var version = givenVersion.Split('/')[^1];
        var isKnown = KindSet.BuiltIn.FindByKind(givenVersion, givenKind) is not null;
        var why = isKnown
            ? $"converting ({version}.{givenKind}) to ({InternalGroup(apiVersion)}.{kind}): unknown conversion"
            : $"no kind \"{givenKind}\" is registered for version \"{givenVersion}\" in scheme \"pkg/api/legacyscheme/scheme.go:30\"";
        throw ApiFailures.BadRequest($"{givenKind} in version \"{version}\" cannot be handled as a {kind}: {why}");
    }

    /// <summary>As the other, for the kind of the URL. Custom resources are judged by their decoder, in other words.</summary>
    public static void Settle(JsonObject body, ResourceKind kind)
    {
        if (kind.Custom is null)
        {
            Settle(body, kind.ApiVersion, kind.Kind);
        }
    }

    private static string Take(JsonObject body, string field, string wanted)
    {
        var given = body[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
        if (given.Length == 0)
        {
            body[field] = wanted;
            return wanted;
        }

        return given;
    }

    // Kubernetes' own name for the unversioned types: core, apps, discovery …
    private static string InternalGroup(string apiVersion) => apiVersion.Contains('/', StringComparison.Ordinal) ? apiVersion.Split('/')[0].Split('.')[0] : "core";
}
