using System.Text;
using System.Text.Json;
using Workshop.Labs.Checks;

namespace Workshop.Labs.TheApp;

internal static class TheAppChecks
{
    private const string First = "http://127.0.0.1:10180";
    private const string FirstHealth = "http://127.0.0.1:10181";
    private const string Second = "http://127.0.0.1:10280";

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("greets", GreetsAsync),
        new("logged-in", LoggedInAsync),
        new("not-ready", NotReadyAsync),
        new("fixed", FixedAsync),
    ];

    private static async Task<CheckResult> GreetsAsync(LabCluster cluster, CancellationToken ct)
    {
        var answer = await cluster.Get(new Uri(First + "/"), ct);
        return answer.Status == 200 && answer.Body.Contains("Hello", StringComparison.Ordinal)
            ? CheckResult.Green($"port 10180 greets: {answer}")
            : CheckResult.Red($"{answer} at / of port 10180", "200 with a greeting", answer.Status == 0 ? "jobs; cat artifacts/monolith.log" : "./workshop doctor, for who has the port: that is no monolith of yours");
    }

    // The token is the learner's own: that the program would give one proves nothing.
    private static async Task<CheckResult> LoggedInAsync(LabCluster cluster, CancellationToken ct)
    {
        const string Expected = "a token in artifacts/token.json, with which /secure answers 200";
        const string LookAt = "curl -i -u user:password http://127.0.0.1:10180/login";
        if (Token() is not { } token)
        {
            return CheckResult.Red("no token in artifacts/token.json", Expected, LookAt);
        }

        var answer = await cluster.Get(new Uri(First + "/secure"), ct, new Dictionary<string, string> { ["Authorization"] = "Bearer " + token });
        return answer.Status == 200
            ? CheckResult.Green("your token opens /secure")
            : CheckResult.Red($"{answer} at /secure with the token in artifacts/token.json", Expected + " of the copy that runs now", LookAt);
    }

    private static async Task<CheckResult> NotReadyAsync(LabCluster cluster, CancellationToken ct)
    {
        var (lives, ready) = (await cluster.Get(new Uri(FirstHealth + "/healthz"), ct), await cluster.Get(new Uri(FirstHealth + "/readiness"), ct));
        var greets = await cluster.Get(new Uri(First + "/"), ct);
        return lives.Status == 200 && ready.Status == 503 && greets.Status == 200
            ? CheckResult.Green("it lives, is not ready, and answers those who ask nevertheless")
            : CheckResult.Red($"healthz {lives.Status}, readiness {ready.Status}, / {greets.Status}", "healthz 200, readiness 503, / 200", "curl -i http://127.0.0.1:10181/readiness");
    }

    private static async Task<CheckResult> FixedAsync(LabCluster cluster, CancellationToken ct)
    {
        var basic = Convert.ToBase64String(Encoding.ASCII.GetBytes("user:password"));
        var answer = await cluster.Get(new Uri(Second + "/login"), ct, new Dictionary<string, string> { ["Authorization"] = "Basic " + basic });
        return answer.Status == 200
            ? CheckResult.Green("'user' can log in at port 10280")
            : CheckResult.Red($"{answer} at /login of port 10280", "200 with a token for user:password", "cat Labs/01-the-app/broken/start.sh");
    }

    private static string? Token()
    {
        var path = Path.Combine(LabFiles.Find()?.Root ?? ".", "artifacts", "token.json");
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            return document.RootElement.TryGetProperty("token", out var token) ? token.GetString() : null;
        }
        catch (JsonException)
        {
            // An answer that was no token was kept.
            return null;
        }
    }
}
