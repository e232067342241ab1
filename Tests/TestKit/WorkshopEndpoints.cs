using System.Text.Json;

namespace Workshop.TestKit;

/// <summary>What <c>endpoints.json</c> says: the same that any script reads.</summary>
/// <param name="Gateway">Null where the cluster runs alone.</param>
/// <param name="Dashboard">Null without one.</param>
/// <param name="ClusterPage">Likewise.</param>
/// <param name="Otlp">Where it takes telemetry in, over gRPC.</param>
public sealed record WorkshopEndpoints(Uri? Gateway, Uri? GatewayHttps, Uri Api, Uri? Dashboard, Uri? Otlp, string Kubeconfig, Uri? ClusterPage = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <returns>Null while the file is not there, which is until everything is Ready.</returns>
    public static WorkshopEndpoints? Read(string stateFolder)
    {
        var path = Path.Combine(stateFolder, "endpoints.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<WorkshopEndpoints>(File.ReadAllText(path), Json) : null;
    }
}
