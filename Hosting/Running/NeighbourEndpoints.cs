using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Running;

/// <summary>
/// What Aspire's orchestrator runs (a project in a debugger, an executable, a container) as the endpoint of its Service in the cluster: gateway, names and kubectl
/// go on as if it were a pod. An EndpointSlice of ours, written when the orchestrator has said where the process listens.
/// </summary>
internal sealed class NeighbourEndpoints(ApplicationModel model, TranslationTarget target, IKubernetesApi api, TimeProvider time) : IAsyncDisposable
{
    private const string Loopback = "127.0.0.1";

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Lasts as long as the run; ends earlier only by a failure.</summary>
    public Task Working { get; private set; } = new TaskCompletionSource().Task;

    public void Begin() => Working = WriteAllAsync(_stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Working.WaitAsync(TimeSpan.Zero).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task WriteAllAsync(CancellationToken ct)
    {
        await Task.WhenAll(model.Neighbours.Select(neighbour => WriteAsync(neighbour, ct)));
        await Task.Delay(Timeout.InfiniteTimeSpan, time, ct);
    }

    private async Task WriteAsync(Workload neighbour, CancellationToken ct)
    {
        var ports = new List<Discoveryv1EndpointPort>();
        foreach (var served in new ServicePorts(model, target).Of(neighbour))
        {
            var port = await new EndpointReference((IResourceWithEndpoints)neighbour.Resource, served.Endpoint.Name).Property(EndpointProperty.Port).GetValueAsync(ct);
            ports.Add(new Discoveryv1EndpointPort { Name = served.Endpoint.Name, Port = int.Parse(port!, CultureInfo.InvariantCulture), Protocol = "TCP" });
        }

        if (ports.Count > 0)
        {
            await api.CreateAsync(target.Namespace, ApiResource.Json(SliceOf(neighbour, ports)), ct);
        }
    }

    private V1EndpointSlice SliceOf(Workload neighbour, List<Discoveryv1EndpointPort> ports) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = $"{neighbour.Name}-process",
            NamespaceProperty = target.Namespace,
            Labels = new Dictionary<string, string>(ObjectLabels.OfResource(neighbour.Name))
            {
                ["kubernetes.io/service-name"] = neighbour.Name,
                ["endpointslice.kubernetes.io/managed-by"] = ObjectLabels.Application,
            },
        },
        AddressType = "IPv4",
        Endpoints = [new V1Endpoint { Addresses = [Loopback], Conditions = new V1EndpointConditions { Ready = true } }],
        Ports = ports,
    };
}
