using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace Workshop.Gateway.Forwarding;

/// <summary>
/// Path and query as the client wrote them: <c>/npm/@types%2fcors?t={"k":1}</c> reaches a backend letter for letter, as nginx has it. A part that a route rewrites
/// is what the rewriting made of it. Left alone, the proxy would write both anew in its own way.
/// </summary>
internal static class RequestTarget
{
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The address of a request to a backend, after the route's own transforms.</summary>
    public static Uri? For(RequestTransformContext transform)
    {
        var request = transform.HttpContext.Request;
        var target = transform.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var isPathKept = transform.Path == request.Path;
        var isQueryKept = transform.Query.QueryString == request.QueryString;
        if (isPathKept && isQueryKept && target.StartsWith('/'))
        {
            return new Uri(transform.DestinationPrefix.TrimEnd('/') + target, AsItIs);
        }

        if (Split(target) is not var (path, query))
        {
            // OPTIONS *: there is no path.
            return null;
        }

        if (isPathKept && isQueryKept)
        {
            return new Uri(transform.DestinationPrefix.TrimEnd('/') + path + query, AsItIs);
        }

        var rewritten = RequestUtilities.MakeDestinationAddress(transform.DestinationPrefix, transform.Path, transform.Query.QueryString);
        return isPathKept ? new Uri(transform.DestinationPrefix.TrimEnd('/') + path + rewritten.Query, AsItIs)
            : isQueryKept ? new Uri(rewritten.GetLeftPart(UriPartial.Path) + query, AsItIs)
            : rewritten;
    }

    /// <summary>Takes apart <c>/path?query</c> and <c>http://host/path?query</c>.</summary>
    /// <returns>Null for what has no path.</returns>
    public static (string Path, string Query)? Split(string target)
    {
        var start = target.StartsWith('/') ? 0 : target.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme ? AfterHost(target, scheme + 3) : -1;
        if (start < 0)
        {
            return null;
        }

        var mark = target.IndexOf('?', start);
        var path = mark < 0 ? target[start..] : target[start..mark];
        return (path.Length == 0 ? "/" : path, mark < 0 ? "" : target[mark..]);
    }

    private static int AfterHost(string target, int host) => target.IndexOfAny(['/', '?'], host) is >= 0 and var end ? end : target.Length;
}
