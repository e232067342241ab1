using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Endpoints.Answers;
using Workshop.Endpoints.Tokens;
using Workshop.ServiceDefaults.Answers;

namespace Workshop.Endpoints.Login;

/// <summary><c>/login</c>: gives a token to whoever knows a user's password (Basic).</summary>
internal static class LoginEndpoint
{
    public static void MapLoginEndpoint(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var (attempt, tokens) = (services.GetRequiredService<LoginAttempt>(), services.GetRequiredService<TokenIssuer>());
        var (clients, metrics) = (services.GetRequiredService<ClientAddress>(), services.GetRequiredService<AuthMetrics>());
        routes.Map("/login", context => AnswerAsync(context, attempt, clients, tokens, metrics));
    }

    private static async Task AnswerAsync(HttpContext context, LoginAttempt attempt, ClientAddress clients, TokenIssuer tokens, AuthMetrics metrics)
    {
        // Two headers are none: nobody can tell which one is meant.
        if (context.Request.Headers.Authorization is not [{ } header] || BasicCredentials.Of(header) is not { } given)
        {
            await RefuseAsync(context);
            return;
        }

        var outcome = await attempt.TryAsync(given, clients.Of(context), context.RequestAborted);
        metrics.LoggedIn(outcome.Name);
        context.Response.Headers.CacheControl = "no-store";
        if (outcome.User is { } user)
        {
            await JsonAnswer.WriteAsync(context, "token", tokens.Issue(user));
            return;
        }

        if (outcome.RetryAfter is not { } wait)
        {
            await RefuseAsync(context);
            return;
        }

        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await (ReferenceEquals(outcome, LoginOutcome.Overloaded)
            ? Problem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "Too many people log in at this moment. Try again in a second.")
            : Problem.WriteAsync(context, StatusCodes.Status429TooManyRequests, "Too many failed logins. Try again later."));
    }

    private static Task RefuseAsync(HttpContext context) => Refusal.WriteAsync(context, "Basic realm=\"workshop\", charset=\"UTF-8\"");
}
