using System.Globalization;

namespace Workshop.Soak.Tests.Churn;

/// <summary>What somebody does who never rests: create, scale, roll, follow logs, forward a port, delete; each round leaves nothing.</summary>
internal sealed class Busyness(RunningWorkshop workshop)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public int Rounds { get; private set; }

    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await RoundAsync(string.Create(CultureInfo.InvariantCulture, $"churn-{Rounds}"));
            Rounds++;
        }
    }

    private async Task RoundAsync(string name)
    {
        await Do($"create deployment {name} --image=busybox:1.36 --replicas=2 -- sh -c 'while true; do echo tick; sleep 1; done'");
        await Do($"create configmap {name} --from-literal=a=1");
        await Do($"rollout status deployment/{name} --timeout=100s");
        await using (var log = workshop.ShellThatStays($"kubectl logs -f deployment/{name}"))
        {
            await log.HasWritten("tick", Limit);
        }

        await Do($"scale deployment/{name} --replicas=3");
        await Do($"set env deployment/{name} ROUND=2");
        await Do($"rollout status deployment/{name} --timeout=100s");
        await ForwardAsync();
        await Do($"delete deployment,configmap {name} --cascade=foreground --timeout=100s");
    }

    private async Task ForwardAsync()
    {
        var port = FreePort.Next();
        await using var forward = workshop.ShellThatStays($"kubectl --context workshop port-forward service/hello {port}:80");
        await forward.HasWritten("Forwarding from", Limit);
        (await workshop.Curl($"http://127.0.0.1:{port}/")).Succeeded();
    }

    private async Task Do(string arguments) => (await workshop.KubectlInLabs(arguments, Limit)).Succeeded();
}
