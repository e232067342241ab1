using System.Security.Cryptography;
using System.Text;

namespace Workshop.Contract.Rules;

/// <summary><c>/secure</c>.</summary>
internal static class SecureRules
{
    public static IReadOnlyList<ContractRule> All { get; } =
    [
        new("Without a token secure is refused, and says how to come in", async (target, ct) =>
        {
            foreach (var authorization in new[] { null, "Basic dXNlcjpwYXNzd29yZA==", "Bearer ", "Bearer" })
            {
                (await target.Ask("GET", "/secure", authorization, ct)).Is(401, "authorization failed\n").HasHeader("WWW-Authenticate", "Bearer");
            }
        }),
        new("A token that is none is refused, and says so", async (target, ct) =>
        {
            foreach (var token in new[] { "nonsense", "a.b.c", "..", new string('x', 4000) })
            {
                (await target.Ask("GET", "/secure", $"Bearer {token}", ct)).Is(401, "authorization failed\n").HasHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            }
        }),
        new("A token from login opens secure to any method, however 'Bearer' is written", async (target, ct) =>
        {
            var token = await target.Token(ct);
            foreach (var (method, scheme) in new[] { ("GET", "Bearer"), ("POST", "Bearer"), ("DELETE", "bearer"), ("GET", "BEARER") })
            {
                (await target.Ask(method, "/secure", $"{scheme} {token}", ct)).Is(200, HelloRules.Hello).HasType("application/json");
            }
        }),
        new("A token that was changed, signed otherwise or not at all is refused", async (target, ct) =>
        {
            foreach (var forged in Forgeries(await target.Token(ct)))
            {
                (await target.Ask("GET", "/secure", $"Bearer {forged}", ct)).Is(401, "authorization failed\n");
            }
        }),
        new("A token of 100 KB is refused, and the next request is answered", async (target, ct) =>
        {
            (await target.Ask("GET", "/secure", $"Bearer {new string('x', 100_000)}", ct)).HasStatus(400, 401, 431);
            (await target.Ask("GET", "/", null, ct)).Is(200, HelloRules.Hello);
        }),
    ];

    private static IEnumerable<string> Forgeries(string token)
    {
        var parts = token.Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.Decode(parts[1]));
        yield return $"{parts[0]}.{Base64Url.Encode(claims.Replace("\"sub\":\"", "\"sub\":\"root", StringComparison.Ordinal))}.{parts[2]}";
        yield return $"{Base64Url.Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}")}.{parts[1]}.";
        yield return $"{Base64Url.Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}")}.{parts[1]}.{parts[2]}";
        yield return $"{parts[0]}.{parts[1]}.";
        yield return $"{parts[0]}.{parts[1]}";

        // Signed with a key that everybody knows.
        var head = Base64Url.Encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        var signature = HMACSHA256.HashData("guessed"u8, Encoding.ASCII.GetBytes($"{head}.{parts[1]}"));
        yield return $"{head}.{parts[1]}.{Base64Url.Encode(signature)}";
    }
}
