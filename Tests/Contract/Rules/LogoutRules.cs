using System.Text.Json;

namespace Workshop.Contract.Rules;

/// <summary><c>/logout</c> and the keys that tokens are checked with: ours, the original had neither.</summary>
internal static class LogoutRules
{
    // Enough to meet each replica behind a balancer.
    private const int Requests = 20;

    private static readonly TimeSpan SeenByAll = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<ContractRule> All { get; } =
    [
        new("A token that was logged out is refused by every replica after a second, and others are not", async (target, ct) =>
        {
            var (ended, other) = (await target.Token(ct), await target.Token(ct));
            (await target.Ask("GET", "/secure", $"Bearer {ended}", ct)).HasStatus(200);
            (await target.Ask("POST", "/logout", $"Bearer {ended}", ct)).Is(204, "");
            await Task.Delay(SeenByAll, TimeProvider.System, ct);
            for (var i = 0; i < Requests; i++)
            {
                (await target.Ask("GET", "/secure", $"Bearer {ended}", ct)).Is(401, "authorization failed\n");
                (await target.Ask("GET", "/secure", $"Bearer {other}", ct)).HasStatus(200);
            }
        }),
        new("Logging out twice is no error", async (target, ct) =>
        {
            var token = await target.Token(ct);
            (await target.Ask("POST", "/logout", $"Bearer {token}", ct)).Is(204, "");
            (await target.Ask("POST", "/logout", $"Bearer {token}", ct)).Is(204, "");
        }),
        new("Logout wants a token and a POST", async (target, ct) =>
        {
            (await target.Ask("POST", "/logout", null, ct)).Is(401, "authorization failed\n");
            (await target.Ask("POST", "/logout", "Bearer nonsense", ct)).Is(401, "authorization failed\n");
            (await target.Ask("GET", "/logout", $"Bearer {await target.Token(ct)}", ct)).IsProblem(405);
        }),
        new("Published keys are public: the one that signs is among them, and none has a private part", async (target, ct) =>
        {
            var answer = (await target.Ask("GET", "/.well-known/jwks.json", null, ct)).HasStatus(200);
            var keys = answer.Json().GetProperty("keys").EnumerateArray().ToList();
            answer.Holds(keys.TrueForAll(key => !key.TryGetProperty("d", out _) && !key.TryGetProperty("k", out _)), "no private part");
            var head = HeadOf(await target.Token(ct));
            var isPublished = head.GetProperty("alg").GetString() == "HS256" || keys.Exists(key => key.GetProperty("kid").GetString() == head.GetProperty("kid").GetString());
            answer.Holds(isPublished, "the key that signed a token just now");
        }),
    ];

    private static JsonElement HeadOf(string token)
    {
        using var json = JsonDocument.Parse(Base64Url.Decode(token.Split('.')[0]));
        return json.RootElement.Clone();
    }
}
