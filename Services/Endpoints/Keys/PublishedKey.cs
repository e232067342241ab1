using Microsoft.IdentityModel.Tokens;

namespace Workshop.Endpoints.Keys;

/// <summary>A key as others see it.</summary>
/// <param name="Key">Its public half.</param>
/// <param name="Until">When the last token that it may have signed has expired; null while it is in use.</param>
internal sealed record PublishedKey(JsonWebKey Key, DateTimeOffset? Until)
{
    public string Kid => Key.Kid;
}
