using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Workshop.Endpoints.Answers;

namespace Workshop.Endpoints.Hello;

/// <summary><c>/</c>: says Hello, to any method.</summary>
internal static class HelloEndpoint
{
    public static void MapHelloEndpoint(this IEndpointRouteBuilder routes, bool isCatchAll)
    {
        routes.Map("/", AnswerAsync);
        if (isCatchAll)
        {
            // Behind every other route, before the frame's 404.
            routes.Map("/{**path}", AnswerAsync).WithOrder(int.MaxValue - 1);
        }
    }

    public static Task AnswerAsync(HttpContext context) => JsonAnswer.WriteAsync(context, "message", "Hello");
}
