using Workshop.Endpoints.Keys;
using Workshop.Endpoints.Replicas;
using Workshop.ServiceDefaults.Health;
using Workshop.ServiceDefaults.Life;

namespace Workshop.Endpoints.Revocations;

/// <summary>Reads the feed of each pod of auth. What one of them once said stays known, whoever goes away.</summary>
/// <param name="keys">Null where a shared secret checks tokens.</param>
internal sealed class RevocationFollower(Uri feed, RevocationSet revocations, PublishedKeys? keys, Dependencies dependencies, TimeProvider time) : IRevocationSource, IDisposable
{
    public const string Dependency = "auth";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan HeadLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Silence = 3 * RevocationFeedEndpoint.Heartbeat;

    // A rollout of auth, or one reconnection, is no outage.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly Dictionary<AuthReplica, bool> _isDegraded = [];
    private ITimer? _missing;
    private bool _wasFollowed;

    public async ValueTask<bool> IsKnownAsync(CancellationToken ct)
    {
        if (!_heard.Task.IsCompleted)
        {
            await _heard.Task.WaitAsync(Patience, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return _heard.Task.IsCompleted;
    }

    /// <summary>For as long as the pod is one of auth's.</summary>
    public async Task FollowAsync(AuthReplica replica, CancellationToken ct)
    {
        var backoff = new Backoff(FirstPause, LongestPause, time);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(replica, backoff.Reset, ct);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or FormatException or OperationCanceledException)
            {
                // It went, hung or talks nonsense: ask again in a moment. That nobody is left is said once, by the judgement.
            }
            finally
            {
                Judge(replica, isDegraded: null);
            }

            await backoff.WaitAsync(changed: null, ct);
        }
    }

    /// <summary>Without this, a pod that never was would never be missed.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _missing ??= time.CreateTimer(_ => Miss(), null, Grace, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _missing?.Dispose();

    private async Task ReadAsync(AuthReplica replica, Action onLine, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var patience = time.CreateTimer(_ => limit.Cancel(), null, HeadLimit, Timeout.InfiniteTimeSpan);
        using var answer = await replica.GetAsync(feed, limit.Token);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(limit.Token));
        var isDegraded = false;
        while (true)
        {
            patience.Change(Silence, Timeout.InfiniteTimeSpan);
            if (await lines.ReadLineAsync(limit.Token) is not { } text)
            {
                return;
            }

            onLine();
            var line = FeedLine.Parse(text);
            revocations.Add(line.Revoked);
            if (line.Withdrawn is { } withdrawn)
            {
                // Before the keys are fetched again: replicas that do not know of it yet still publish them.
                keys?.Withdraw(withdrawn);
            }

            if (line.Keys is { } version)
            {
                keys?.Changed(version);
            }

            isDegraded = line.IsDegraded ?? isDegraded;
            if (line.IsComplete || line.IsDegraded is not null)
            {
                _heard.TrySetResult();
                Judge(replica, isDegraded);
            }
        }
    }

    private void Miss()
    {
        lock (_lock)
        {
            // Somebody may have come while this waited for the lock.
            if (!_wasFollowed)
            {
                dependencies.Lost(Dependency, "cannot be followed: what it revokes meanwhile is not known here; tokens are checked with its last known keys");
            }
        }
    }

    // All of it under the lock: two judgements that overtake one another would leave the wrong one standing, perhaps for hours.
    private void Judge(AuthReplica replica, bool? isDegraded)
    {
        lock (_lock)
        {
            if (isDegraded is { } known)
            {
                _isDegraded[replica] = known;
            }
            else
            {
                _isDegraded.Remove(replica);
            }

            var isFollowed = _isDegraded.Count > 0;
            if (isFollowed != _wasFollowed)
            {
                // Only then: each vain attempt would put it off.
                _missing?.Change(isFollowed ? Timeout.InfiniteTimeSpan : Grace, Timeout.InfiniteTimeSpan);
                _wasFollowed = isFollowed;
            }

            if (_isDegraded.ContainsValue(true))
            {
                dependencies.Lost(Dependency, "is degraded itself; its /healthz/details says why");
            }
            else if (isFollowed)
            {
                dependencies.Found(Dependency);
            }
        }
    }
}
