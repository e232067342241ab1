using Microsoft.AspNetCore.Components.Authorization;

namespace Workshop.ClusterPage.Login;

/// <summary>Who sits before this page, and what they may do. Actions ask it again on the server: a button that is not shown is no protection.</summary>
internal sealed class Caller(AuthenticationStateProvider authentication, Sessions sessions)
{
    /// <summary>False for readers, and for a session that has been ended while its page was open.</summary>
    public async Task<bool> MayOperateAsync()
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        return user.IsInRole(Roles.Operator) && await SessionAsync() is { } session && !sessions.IsEnded(session);
    }

    /// <returns>The id of this session; null where nobody has logged in.</returns>
    public async Task<string?> SessionAsync() => (await authentication.GetAuthenticationStateAsync()).User.FindFirst(LoginClaims.Session)?.Value;
}
