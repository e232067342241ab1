using System.Buffers.Text;
using System.Security.Cryptography;

namespace Workshop.Endpoints.Keys;

/// <summary>Reads the setting <c>Workshop:Signing:Key</c>: PEM blocks, or lines of secret text that each become a key.</summary>
internal static class KeyText
{
    public const string Setting = "Workshop:Signing:Key";
    public const string WithdrawnSetting = "Workshop:Signing:Withdrawn";

    // Base64url of 32 bytes.
    private const int KidCharacters = 43;

    private const string PemMark = "-----BEGIN ";

    /// <returns>In the order of the text; the first one that holds a private number signs.</returns>
    /// <exception cref="FormatException">It cannot be read. The message is a part of a sentence and holds nothing of the text.</exception>
    public static IReadOnlyList<SigningKey> Parse(string text)
    {
        var keys = (text.Contains(PemMark, StringComparison.Ordinal) ? Pem(text) : Secrets(text)).DistinctBy(key => key.Kid).ToList();
        return keys.Any(key => key.Private is not null) ? keys : throw new FormatException("holds no private key, so that nothing can be signed");
    }

    /// <summary>Reads the setting <c>Workshop:Signing:Withdrawn</c>: names of keys, as tokens and the JWKS tell them, with commas or white space between.</summary>
    /// <exception cref="FormatException">One is no such name. The message is a part of a sentence.</exception>
    public static IReadOnlySet<string> Withdrawn(string text)
    {
        var kids = text.Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        return kids.FirstOrDefault(kid => kid.Length != KidCharacters || !Base64Url.IsValid(kid)) is { } wrong
            ? throw new FormatException($"has '{wrong[..Math.Min(wrong.Length, KidCharacters)]}', which is no name of a key (kid): those have {KidCharacters} characters and stand in /.well-known/jwks.json")
            : kids;
    }

    private static IEnumerable<SigningKey> Secrets(string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            number++;
            if (line.Length >= DerivedKey.LeastCharacters)
            {
                yield return SigningKey.Of(DerivedKey.From(line));
            }
            else if (line.Length > 0)
            {
                throw new FormatException($"has {line.Length} characters in line {number}; a secret text needs {DerivedKey.LeastCharacters}, and a PEM block begins with '{PemMark}'");
            }
        }
    }

    private static IEnumerable<SigningKey> Pem(string text)
    {
        var number = 0;
        for (var rest = text.AsMemory(); PemEncoding.TryFind(rest.Span, out var block); rest = rest[block.Location.End.GetOffset(rest.Length)..])
        {
            number++;
            yield return SigningKey.Of(Block(rest[block.Location].ToString(), rest.Span[block.Label].ToString(), number));
        }

        if (number == 0)
        {
            throw new FormatException("has a PEM block that does not end, or holds what is no base64");
        }
    }

    private static ECParameters Block(string pem, string label, int number)
    {
        if (label is not ("PRIVATE KEY" or "EC PRIVATE KEY" or "PUBLIC KEY"))
        {
            throw new FormatException($"has a '{label}' as PEM block {number}; known are PRIVATE KEY, EC PRIVATE KEY and PUBLIC KEY, none of them encrypted");
        }

        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or PlatformNotSupportedException)
        {
            throw new FormatException($"has a PEM block {number} that is no key of an elliptic curve");
        }

        var parameters = key.ExportParameters(includePrivateParameters: label != "PUBLIC KEY");
        return parameters.Curve.Oid?.Value == ECCurve.NamedCurves.nistP256.Oid.Value
            ? parameters
            : throw new FormatException($"has a key of another curve than P-256 as PEM block {number}; 'openssl ecparam -name prime256v1 -genkey -noout' makes one that fits");
    }
}
