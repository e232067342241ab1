using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Workshop.Services.Tests.Tokens;

/// <summary>Makes tokens that are right but for what a test makes wrong.</summary>
internal static class Forge
{
    public static string Token(
        SecurityKey key, string algorithm, TimeProvider time, string issuer = "auth.service", double? expiresInHours = 1, double notBeforeInHours = -1, string? id = "one")
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            NotBefore = now.AddHours(notBeforeInHours),
            Expires = expiresInHours is { } hours ? now.AddHours(hours) : null,
            Claims = id is null ? null : new Dictionary<string, object> { ["jti"] = id },
            SigningCredentials = new SigningCredentials(key, algorithm),
        });
    }

    /// <summary>Gives a token another header, and a signature that fits it if it is told how to sign.</summary>
    public static string WithHeader(string token, string header, Func<byte[], byte[]>? sign = null)
    {
        var parts = token.Split('.');
        var signed = $"{Base64UrlEncoder.Encode(header)}.{parts[1]}";
        return $"{signed}.{(sign is null ? parts[2] : Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(signed))))}";
    }
}
