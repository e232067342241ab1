using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Workshop.Endpoints.Keys;

namespace Workshop.Services.Tests.Keys;

public class KeyTextTests
{
    private const string Secret = "a random text of thirty-two characters, or more";

    [Fact]
    public void The_same_secret_text_gives_the_same_key_everywhere_and_always()
    {
        var key = Assert.Single(KeyText.Parse(Secret));

        // Written down once, and worked out by another program: another value would end every session at the next update.
        Assert.Equal("4yTIXevCjZmQX_wUDjHUw-Um_N3mji_x4ScR6_NVuAE", key.Kid);
        Assert.Equal(key.Kid, KeyText.Parse($"\n  {Secret}\r\n")[0].Kid);
        Assert.NotEqual(key.Kid, KeyText.Parse(Secret + "!")[0].Kid);
    }

    [Fact]
    public void A_derived_key_is_one_that_the_systems_library_agrees_with()
    {
        for (var i = 0; i < 20; i++)
        {
            var ours = DerivedKey.From($"{Secret} {i}");
            using var theirs = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = ours.D });

            Assert.Equal(theirs.ExportParameters(false).Q.X, ours.Q.X);
            Assert.Equal(theirs.ExportParameters(false).Q.Y, ours.Q.Y);
        }
    }

    [Fact]
    public void A_keys_name_is_its_fingerprint_of_RFC_7638()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = Assert.Single(KeyText.Parse(pair.ExportPkcs8PrivateKeyPem()));

        Assert.Equal(Base64UrlEncoder.Encode(new JsonWebKey { Kty = "EC", Crv = "P-256", X = key.Public.X, Y = key.Public.Y }.ComputeJwkThumbprint()), key.Kid);
    }

    [Fact]
    public void The_first_private_key_of_a_PEM_bundle_signs_and_all_check()
    {
        using var old = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var current = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var ring = KeyRing.Of(KeyText.Parse($"{old.ExportSubjectPublicKeyInfoPem()}\n# the one in use\n{current.ExportECPrivateKeyPem()}\n"), new HashSet<string>());

        Assert.Equal(2, ring.Published.Count);
        Assert.Equal(Base64UrlEncoder.Encode(current.ExportParameters(false).Q.X), ring.Signing.Public.X);
    }

    [Fact]
    public void What_is_published_holds_nothing_private()
    {
        var keys = KeyText.Parse(Secret);
        var text = System.Text.Encoding.UTF8.GetString(JwksDocument.Write(keys.Select(key => key.Public)));

        Assert.DoesNotContain("\"d\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain(keys[0].Private!.D, text, StringComparison.Ordinal);
        Assert.Equal(keys[0].Kid, Assert.Single(JwksDocument.Read(System.Text.Encoding.UTF8.GetBytes(text))).Kid);
    }

    [Theory]
    [InlineData("", "holds no private key")]
    [InlineData("too short", "has 9 characters in line 1")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nnot base64!\n-----END PRIVATE KEY-----", "has a PEM block that does not end")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "PEM block 1 that is no key of an elliptic curve")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA", "has a PEM block that does not end")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----\nMFECAQEEFQD1oEEoOpMrESLL9SQqiC9B9G44X6AHBgVnKwEEB6EsAyoABOkjj7jM\nLlpUe/JwbuKoZgP3SU2tz30PIgGWPbDdq5R3cU0onqHWNSA=\n-----END EC PRIVATE KEY-----", "PEM block 1")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----\nMFMCAQEEFQIhrQBciipEXYKDNSTsSE9fItwQSqAHBgUrgQQAAaEuAywABAfVvQ4Q\nF5Sh7YtNyzCCchiAUxmnQwK8rgmm1TVUfnjYAA4c27RW5JbXgw==\n-----END EC PRIVATE KEY-----", "PEM block 1")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQg5zfm5+fF1PiWDB9g\nJTgkft9IiaKMC94HirgpYoOY+5qhRANCAAQmHtM8pmX4CUcybtc8O5bimMgAtEU+\nRbyoOUXmqO3TxbJQ/dqtB5iCvi1PwX35+V2J3yZkkyumDaizZrX3RxjS\n-----END PRIVATE KEY-----", "PEM block 1")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "has a 'CERTIFICATE' as PEM block 1")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----", "has a 'ENCRYPTED PRIVATE KEY'")]
    public void A_text_that_is_no_key_is_refused_in_words_that_do_not_repeat_it(string text, string problem)
    {
        var refusal = Assert.Throws<FormatException>(() => KeyText.Parse(text));

        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_public_key_alone_signs_nothing_and_is_refused()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Contains("holds no private key", Assert.Throws<FormatException>(() => KeyText.Parse(pair.ExportSubjectPublicKeyInfoPem())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_curve_is_refused_with_a_hint()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Contains("another curve than P-256", Assert.Throws<FormatException>(() => KeyText.Parse(pair.ExportPkcs8PrivateKeyPem())).Message, StringComparison.Ordinal);
    }
}
