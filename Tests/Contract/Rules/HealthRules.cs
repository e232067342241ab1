namespace Workshop.Contract.Rules;

/// <summary>The health port.</summary>
internal static class HealthRules
{
    private static readonly string[] Statuses = ["/healthz", "/readiness"];

    public static IReadOnlyList<ContractRule> All { get; } =
    [
        new("The health port answers 200 without a body", target => target.HasHealth, async (target, ct) =>
        {
            foreach (var path in Statuses)
            {
                Each(await target.AskHealth("GET", path, ct), answer => answer.Is(200, ""));
            }
        }),
        new("The health port serves nothing of the application", target => target.HasHealth, async (target, ct) =>
        {
            foreach (var path in new[] { "/", "/version", "/login", "/secure", "/healthz/" })
            {
                Each(await target.AskHealth("GET", path, ct), answer => answer.IsProblem(404));
            }
        }),
        new("In labs any method flips a status, and flips it back", target => target.MayToggle, async (target, ct) =>
        {
            foreach (var (path, method) in Statuses.SelectMany(path => new[] { "GET", "POST", "PUT" }.Select(method => (path, method))))
            {
                Each(await target.AskHealth(method, $"{path}/status", ct), answer => answer.Is(200, ""));
                Each(await target.AskHealth("GET", path, ct), answer => answer.Is(503, ""));
                Each(await target.AskHealth(method, $"{path}/status", ct), answer => answer.Is(200, ""));
                Each(await target.AskHealth("GET", path, ct), answer => answer.Is(200, ""));
            }
        }),
        new("In labs disable and enable may be repeated, and want a POST", target => target.MayToggle, async (target, ct) =>
        {
            foreach (var path in Statuses)
            {
                foreach (var (word, status) in new[] { ("disable", 503), ("disable", 503), ("enable", 200), ("enable", 200) })
                {
                    Each(await target.AskHealth("POST", $"{path}/status/{word}", ct), answer => answer.Is(200, ""));
                    Each(await target.AskHealth("GET", path, ct), answer => answer.Is(status, ""));
                }

                Each(await target.AskHealth("GET", $"{path}/status/disable", ct), answer => answer.IsProblem(405));
            }
        }),
    ];

    private static void Each(IEnumerable<ContractAnswer> answers, Func<ContractAnswer, ContractAnswer> check)
    {
        foreach (var answer in answers)
        {
            check(answer);
        }
    }
}
