using Microsoft.AspNetCore.Http;

namespace Workshop.Endpoints.Answers;

/// <summary>401 in the original's words.</summary>
internal static class Refusal
{
    /// <param name="context">The request.</param>
    /// <param name="challenge">How to do better, for <c>WWW-Authenticate</c>.</param>
    public static Task WriteAsync(HttpContext context, string challenge)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = challenge;
        context.Response.ContentType = "text/plain; charset=utf-8";
        var text = "authorization failed\n"u8;
        context.Response.ContentLength = text.Length;
        return context.Response.Body.WriteAsync(text.ToArray(), context.RequestAborted).AsTask();
    }
}
