using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workshop.ServiceDefaults.Answers;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.Endpoints.OpenApi;

/// <summary><c>/openapi/v1.json</c>: what this service answers, in a form that programs read. Called by each part; in the monolith only the first call counts.</summary>
internal static class OpenApiEndpoint
{
    public const string Path = "/openapi/v1.json";

    public static void MapOpenApiDocument(this WebApplication app)
    {
        if (!((IApplicationBuilder)app).Properties.TryAdd(nameof(OpenApiEndpoint), true))
        {
            return;
        }

        // At the first request: all parts have mapped their routes by then, and no start waits for it.
        var document = new Lazy<byte[]>(() => Encoding.UTF8.GetBytes(OpenApiDocument.For(app, TitleOf(app.Environment), app.Services.GetRequiredService<ServiceSettings>().Version)));
        app.Map(Path, context => AnswerAsync(context, document));
    }

    private static Task AnswerAsync(HttpContext context, Lazy<byte[]> document)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            return Problem.WriteMethodNotAllowedAsync(context, HttpMethods.Get, HttpMethods.Head);
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = document.Value.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(document.Value, context.RequestAborted).AsTask();
    }

    private static string TitleOf(IHostEnvironment environment) => environment.ApplicationName.Replace('.', ' ');
}
