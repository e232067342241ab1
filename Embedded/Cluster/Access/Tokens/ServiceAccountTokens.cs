using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Access.Tokens;

/// <summary>Issues ServiceAccounts' tokens (JWT, ES256) and says whose a token is. One lives as long as its account, and the pod that it was made for.</summary>
internal sealed class ServiceAccountTokens(AccessKeys keys, IObjectRegistry registry, TimeProvider time)
{
    public const string Issuer = "https://kubernetes.default.svc.cluster.local";

    private const string Claims = "kubernetes.io";
    private const int LongestToken = 16 * 1024;

    /// <param name="audiences">Empty: this API.</param>
    /// <param name="pod">The token ends with it; null: with its account or its time.</param>
    public IssuedToken Issue(V1ServiceAccount account, IReadOnlyList<string> audiences, TimeSpan life, V1Pod? pod = null)
    {
        var now = time.GetUtcNow();
        var end = now + life;
        var own = new JsonObject
        {
            ["namespace"] = account.Metadata.NamespaceProperty,
            ["serviceaccount"] = new JsonObject { ["name"] = account.Metadata.Name, ["uid"] = account.Metadata.Uid },
        };
        if (pod is not null)
        {
            own["pod"] = new JsonObject { ["name"] = pod.Metadata.Name, ["uid"] = pod.Metadata.Uid };
        }

        var payload = new JsonObject
        {
            ["aud"] = new JsonArray([.. (audiences.Count == 0 ? [Issuer] : audiences).Select(audience => (JsonNode)audience)]),
            ["exp"] = end.ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["iss"] = Issuer,
            ["jti"] = Guid.NewGuid().ToString(),
            [Claims] = own,
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["sub"] = Caller.AccountName(account.Metadata.NamespaceProperty, account.Metadata.Name),
        };
        var signed = $"{Encode(new JsonObject { ["alg"] = "ES256", ["kid"] = KeyId })}.{Encode(payload)}";
        return new IssuedToken($"{signed}.{Base64Url.EncodeToString(Sign(signed))}", DateTimeOffset.FromUnixTimeSeconds(end.ToUnixTimeSeconds()));
    }

    /// <param name="audience">Whom the token must be meant for; null: this API.</param>
    /// <returns>Null: no token of ours, or one that is no longer good.</returns>
    public Caller? Identify(string token, string? audience = null)
    {
        if (token.Length > LongestToken || token.Split('.') is not [var header, var body, var signature] || Decode(body) is not { } payload || !IsOurs(header, body, signature))
        {
            return null;
        }

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var isMeant = payload.Strings("aud").Contains(audience ?? Issuer);
        if (payload.Str("iss") != Issuer || !isMeant || payload.Int("exp") is not { } end || end <= now || payload.Int("nbf") > now)
        {
            return null;
        }

        var own = payload.Obj(Claims);
        var (ns, account, uid) = (own.Str("namespace") ?? "", own.Obj("serviceaccount").Str("name") ?? "", own.Obj("serviceaccount").Str("uid") ?? "");
        var isAlive = registry.Find(KindTable.ServiceAccount, new ObjectKey(ns, account))?.Uid == uid
            && (own.Obj("pod") is not { } pod || registry.Find(KindTable.Pod, new ObjectKey(ns, pod.Str("name") ?? ""))?.Uid == pod.Str("uid"));
        return isAlive ? Caller.Account(ns, account, uid) : null;
    }

    private string KeyId => Base64Url.EncodeToString(SHA256.HashData(keys.TokenKey.ExportSubjectPublicKeyInfo()));

    private bool IsOurs(string header, string body, string signature)
    {
        var bytes = new byte[128];
        return Decode(header).Str("alg") == "ES256"
            && Base64Url.IsValid(signature)
            && Base64Url.TryDecodeFromChars(signature, bytes, out var length)
            && Verify($"{header}.{body}", bytes.AsSpan(0, length));
    }

    // A key object is not made for several threads at once.
    private byte[] Sign(string text)
    {
        lock (keys.TokenKey)
        {
            return keys.TokenKey.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256);
        }
    }

    private bool Verify(string text, ReadOnlySpan<byte> signature)
    {
        lock (keys.TokenKey)
        {
            return keys.TokenKey.VerifyData(Encoding.UTF8.GetBytes(text), signature, HashAlgorithmName.SHA256);
        }
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static JsonObject? Decode(string part)
    {
        try
        {
            return Base64Url.IsValid(part) ? JsonText.Parse(Base64Url.DecodeFromChars(part)) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Token">Never logged.</param>
internal sealed record IssuedToken(string Token, DateTimeOffset EndsAt)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"token until {EndsAt:O}");
}
