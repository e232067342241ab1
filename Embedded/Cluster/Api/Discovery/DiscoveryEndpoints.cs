using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Api.Discovery;

/// <summary>Answers <c>/</c>, <c>/api</c>, <c>/apis</c> and what lies below them up to a version.</summary>
internal sealed class DiscoveryEndpoints(ServedKinds kinds)
{
    private readonly PerKindSet<DiscoveryDocuments> _documents = new(kinds, set => new DiscoveryDocuments(set));

    /// <returns>False: the path is not discovery's.</returns>
    public async Task<bool> TryAnswerAsync(HttpContext http)
    {
        var parts = (http.Request.Path.Value ?? "").Trim('/').Split('/');
        var documents = _documents.Current;
        var accept = http.Request.Headers.Accept.ToString();
        var (document, type) = parts switch
        {
            [""] => (documents.Index(), "application/json"),
            ["api"] when AggregatedVersion(accept) is { } version => (documents.Aggregated(core: true, version), AggregatedType(version)),
            ["apis"] when AggregatedVersion(accept) is { } version => (documents.Aggregated(core: false, version), AggregatedType(version)),
            ["api"] => (documents.Versions(), "application/json"),
            ["apis"] => (documents.GroupList(), "application/json"),
            ["apis", var group] => (documents.Group(group), "application/json"),
            ["api", var version] => (documents.Resources("", version), "application/json"),
            ["apis", var group, var version] => (documents.Resources(group, version), "application/json"),
            _ => (null, ""),
        };
        if (document is null)
        {
            return false;
        }

        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            throw ApiFailures.MethodNotAllowed();
        }

        http.Response.Headers.Vary = "Accept";
        await TaggedAnswer.SendAsync(http, document, type);
        return true;
    }

    // kubectl knows the answer by exactly this type.
    private static string AggregatedType(string version) => $"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList";

    private static string? AggregatedVersion(string accept) => accept.Split(',')
        .Where(clause => clause.Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal) && clause.Contains("g=apidiscovery.k8s.io", StringComparison.Ordinal))
        .Select(clause => clause.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(part => part is "v=v2" or "v=v2beta1")?[2..])
        .FirstOrDefault(version => version is not null);
}
