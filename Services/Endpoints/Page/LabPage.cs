using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Workshop.ServiceDefaults.Pods;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.Endpoints.Page;

/// <summary>What a browser sees at <c>/</c> in a lab: which version, pod and node answers, and how often. It needs no other host, and its policy allows none.</summary>
internal sealed class LabPage(ServiceSettings settings, PodIdentity pod)
{
    // When the first browser comes: a pod that none ever visits does not pay for it at start.
    private readonly Lazy<(byte[] Html, string Policy)> _page = new(() => Build(settings.Version, pod));

    /// <returns>True for a browser, which names HTML before JSON; curl, which takes anything, gets the original's answer.</returns>
    public static bool IsWanted(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            return false;
        }

        var html = QualityOf(request.Headers.Accept, "text/html");
        return html > 0 && html >= QualityOf(request.Headers.Accept, "application/json");
    }

    public Task WriteAsync(HttpContext context)
    {
        var (html, policy) = _page.Value;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = html.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(html, context.RequestAborted).AsTask();
    }

    private static (byte[] Html, string Policy) Build(string version, PodIdentity pod)
    {
        var (style, script) = (Read("page.css"), Read("page.js"));
        var html = Read("page.html")
            .Replace("{{version}}", HtmlEncoder.Default.Encode(version), StringComparison.Ordinal)
            .Replace("{{pod}}", HtmlEncoder.Default.Encode(pod.Name ?? ""), StringComparison.Ordinal)
            .Replace("{{node}}", HtmlEncoder.Default.Encode(pod.Node ?? ""), StringComparison.Ordinal)
            .Replace("{{style}}", style, StringComparison.Ordinal)
            .Replace("{{script}}", script, StringComparison.Ordinal);
        var policy = $"default-src 'none'; style-src {Hash(style)}; script-src {Hash(script)}; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return (Encoding.UTF8.GetBytes(html), policy);
    }

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Read(string name)
    {
        using var resource = new StreamReader(typeof(LabPage).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);

        // A browser hashes what its parser sees, and that knows no carriage return, as a checkout on Windows may have.
        return resource.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static double QualityOf(StringValues accept, string mediaType) => MediaTypeHeaderValue.TryParseList(accept, out var types)
        ? types.Where(type => type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)).Select(type => type.Quality ?? 1).DefaultIfEmpty(0).Max()
        : 0;
}
