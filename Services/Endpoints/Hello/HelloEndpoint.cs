using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Endpoints.Answers;
using Workshop.Endpoints.Page;

namespace Workshop.Endpoints.Hello;

/// <summary><c>/</c>: says Hello, to any method. In labs a browser gets a page in its place.</summary>
internal static class HelloEndpoint
{
    public static void MapHelloEndpoint(this IEndpointRouteBuilder routes, bool isCatchAll)
    {
        if (routes.ServiceProvider.GetService<LabPage>() is { } page)
        {
            routes.Map("/", context => AnswerWithPageAsync(context, page));
        }
        else
        {
            routes.Map("/", AnswerAsync);
        }

        if (isCatchAll)
        {
            // Behind every other route, before the frame's 404.
            routes.Map("/{**path}", AnswerAsync).WithOrder(int.MaxValue - 1);
        }
    }

    public static Task AnswerAsync(HttpContext context) => JsonAnswer.WriteAsync(context, "message", "Hello");

    private static Task AnswerWithPageAsync(HttpContext context, LabPage page)
    {
        context.Response.Headers.Vary = "Accept";
        return LabPage.IsWanted(context.Request) ? page.WriteAsync(context) : AnswerAsync(context);
    }
}
