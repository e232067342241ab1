using Microsoft.IdentityModel.Tokens;

namespace Workshop.Endpoints.Keys;

internal readonly record struct TokenSigner(SecurityKey Key, string Algorithm);
