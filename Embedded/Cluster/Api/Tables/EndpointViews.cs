using System.Globalization;
using k8s.Models;
using static Workshop.Cluster.Api.Tables.TableColumn;

namespace Workshop.Cluster.Api.Tables;

/// <summary>Endpoints and EndpointSlices: the first three, and how many more.</summary>
internal static class EndpointViews
{
    public static TableView Endpoints { get; } = TableView.Of<V1Endpoints>(
        [ObjectName, new("Endpoints"), Age],
        (item, now) => [item.Name(), Addresses(item), HumanText.Age(item.CreationTimestamp(), now)]);

    public static TableView EndpointSlice { get; } = TableView.Of<V1EndpointSlice>(
        [ObjectName, new("AddressType"), new("Ports"), new("Endpoints"), Age],
        (item, now) =>
        [
            item.Name(),
            item.AddressType ?? "",
            OrUnset((item.Ports ?? []).Select(port => port.Port?.ToString(CultureInfo.InvariantCulture) ?? "*")),
            OrUnset((item.Endpoints ?? []).SelectMany(endpoint => endpoint.Addresses ?? [])),
            HumanText.Age(item.CreationTimestamp(), now),
        ]);

    private static string Addresses(V1Endpoints item)
    {
        if (item.Subsets is not { Count: > 0 } subsets)
        {
            return HumanText.None;
        }

        return HumanText.FirstThree([.. subsets.SelectMany(subset => (subset.Ports is { Count: > 0 } ports
            ? ports.Select(port => string.Create(CultureInfo.InvariantCulture, $":{port.Port}"))
            : [""]).SelectMany(port => (subset.Addresses ?? []).Select(address => address.Ip + port)))]);
    }

    private static string OrUnset(IEnumerable<string> items) => HumanText.FirstThree([.. items]) is { Length: > 0 } text ? text : "<unset>";
}
