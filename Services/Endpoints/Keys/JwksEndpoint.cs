using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Workshop.ServiceDefaults.Answers;

namespace Workshop.Endpoints.Keys;

/// <summary><c>/.well-known/jwks.json</c>: the public keys that tokens can be checked with. Empty where a shared secret signs.</summary>
internal static class JwksEndpoint
{
    public const string Path = "/.well-known/jwks.json";

    public static void MapJwksEndpoint(this IEndpointRouteBuilder routes)
    {
        var keys = routes.ServiceProvider.GetService<KeyHolder>();
        routes.Map(Path, context => AnswerAsync(context, keys));
    }

    private static async Task AnswerAsync(HttpContext context, KeyHolder? keys)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            await Problem.WriteMethodNotAllowedAsync(context, HttpMethods.Get, HttpMethods.Head);
            return;
        }

        var text = JwksDocument.Write(keys?.Published.Select(key => key.Key) ?? []);
        context.Response.ContentType = "application/jwk-set+json";
        context.Response.Headers.CacheControl = "public, max-age=60";
        context.Response.ContentLength = text.Length;
        await context.Response.Body.WriteAsync(text, context.RequestAborted);
    }
}
