using System.Text.Json;
using k8s;

namespace Workshop.Labs.Checks;

/// <summary>Gateways of the Gateway API, whoever stands behind them: the workshop's own program here, Google's on GKE.</summary>
public sealed partial class LabCluster
{
    private const string GatewayGroup = "gateway.networking.k8s.io";

    /// <returns>Null: there is none of that name.</returns>
    public async Task<LabGateway?> Gateway(string name, CancellationToken ct)
    {
        var found = await OrNull<object>(() => Api.CustomObjects.GetNamespacedCustomObjectAsync(GatewayGroup, "v1", Namespace, "gateways", name, ct));
        return found is JsonElement gateway ? new LabGateway(gateway.GetProperty("metadata").GetProperty("creationTimestamp").GetDateTimeOffset(), AddressOf(gateway)) : null;
    }

    // status.addresses[0].value and spec.listeners[0].port
    private static Uri? AddressOf(JsonElement gateway) =>
        gateway.TryGetProperty("status", out var status) && status.TryGetProperty("addresses", out var addresses) && addresses.GetArrayLength() > 0
        && addresses[0].GetProperty("value").GetString() is { Length: > 0 } host && gateway.GetProperty("spec").GetProperty("listeners") is var listeners && listeners.GetArrayLength() > 0
            ? new UriBuilder(Uri.UriSchemeHttp, host, listeners[0].GetProperty("port").GetInt32()).Uri
            : null;
}

/// <param name="Address">Of its first listener, by HTTP; null: nobody has given it one yet.</param>
public sealed record LabGateway(DateTimeOffset CreatedAt, Uri? Address);
