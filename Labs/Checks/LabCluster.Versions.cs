using System.Text.Json;
using k8s.Models;
using Workshop.Labs.Load;

namespace Workshop.Labs.Checks;

/// <summary>Which versions answer now, and what the last load saw.</summary>
public sealed partial class LabCluster
{
    private const int HttpPort = 8080;

    /// <summary>What a pod says of itself at <c>/version</c>; null where it does not.</summary>
    public async Task<string?> VersionOf(V1Pod pod, CancellationToken ct)
    {
        var answer = await GetOfPod(pod.Metadata.Name, HttpPort, "/version", ct);
        return answer.IsSuccess ? VersionIn(answer.Body) : null;
    }

    /// <summary>The versions that the ready ones of these pods answer with, each asked once, in order.</summary>
    public async Task<IReadOnlyList<string>> VersionsOf(IEnumerable<V1Pod> pods, CancellationToken ct)
    {
        var answers = await Task.WhenAll(pods.Where(IsReady).Select(pod => VersionOf(pod, ct)));
        return [.. answers.OfType<string>().Order(StringComparer.Ordinal)];
    }

    /// <summary>The pods behind a Service that get requests now, by its EndpointSlices.</summary>
    public async Task<IReadOnlyList<V1Pod>> ReadyPodsBehind(string service, CancellationToken ct)
    {
        var names = (await EndpointSlices(service, ct))
            .SelectMany(slice => slice.Endpoints ?? [])
            .Where(endpoint => endpoint.Conditions?.Ready != false)
            .Select(endpoint => endpoint.TargetRef?.Name)
            .ToHashSet(StringComparer.Ordinal);
        return [.. (await Pods(string.Empty, ct)).Where(pod => names.Contains(pod.Metadata.Name))];
    }

    /// <summary>The last load, if it was at this Service as it stands now; else why not.</summary>
    public async Task<(LoadReport? Report, string Why)> LoadAt(string service, CancellationToken ct) =>
        LoadAt($"service/{service}", "Service", (await Service(service, ct))?.Metadata.CreationTimestamp);

    /// <summary>The last load, if it was at this Gateway as it stands now; else why not.</summary>
    public async Task<(LoadReport? Report, string Why)> LoadAtGateway(string gateway, CancellationToken ct) =>
        LoadAt($"gateway/{gateway}", "Gateway", (await Gateway(gateway, ct))?.CreatedAt);

    private (LoadReport? Report, string Why) LoadAt(string target, string kind, DateTimeOffset? createdAt) => (createdAt, Load) switch
    {
        (null, _) => (null, $"no {kind} '{target[(target.IndexOf('/') + 1)..]}'"),
        (_, null) => (null, "no load so far"),
        (_, { } load) when load.Target != target => (null, $"the last load at '{load.Target}'"),
        (_, { } load) when load.StartedAt < createdAt => (null, $"a load from before the {kind} was there"),
        (_, { } load) => (load, string.Empty),
    };

    // {"version":"1.0.0"}
    private static string? VersionIn(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("version", out var version) ? version.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
