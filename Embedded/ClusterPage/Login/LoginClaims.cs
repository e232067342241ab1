namespace Workshop.ClusterPage.Login;

/// <summary>The claims inside the session's cookie, beside the role.</summary>
internal static class LoginClaims
{
    /// <summary>Tells one login from another, so that one can be ended.</summary>
    public const string Session = "session";

    /// <summary>A digest of the token that was given: with another token at the next start, the cookie is worth nothing.</summary>
    public const string Token = "token";
}
