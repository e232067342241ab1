using Microsoft.AspNetCore.Http;

namespace Workshop.Cluster.Api.Discovery;

/// <summary>Sends a document, or 304 to a client that has it already.</summary>
internal static class TaggedAnswer
{
    public static async Task SendAsync(HttpContext http, DiscoveryDocument document, string contentType)
    {
        http.Response.Headers.ETag = document.ETag;
        if (http.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(document.ETag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = contentType;
        http.Response.ContentLength = document.Body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(document.Body, http.RequestAborted);
        }
    }
}
