namespace Workshop.Endpoints.Tokens;

/// <summary>What the original puts into a token.</summary>
internal static class TokenClaims
{
    public const string Issuer = "auth.service";

    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(72);
}
