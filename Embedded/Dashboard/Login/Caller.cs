using Microsoft.AspNetCore.Components.Authorization;

namespace Workshop.Dashboard.Login;

/// <summary>Who sits before this page, and what they may do. Actions ask it again on the server: a button that is not shown is no protection.</summary>
internal sealed class Caller(AuthenticationStateProvider authentication, Sessions sessions)
{
    /// <summary>False for readers, and for a session that has been ended while its page was open.</summary>
    public async Task<bool> MayOperateAsync()
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        return user.IsInRole(Roles.Operator) && await SessionAsync() is { } session && !sessions.IsEnded(session);
    }

    /// <exception cref="UnauthorizedAccessException">The caller may only look.</exception>
    public async Task DemandOperatorAsync()
    {
        if (!await MayOperateAsync())
        {
            throw new UnauthorizedAccessException("This session may only look. Log in with the operator's token to act.");
        }
    }

    /// <returns>The id of this session; null where nobody has logged in.</returns>
    public async Task<string?> SessionAsync() => (await authentication.GetAuthenticationStateAsync()).User.FindFirst(LoginClaims.Session)?.Value;
}
