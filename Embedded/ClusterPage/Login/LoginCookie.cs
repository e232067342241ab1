using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Workshop.ClusterPage.Login;

/// <summary>The session's cookie: what it looks like, and when it is not believed.</summary>
internal sealed class LoginCookie(TokenCheck tokens, Sessions sessions, TimeProvider time, IConfiguration configuration) : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    public const string Scheme = "token";

    public static ClaimsPrincipal PrincipalOf(string role, TokenCheck tokens) => new(new ClaimsIdentity(
        [new(ClaimTypes.Role, role), new(LoginClaims.Session, Guid.NewGuid().ToString("N")), new(LoginClaims.Token, tokens.FingerprintOf(role))], Scheme));

    /// <summary>Browsers share cookies among the ports of a host: two of these pages must not log each other out.</summary>
    public static string NameOf(string purpose, IConfiguration configuration) =>
        configuration["Workshop:Http"] is { } address ? $"workshop-{purpose}-{address[(address.LastIndexOf(':') + 1)..]}" : $"workshop-{purpose}";

    public void Configure(CookieAuthenticationOptions options) => Configure(Scheme, options);

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        options.Cookie.Name = NameOf("login", configuration);
        options.Cookie.HttpOnly = true;

        // Lax: the printed link works from a page or a chat, too; nothing that changes anything is a GET.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Sessions.Lifetime;
        options.SlidingExpiration = true;
        options.TimeProvider = time;
        options.LoginPath = LoginEndpoints.Path;
        options.AccessDeniedPath = LoginEndpoints.Path;
        options.ReturnUrlParameter = LoginEndpoints.ReturnTo;
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = AskToLogin;
        options.Events.OnRedirectToAccessDenied = Refuse;
    }

    private async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var role = context.Principal?.FindFirst(ClaimTypes.Role)?.Value;
        var session = context.Principal?.FindFirst(LoginClaims.Session)?.Value;
        var token = context.Principal?.FindFirst(LoginClaims.Token)?.Value;
        if (role is null || session is null || token is not { Length: > 0 } || token != tokens.FingerprintOf(role) || sessions.IsEnded(session))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme);
        }
    }

    // A page is led to the form; a script, a socket or a program gets its status.
    private static Task AskToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/_blazor") && !context.HttpContext.WebSockets.IsWebSocketRequest)
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }

        return Task.CompletedTask;
    }

    private static Task Refuse(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
