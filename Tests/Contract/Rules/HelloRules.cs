using System.Text.RegularExpressions;

namespace Workshop.Contract.Rules;

/// <summary><c>/</c>, <c>/version</c>, and paths that nobody serves.</summary>
internal static partial class HelloRules
{
    public const string Hello = "{\"message\":\"Hello\"}\n";

    public static IReadOnlyList<ContractRule> All { get; } =
    [
        new("The root says Hello to any method", async (target, ct) =>
        {
            foreach (var method in new[] { "GET", "POST", "PUT", "PATCH", "DELETE" })
            {
                (await target.Ask(method, "/", null, ct)).Is(200, Hello).HasType("application/json");
            }
        }),
        new("HEAD gets the head of an answer and no body", async (target, ct) => (await target.Ask("HEAD", "/", null, ct)).Is(200, "").HasType("application/json")),
        new("A query changes nothing", async (target, ct) => (await target.Ask("GET", "/?name=value", null, ct)).Is(200, Hello)),
        new("The version is one string", async (target, ct) =>
        {
            var answer = await target.Ask("GET", "/version", null, ct);
            answer.HasStatus(200).HasType("application/json").Holds(VersionBody().IsMatch(answer.Body), "{\"version\":\"…\"}");
        }),
        new("An unknown path is a problem", async (target, ct) =>
        {
            foreach (var path in new[] { "/unknown", "/secure/more", "/healthz", "/readiness", "/readiness/status", "/faults", "/env", "/%2e%2e/etc/passwd" })
            {
                (await target.Ask("GET", path, null, ct)).IsProblem(404);
            }
        }),
        new("No answer names the server's software", async (target, ct) =>
        {
            var answer = await target.Ask("GET", "/", null, ct);
            answer.Holds(!answer.Headers.Contains("Server") && !answer.Headers.Contains("X-Powered-By"), "neither 'Server' nor 'X-Powered-By'");
        }),
    ];

    [GeneratedRegex("^\\{\"version\":\"[^\"]+\"\\}\n$")]
    private static partial Regex VersionBody();
}
