using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Endpoints.Answers;
using Workshop.Endpoints.Tokens;
using Workshop.Endpoints.Users;

namespace Workshop.Endpoints.Login;

/// <summary><c>/login</c>: gives a token to whoever knows a user's password (Basic).</summary>
internal static class LoginEndpoint
{
    public static void MapLoginEndpoint(this IEndpointRouteBuilder routes)
    {
        var passwords = routes.ServiceProvider.GetRequiredService<PasswordCheck>();
        var tokens = routes.ServiceProvider.GetRequiredService<TokenIssuer>();
        routes.Map("/login", context => AnswerAsync(context, passwords, tokens));
    }

    private static async Task AnswerAsync(HttpContext context, PasswordCheck passwords, TokenIssuer tokens)
    {
        var given = BasicCredentials.Of(context.Request.Headers.Authorization.ToString());
        var user = given is null ? null : await passwords.FindAsync(given.User, given.Password, context.RequestAborted);
        if (user is null)
        {
            await Refusal.WriteAsync(context, "Basic realm=\"workshop\", charset=\"UTF-8\"");
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(context, "token", tokens.Issue(user));
    }
}
