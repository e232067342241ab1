using System.Security.Cryptography;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ClusterPage.Login;

/// <summary>The tokens that open the cluster page, and where its keys are kept.</summary>
internal sealed record LoginSettings
{
    public const string TokenKey = "Workshop:Token";
    public const string ReadOnlyTokenKey = "Workshop:ReadOnlyToken";
    public const string KeysKey = "Workshop:Keys";

    private const int FewestCharacters = 16;

    /// <value>At least 16 characters. Default: a fresh one of 128 random bits, printed once at start.</value>
    public required string Token { get; init; }

    /// <value>True where no token was given and one was made.</value>
    public required bool IsTokenMade { get; init; }

    /// <value>At least 16 characters. Default none: nobody may only look.</value>
    public string? ReadOnlyToken { get; init; }

    /// <value>A folder for the keys that protect cookies, so that a login outlives a restart. Default none: they live in memory.</value>
    public string? KeyFolder { get; init; }

    /// <exception cref="Workshop.ServiceDefaults.ServiceException">A token is too short, or both are the same.</exception>
    public static LoginSettings From(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var given = ReadToken(reader, TokenKey);
        var readOnly = ReadToken(reader, ReadOnlyTokenKey);
        if (given is not null && given == readOnly)
        {
            reader.Find($"{TokenKey} and {ReadOnlyTokenKey} are the same. Give readers a token of their own.");
        }

        reader.ThrowIfWrong();
        return new LoginSettings
        {
            Token = given ?? RandomNumberGenerator.GetHexString(32, lowercase: true),
            IsTokenMade = given is null,
            ReadOnlyToken = readOnly,
            KeyFolder = reader.Text(KeysKey),
        };
    }

    // A record prints its properties; these are nobody's to print.
    public override string ToString() => nameof(LoginSettings);

    private static string? ReadToken(SettingsReader reader, string key)
    {
        var token = reader.Text(key);
        if (token is { Length: < FewestCharacters })
        {
            reader.Find($"{key} has fewer than {FewestCharacters} characters. Give a longer one, or none: then one is made and printed at start.");
        }

        return token;
    }
}
