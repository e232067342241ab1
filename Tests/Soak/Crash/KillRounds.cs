using System.Diagnostics;
using k8s;
using k8s.Models;

namespace Workshop.Soak.Tests.Crash;

/// <summary>
/// A cluster that is killed again and again, at seeded moments, with writes under way and a pod running: nothing that was acknowledged may be lost, no process of a pod
/// may outlive it, whoever watches goes on, and the next start needs nobody's help.
/// </summary>
internal sealed class KillRounds(int seed, string state)
{
    public const string Space = "default";
    private const int Writers = 4;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Random _random = new(seed);
    private readonly AcknowledgedWrites _writes = new();
    private readonly Follower _follower = new();

    public KillReport Report { get; } = new();

    public static bool IsWritten(V1ConfigMap map) => map.Data?.ContainsKey(Writer.Key) == true;

    public async Task RunAsync(int kills, CancellationToken ct)
    {
        for (var round = 1; round <= kills; round++)
        {
            var moment = KillMoment.Of(_random);
            try
            {
                await LifeAsync(moment, ct);
            }
            catch (Exception e) when (e is TimeoutException or Xunit.Sdk.XunitException)
            {
                throw new InvalidOperationException($"Kill {round} of seed {seed}, {moment}: {e.Message}", e);
            }
        }

        await LastLifeAsync(ct);
        Report.Writes = _writes.Count;
        Report.Relists = _follower.Relists;
    }

    private async Task LifeAsync(KillMoment moment, CancellationToken ct)
    {
        await using var host = CrashHost.Launch(state);
        if (moment.Start is { } start)
        {
            await Task.Delay(start, TimeProvider.System, ct);
            await KillAsync(host, ct);
            return;
        }

        await ReadyAsync(host);
        using var client = host.Client();
        await CompareAsync(client, ct);
        await PodAsync(client, ct);
        var following = _follower.RunAsync(client, ct);
        var until = _writes.Count + moment.Writes;
        var writing = Enumerable.Range(0, Writers).Select(number => new Writer(client, _writes, number, _random.Next()).RunAsync(ct)).ToList();
        await Eventually.Is(() => _writes.Count >= until || writing.Any(writer => writer.IsCompleted), $"{moment.Writes} writes are acknowledged", Limit, ct);
        await KillAsync(host, ct);
        await Task.WhenAll(writing);
        await following;
    }

    // What was learned in all lives holds in one more, and nothing of them lies about.
    private async Task LastLifeAsync(CancellationToken ct)
    {
        await using var host = CrashHost.Launch(state);
        await ReadyAsync(host);
        using var client = host.Client();
        await CompareAsync(client, ct);
        await client.CoreV1.CreateNamespacedConfigMapAsync(new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "last" }, Data = new Dictionary<string, string> { [Writer.Key] = "last" } }, Space, cancellationToken: ct);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var following = _follower.RunAsync(client, enough.Token);
        var there = await ListAsync(client, ct);
        await Eventually.Is(() => _follower.Sees(there), "who watches has seen everything", Limit, ct);
        await enough.CancelAsync();
        await following;
        await client.CoreV1.DeleteCollectionNamespacedPodAsync(Space, gracePeriodSeconds: 0, cancellationToken: ct);
        await Eventually.Is(
            async () => (await client.CoreV1.ListNamespacedPodAsync(Space, cancellationToken: ct)).Items.Count == 0 && Directory.GetFileSystemEntries(Path.Combine(state, "pods")).Length == 0,
            "no folder of a pod is left",
            Limit,
            ct);
        await host.End();
    }

    private async Task ReadyAsync(CrashHost host)
    {
        var watch = Stopwatch.StartNew();
        await host.IsReady();
        Report.LongestStart = Longer(Report.LongestStart, watch.Elapsed);
    }

    private async Task KillAsync(CrashHost host, CancellationToken ct)
    {
        await host.Kill();
        var watch = Stopwatch.StartNew();

        // Of all that names the state folder, pods have a names file.
        await Eventually.Is(() => ProcessTable.Naming($"WORKSHOP_NAMES={state}").Count == 0, "no process of a pod runs", Limit, ct);
        Report.LongestEnd = Longer(Report.LongestEnd, watch.Elapsed);
        Report.Kills++;
    }

    private async Task CompareAsync(Kubernetes client, CancellationToken ct)
    {
        var wrong = _writes.Compare(await ListAsync(client, ct));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task<Dictionary<string, string>> ListAsync(Kubernetes client, CancellationToken ct) =>
        (await client.CoreV1.ListNamespacedConfigMapAsync(Space, cancellationToken: ct)).Items.Where(IsWritten).ToDictionary(map => map.Name(), map => map.Data[Writer.Key]);

    // The first life makes it, every other one starts it again.
    private static async Task PodAsync(Kubernetes client, CancellationToken ct)
    {
        if ((await client.CoreV1.ListNamespacedPodAsync(Space, cancellationToken: ct)).Items.Count == 0)
        {
            var container = new V1Container { Name = "main", Image = "busybox", Command = ["sh", "-c", "sleep 3600 & sleep 3600"] };
            await client.CoreV1.CreateNamespacedPodAsync(
                new V1Pod { Metadata = new V1ObjectMeta { Name = "stays" }, Spec = new V1PodSpec { Containers = [container], TerminationGracePeriodSeconds = 0 } }, Space, cancellationToken: ct);
        }

        await Eventually.Is(
            async () => (await client.CoreV1.ReadNamespacedPodAsync("stays", Space, cancellationToken: ct)).Status?.ContainerStatuses is [{ State.Running: not null, Ready: true }],
            "the pod runs",
            Limit,
            ct);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
