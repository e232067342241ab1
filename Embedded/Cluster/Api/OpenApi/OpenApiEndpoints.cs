using System.Globalization;
using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Discovery;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Api.OpenApi;

/// <summary>Answers <c>/openapi/v2</c> and what lies below <c>/openapi/v3</c>.</summary>
internal sealed class OpenApiEndpoints(ServedKinds kinds, TimeProvider time)
{
    private const string Root = "openapi/v3";
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(365);

    private readonly PerKindSet<OpenApiDocuments> _documents = new(kinds, set => new OpenApiDocuments(set));

    /// <returns>False: no such document.</returns>
    public async Task<bool> TryAnswerAsync(HttpContext http)
    {
        var path = (http.Request.Path.Value ?? "").Trim('/');
        if (path == "openapi/v2")
        {
            await SendV2Async(http, _documents.Current);
            return true;
        }

        var documents = _documents.Current;
        if (path == Root)
        {
            await TaggedAnswer.SendAsync(http, documents.IndexDocument, "application/json");
            return true;
        }

        var name = path.StartsWith(Root + "/", StringComparison.Ordinal) ? path[(Root.Length + 1)..] : "";
        if (!documents.Names.Contains(name))
        {
            return false;
        }

        await SendAsync(http, documents, name);
        return true;
    }

    private static Task SendV2Async(HttpContext http, OpenApiDocuments documents)
    {
        var isProtobuf = http.Request.Headers.Accept.ToString().Contains("protobuf", StringComparison.Ordinal);
        http.Response.Headers.Vary = "Accept";
        return TaggedAnswer.SendAsync(http, documents.Swagger(isProtobuf), isProtobuf ? "application/com.github.proto-openapi.spec.v2.v1.0+protobuf" : "application/json");
    }

    // Without these headers kubectl fetches the document again at every command.
    private async Task SendAsync(HttpContext http, OpenApiDocuments documents, string name)
    {
        if (http.Request.Query.Text("hash") is { } hash)
        {
            if (hash != documents.HashOf(name))
            {
                http.Response.Redirect($"{http.Request.Path}?hash={documents.HashOf(name)}");
                return;
            }

            http.Response.Headers.CacheControl = "public, immutable";
            http.Response.Headers.Expires = (time.GetUtcNow() + KeptFor).ToString("R", CultureInfo.InvariantCulture);
        }

        http.Response.Headers.Vary = "Accept";
        await TaggedAnswer.SendAsync(http, documents.Find(name)!, "application/json");
    }
}
