using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Workshop.Soak.Tests.Crash;

/// <summary>A client that lists and watches over all lives of the host: from the version that it saw last, and anew where it is told that this one is gone.</summary>
internal sealed class Follower
{
    private readonly Lock _lock = new();
    private Dictionary<string, string> _seen = new(StringComparer.Ordinal);
    private string? _version;

    /// <value>How often the version that it had seen was gone.</value>
    public int Relists { get; private set; }

    public bool Sees(IReadOnlyDictionary<string, string> values)
    {
        lock (_lock)
        {
            return _seen.Count == values.Count && _seen.All(pair => values.GetValueOrDefault(pair.Key) == pair.Value);
        }
    }

    /// <summary>Ends with the host.</summary>
    public async Task RunAsync(Kubernetes client, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await FollowAsync(client, ct);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // The next life is followed from here.
        }
    }

    private async Task FollowAsync(Kubernetes client, CancellationToken ct)
    {
        _version ??= await ListAsync(client, ct);
        Exception? told = null;
        try
        {
            await foreach (var (type, map) in client.CoreV1.WatchListNamespacedConfigMapAsync(KillRounds.Space, resourceVersion: _version, onError: e => told = e, cancellationToken: ct))
            {
                Take(type, map);
            }
        }
        catch (HttpOperationException e)
        {
            told = e;
        }

        if (IsGone(told))
        {
            Relists++;
            _version = null;
            return;
        }

        // A stream that ends without a word is that of a host that was killed, or one that is to be asked for again: this says which.
        await client.Version.GetCodeAsync(ct);
    }

    private async Task<string> ListAsync(Kubernetes client, CancellationToken ct)
    {
        var list = await client.CoreV1.ListNamespacedConfigMapAsync(KillRounds.Space, cancellationToken: ct);
        lock (_lock)
        {
            _seen = list.Items.Where(KillRounds.IsWritten).ToDictionary(map => map.Name(), map => map.Data[Writer.Key]);
        }

        return list.Metadata.ResourceVersion;
    }

    private void Take(WatchEventType type, V1ConfigMap map)
    {
        lock (_lock)
        {
            _version = map.Metadata.ResourceVersion;
            if (KillRounds.IsWritten(map))
            {
                _seen.Remove(map.Name());
                if (type != WatchEventType.Deleted)
                {
                    _seen[map.Name()] = map.Data[Writer.Key];
                }
            }
        }
    }

    private static bool IsGone(Exception? e) =>
        e is HttpOperationException { Response.StatusCode: HttpStatusCode.Gone } or KubernetesException { Status.Code: (int)HttpStatusCode.Gone };
}
