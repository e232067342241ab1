using Microsoft.IdentityModel.Tokens;

namespace Workshop.Endpoints.Keys;

/// <param name="Key">Null when there is none of that name.</param>
/// <param name="IsCertain">False: whoever knows could not be asked, so that the token may be good after all.</param>
internal readonly record struct KeyAnswer(SecurityKey? Key, bool IsCertain)
{
    public static KeyAnswer None => new(null, true);

    public static KeyAnswer NotKnown => new(null, false);

    public static KeyAnswer Of(SecurityKey key) => new(key, true);
}
