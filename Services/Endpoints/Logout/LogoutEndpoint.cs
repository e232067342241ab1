using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Endpoints.Revocations;
using Workshop.Endpoints.Secure;
using Workshop.Endpoints.Tokens;
using Workshop.ServiceDefaults.Answers;

namespace Workshop.Endpoints.Logout;

/// <summary><c>POST /logout</c> with a token: from now on it is good for nothing, at any replica.</summary>
internal static class LogoutEndpoint
{
    public static void MapLogoutEndpoint(this IEndpointRouteBuilder routes)
    {
        var gate = routes.ServiceProvider.GetRequiredService<TokenGate>();
        var revocations = routes.ServiceProvider.GetRequiredService<RevocationSet>();
        var metrics = routes.ServiceProvider.GetRequiredService<AuthMetrics>();
        routes.Map("/logout", context => AnswerAsync(context, gate, revocations, metrics));
    }

    private static async Task AnswerAsync(HttpContext context, TokenGate gate, RevocationSet revocations, AuthMetrics metrics)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            await Problem.WriteMethodNotAllowedAsync(context, HttpMethods.Post);
            return;
        }

        if (await gate.PassAsync(context, alsoRevoked: true) is { } verdict)
        {
            if (verdict.State == TokenState.Valid)
            {
                revocations.Add(new Revocation(verdict.Id, verdict.ExpiresAt));
                metrics.Revoked();
            }

            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }
}
