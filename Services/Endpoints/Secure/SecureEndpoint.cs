using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Endpoints.Hello;

namespace Workshop.Endpoints.Secure;

/// <summary><c>/secure</c>: says Hello to whoever brings a valid token.</summary>
internal static class SecureEndpoint
{
    public static void MapSecureEndpoint(this IEndpointRouteBuilder routes)
    {
        var gate = routes.ServiceProvider.GetRequiredService<TokenGate>();
        routes.Map("/secure", context => AnswerAsync(context, gate));
    }

    private static async Task AnswerAsync(HttpContext context, TokenGate gate)
    {
        if (await gate.PassAsync(context, alsoRevoked: false) is not null)
        {
            await HelloEndpoint.AnswerAsync(context);
        }
    }
}
