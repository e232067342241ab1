using System.Text.Json;

namespace Workshop.Contract.Rules;

/// <summary><c>/login</c> and what it gives.</summary>
internal static class LoginRules
{
    private static readonly string[] Claims = ["email", "exp", "iat", "iss", "jti", "sub"];

    public static IReadOnlyList<ContractRule> All { get; } =
    [
        new("Login gives one token, which nobody on the way keeps", async (target, ct) =>
        {
            var answer = (await target.Login(ct)).HasStatus(200).HasType("application/json").HasHeader("Cache-Control", "no-store");
            answer.Holds(answer.Json().EnumerateObject().Select(member => member.Name).SequenceEqual(["token"]), "{\"token\":\"…\"}");
        }),
        new("A token holds the original's claims, for 72 hours, and an id", async (target, ct) =>
        {
            var login = await target.Login(ct);
            var claims = Part(login, 1);
            login.Holds(claims.EnumerateObject().Select(claim => claim.Name).Order(StringComparer.Ordinal).SequenceEqual(Claims), $"the claims {string.Join(", ", Claims)}")
                .Holds(claims.GetProperty("iss").GetString() == "auth.service", "issuer 'auth.service'")
                .Holds(claims.GetProperty("sub").GetString() == target.User, $"subject '{target.User}'")
                .Holds(claims.GetProperty("email").GetString()!.Contains('@', StringComparison.Ordinal), "an email address")
                .Holds(claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64() == 72 * 3600, "72 hours from 'iat' to 'exp'");
        }),
        new("A token is signed with HS256, or with ES256 and a key that has an id", async (target, ct) =>
        {
            var login = await target.Login(ct);
            var head = Part(login, 0);
            var isSigned = head.GetProperty("alg").GetString() switch { "HS256" => true, "ES256" => head.TryGetProperty("kid", out _), _ => false };
            login.Holds(isSigned, "HS256, or ES256 with 'kid'");
        }),
        new("No two tokens have the same id", async (target, ct) =>
        {
            var (one, other) = (await target.Login(ct), await target.Login(ct));
            one.Holds(Part(one, 1).GetProperty("jti").GetString() != Part(other, 1).GetProperty("jti").GetString(), "an id of its own");
        }),
        new("Any method logs in", async (target, ct) => (await target.Ask("POST", "/login", ContractTarget.Basic(target.User, target.Password), ct)).HasStatus(200)),
        new("A login without readable credentials is refused", async (target, ct) =>
        {
            foreach (var authorization in new[] { null, "Bearer abc", "Basic ", "Basic !!!", "Basic dXNlcg==" })
            {
                (await target.Ask("GET", "/login", authorization, ct)).IsRefused();
            }
        }),
        new("A wrong name or password is refused", async (target, ct) =>
        {
            foreach (var (user, password) in new[] { (target.User, "wrong"), (target.User, ""), ("nobody-of-this-name", target.Password), ("", "") })
            {
                (await target.Ask("GET", "/login", ContractTarget.Basic(user, password), ct)).IsRefused();
            }
        }),
    ];

    private static JsonElement Part(ContractAnswer login, int index)
    {
        var parts = (login.HasStatus(200).Json().GetProperty("token").GetString() ?? "").Split('.');
        login.Holds(parts.Length == 3, "a token of three parts");
        using var json = JsonDocument.Parse(Base64Url.Decode(parts[index]));
        return json.RootElement.Clone();
    }
}
