using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Primitives;
using Workshop.ServiceDefaults.Life;

namespace Workshop.Endpoints.Replicas;

/// <summary>Keeps a connection to each pod of auth, and lets whoever wants to follow them.</summary>
/// <param name="address">Where they are.</param>
/// <param name="follow">What to do with each, until its token fires.</param>
internal sealed class AuthReplicas(AuthAddress address, Func<AuthReplica, CancellationToken, Task> follow, RestartingRunner runner, TimeProvider time) : BackgroundService
{
    // Names files tell of changes, the resolver does not.
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(5);

    private readonly Dictionary<IPEndPoint, (AuthReplica Replica, CancellationTokenSource End, Task Following)> _followed = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => runner.RunAsync("auth's replicas", KeepAsync, stoppingToken);

    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var (addresses, changed) = await address.FindAsync(stoppingToken);
                await KeepOnlyAsync(addresses);
                foreach (var fresh in addresses.Where(one => !_followed.ContainsKey(one)))
                {
                    var replica = new AuthReplica(fresh);
                    var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                    _followed.Add(fresh, (replica, end, Task.Run(() => runner.RunAsync("revocation feed", token => follow(replica, token), end.Token), CancellationToken.None)));
                }

                await WaitAsync(changed, stoppingToken);
            }
        }
        finally
        {
            await KeepOnlyAsync([]);
        }
    }

    private async Task KeepOnlyAsync(IReadOnlyList<IPEndPoint> wanted)
    {
        foreach (var gone in _followed.Keys.Except(wanted).ToList())
        {
            var (replica, end, following) = _followed[gone];
            _followed.Remove(gone);
            await end.CancelAsync();
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            replica.Dispose();
            end.Dispose();
        }
    }

    private async Task WaitAsync(IChangeToken changed, CancellationToken ct)
    {
        using var look = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var waking = changed.RegisterChangeCallback(state => ((CancellationTokenSource)state!).Cancel(), look);
        await Task.Delay(LookPeriod, time, look.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
