using System.Collections.Immutable;
using k8s.Models;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Manifests;

/// <summary>The Services of a cluster and who answers for them, as last seen. Pure.</summary>
internal sealed record ServicePlaces(ImmutableDictionary<string, V1Service> Services, ImmutableDictionary<string, V1EndpointSlice> Slices)
{
    private const string ServiceLabel = "kubernetes.io/service-name";

    public static ServicePlaces Empty { get; } = new(ImmutableDictionary<string, V1Service>.Empty, ImmutableDictionary<string, V1EndpointSlice>.Empty);

    /// <summary>Where a program of this machine reaches the Service: its own address, which the embedded cluster serves on the loopback interface. On a system whose loopback
    /// interface has one address alone this is the place for a relay (Docs/platforms.md).</summary>
    /// <param name="trouble">Why there is no address.</param>
    public string? AddressOf(string ns, string name, int port, out string trouble)
    {
        trouble = "";
        if (!Services.TryGetValue(Key(ns, name), out var service))
        {
            trouble = $"there is no Service '{name}' in namespace '{ns}' yet";
        }
        else if (service.Spec.ClusterIP is null or "" or "None")
        {
            trouble = $"Service '{name}' has no address of its own (it is headless): pods alone are reached behind it";
        }
        else if (service.Spec.Ports?.Any(served => served.Port == port) != true)
        {
            trouble = $"Service '{name}' has no port {port}; it has {string.Join(", ", (service.Spec.Ports ?? []).Select(served => served.Port))}";
        }
        else
        {
            return service.Spec.ClusterIP;
        }

        return null;
    }

    /// <summary>How many addresses answer for the Service.</summary>
    public int ReadyOf(string ns, string name) => Slices.Values
        .Where(slice => slice.Metadata.NamespaceProperty == ns && slice.GetLabel(ServiceLabel) == name)
        .SelectMany(slice => slice.Endpoints ?? [])
        .Where(endpoint => endpoint.Conditions?.Ready != false)
        .SelectMany(endpoint => endpoint.Addresses)
        .Distinct()
        .Count();

    public ServicePlaces With(ObjectChange<V1Service> change) => this with { Services = With(Services, change) };

    public ServicePlaces With(ObjectChange<V1EndpointSlice> change) => this with { Slices = With(Slices, change) };

    private static ImmutableDictionary<string, T> With<T>(ImmutableDictionary<string, T> known, ObjectChange<T> change)
        where T : class, k8s.IKubernetesObject<V1ObjectMeta> => change switch
        {
            ObjectChange<T>.Listed listed => listed.Items.ToImmutableDictionary(KeyOf),
            ObjectChange<T>.Present present => known.SetItem(KeyOf(present.Item), present.Item),
            ObjectChange<T>.Gone gone => known.Remove(KeyOf(gone.Item)),
            _ => throw new InvalidOperationException($"A watch brought a {change.GetType().Name}."),
        };

    private static string KeyOf<T>(T item)
        where T : k8s.IKubernetesObject<V1ObjectMeta> => Key(item.Metadata.NamespaceProperty, item.Metadata.Name);

    private static string Key(string ns, string name) => $"{ns}/{name}";
}
