namespace Workshop.Soak.Tests.Faults;

/// <summary>What goes wrong, or is changed, while requests come.</summary>
/// <param name="answered">Returns when so many more requests have been answered: the time by which faults are spaced.</param>
internal sealed class FaultList(RunningWorkshop workshop, Func<int, Task> answered)
{
    public const int PerSecond = 200;
    private const int Kills = 30;
    private const int SecondsOfCalm = 30;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <value>Each under its name, in the order in which they come.</value>
    public static IReadOnlyDictionary<string, Func<FaultList, Task>> All { get; } = new OrderedDictionary<string, Func<FaultList, Task>>(StringComparer.Ordinal)
    {
        // What this machine can do when nothing goes wrong: the others' figures are worth no more than this one's.
        ["calm"] = faults => faults.StayCalmAsync(),
        ["rollouts"] = faults => faults.RollAsync(),
        ["pods"] = faults => faults.KillPodsAsync(),
        ["node"] = faults => faults.SwitchNodeAsync(),
        ["redis"] = faults => faults.KillAsync("workshop", "app=redis", "statefulset/redis"),
        ["auth"] = faults => faults.KillAsync("workshop", "app=auth", "deployment/auth"),
        ["page"] = faults => faults.KillAsync("workshop-system", "app=cluster-page", "deployment/cluster-page"),
        ["gateway"] = faults => faults.RestartAsync("deployment/gateway"),
    };

    private async Task StayCalmAsync()
    {
        foreach (var _ in Enumerable.Range(0, SecondsOfCalm))
        {
            await answered(PerSecond);
        }
    }

    private async Task RollAsync()
    {
        foreach (var version in (string[])["2.0.0", "1.0.0", "2.0.0", "1.0.0"])
        {
            await Do($"set image deployment/hello hello=workshop/hello:{version}");
            await Do("rollout status deployment/hello --timeout=150s");
        }
    }

    private async Task KillPodsAsync()
    {
        foreach (var _ in Enumerable.Range(0, Kills))
        {
            var victim = await Do("get pods -l app=hello --field-selector=status.phase=Running -o jsonpath='{.items[0].metadata.name}'");
            await Do($"delete pod {victim} --grace-period=0 --force --wait=false");
            await answered(2 * PerSecond);
        }

        await Do("rollout status deployment/hello --timeout=150s");
    }

    private async Task SwitchNodeAsync()
    {
        // A gateway of one pod goes with its node, and nobody could answer: one of the others is switched off.
        var gateway = await workshop.NodesOf("gateway");
        var node = (await workshop.NodesOf("hello")).Except(gateway).FirstOrDefault() ?? throw new InvalidOperationException($"All pods of hello run on the gateway's node, {string.Join(", ", gateway)}.");
        await Do($"annotate node {node} workshop.dev/power=off");
        await Do($"wait --for=condition=Ready=Unknown node/{node} --timeout=150s");
        await answered(5 * PerSecond);
        await Do($"annotate node {node} workshop.dev/power-");
        await Do($"wait --for=condition=Ready node/{node} --timeout=150s");
        await Do("rollout status deployment/hello --timeout=150s");
    }

    private async Task KillAsync(string ns, string selector, string workload)
    {
        await Do($"-n {ns} delete pod -l {selector} --grace-period=0 --force --wait=false");
        await answered(2 * PerSecond);
        await Do($"-n {ns} rollout status {workload} --timeout=150s");
        await answered(2 * PerSecond);
    }

    private async Task RestartAsync(string workload)
    {
        await Do($"rollout restart {workload}");
        await Do($"rollout status {workload} --timeout=150s");
        await answered(2 * PerSecond);
    }

    private async Task<string> Do(string arguments) => (await workshop.Kubectl(arguments, Limit)).Succeeded();
}
