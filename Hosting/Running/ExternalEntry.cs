using System.Net.Sockets;
using Aspire.Hosting;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Running;

/// <summary>Where the application is reached from outside.</summary>
internal sealed class ExternalEntry(ApplicationModel model, TranslationTarget target)
{
    private static readonly TimeSpan ReachableLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReachablePause = TimeSpan.FromMilliseconds(20);

    /// <summary>The first of a scheme; null without one.</summary>
    public Uri? Find(string scheme) =>
        model.Workloads.SelectMany(workload => workload.Endpoints.Select(endpoint => (Key: new EndpointKey(workload.Name, endpoint.Name), Endpoint: endpoint)))
            .Where(candidate => candidate.Endpoint.IsExternal && candidate.Endpoint.Scheme == scheme)
            .Select(candidate => new UriBuilder(scheme, target.ExternalAddress, target.ExternalPorts[candidate.Key]).Uri)
            .FirstOrDefault();

    /// <summary>What the objects say is one thing; that a client gets in is another, and the one that endpoints.json promises.</summary>
    /// <exception cref="DistributedApplicationException">Nothing listens there.</exception>
    public async Task ProveAsync(TimeProvider time, CancellationToken ct)
    {
        foreach (var address in new[] { Find("http"), Find("https") }.OfType<Uri>())
        {
            var since = time.GetTimestamp();
            while (!await TakesConnectionsAsync(address, ct))
            {
                if (time.GetElapsedTime(since) > ReachableLimit)
                {
                    throw new DistributedApplicationException($"Everything is Ready, but nothing listens at {address}. 'kubectl get events -A' says why; perhaps another program took the port: start again, or with --ports auto.");
                }

                await Task.Delay(ReachablePause, time, ct);
            }
        }
    }

    private static async Task<bool> TakesConnectionsAsync(Uri address, CancellationToken ct)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
