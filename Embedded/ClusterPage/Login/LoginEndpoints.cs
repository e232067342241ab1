using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Workshop.ClusterPage.Login;

/// <summary>The one door: a link with the token, a form for it, and the way out.</summary>
internal sealed partial class LoginEndpoints(TokenCheck tokens, LoginThrottle throttle, Sessions sessions, IAntiforgery antiforgery, ILogger<LoginEndpoints> logger)
{
    public const string Path = "/login";
    public const string LogoutPath = "/logout";
    public const string TokenField = "t";
    public const string ReturnTo = "returnUrl";

    /// <summary>GET: the form; or, with a token, the cookie and a redirect that takes the token out of the address bar.</summary>
    public async Task<IResult> ShowAsync(HttpContext context)
    {
        var returnTo = LocalOnly(context.Request.Query[ReturnTo]);
        if (context.Request.Query[TokenField].ToString() is { Length: > 0 } token)
        {
            return await TryAsync(context, token, returnTo);
        }

        return context.User.Identity?.IsAuthenticated == true ? Results.LocalRedirect(returnTo) : Form(null, returnTo);
    }

    /// <summary>POST of the form.</summary>
    public async Task<IResult> EnterAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return Form("This was no form. Log in here.", "/", StatusCodes.Status400BadRequest);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var returnTo = LocalOnly(form[ReturnTo]);
        return await antiforgery.IsRequestValidAsync(context)
            ? await TryAsync(context, form[TokenField].ToString().Trim(), returnTo)
            : Form("This form was too old, or came from elsewhere. Try again.", returnTo, StatusCodes.Status400BadRequest);
    }

    /// <summary>POST: ends the session everywhere, not only in this browser.</summary>
    public async Task<IResult> LeaveAsync(HttpContext context)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.LocalRedirect("/");
        }

        if (context.User.FindFirst(LoginClaims.Session)?.Value is { } session)
        {
            sessions.End(session);
        }

        await context.SignOutAsync(LoginCookie.Scheme);
        return Results.LocalRedirect(Path);
    }

    private async Task<IResult> TryAsync(HttpContext context, string token, string returnTo)
    {
        if (throttle.IsFull)
        {
            context.Response.Headers.RetryAfter = "10";
            return Form("Too many wrong tokens at once. Wait ten seconds, then try again.", returnTo, StatusCodes.Status429TooManyRequests);
        }

        if (tokens.RoleOf(token) is not { } role)
        {
            LogRefused(context.Connection.RemoteIpAddress);
            await throttle.PunishAsync(context.RequestAborted);
            return Form("This token opens nothing. Copy it again from where the cluster page was started.", returnTo, StatusCodes.Status401Unauthorized);
        }

        throttle.Forgive();
        await context.SignInAsync(LoginCookie.Scheme, LoginCookie.PrincipalOf(role, tokens));
        LogEntered(role, context.Connection.RemoteIpAddress);
        return Results.LocalRedirect(returnTo);
    }

    private static RazorComponentResult<LoginPage> Form(string? problem, string returnTo, int status = StatusCodes.Status200OK) =>
        new(new Dictionary<string, object?> { [nameof(LoginPage.Problem)] = problem, [nameof(LoginPage.ReturnTo)] = returnTo }) { StatusCode = status };

    // Never to another site, and never back to the door.
    private static string LocalOnly(string? address) =>
        address is ['/', not '/' and not '\\', ..] && !address.Contains('\\', StringComparison.Ordinal) && !address.StartsWith(Path, StringComparison.OrdinalIgnoreCase) && !address.Any(char.IsControl)
            ? address
            : "/";

    [LoggerMessage(EventId = 4002, Level = LogLevel.Information, Message = "Somebody logged in as {Role} from {Address}")]
    private partial void LogEntered(string role, IPAddress? address);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Warning, Message = "A login from {Address} with a wrong token was refused")]
    private partial void LogRefused(IPAddress? address);
}
