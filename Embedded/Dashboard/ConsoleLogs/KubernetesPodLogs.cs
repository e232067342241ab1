using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Workshop.Dashboard.Watching;

namespace Workshop.Dashboard.ConsoleLogs;

/// <summary>Reads logs by the Kubernetes API, as <c>kubectl logs</c> does.</summary>
internal sealed class KubernetesPodLogs(IClusterAccess access) : IPodLogs
{
    public async Task<Stream> OpenAsync(LogSource source, LogRequest request, CancellationToken ct)
    {
        try
        {
            return await access.Client.CoreV1.ReadNamespacedPodLogAsync(
                source.Pod.Name, source.Pod.Namespace, source.Container, follow: request.Follow, previous: request.Previous, tailLines: request.TailLines, timestamps: true, cancellationToken: ct);
        }
        catch (HttpOperationException e)
        {
            throw new PodLogException(Sentence(e, source), e.Response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, e);
        }
        catch (ClusterAccessException e)
        {
            throw new PodLogException($"{e.Message} {e.WhatToDo}", isFinal: !e.IsConfigured, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new PodLogException($"The cluster does not answer ({e.Message}); trying again.", isFinal: false, e);
        }
    }

    private static string Sentence(HttpOperationException refusal, LogSource source) => refusal.Response.StatusCode switch
    {
        HttpStatusCode.NotFound => $"Pod '{source.Pod.Name}' is gone.",
        HttpStatusCode.Forbidden => "This dashboard may not read logs here. Allow its service account 'get' on 'pods/log'.",
        _ => StatusOf(refusal.Response.Content) ?? $"The cluster answered {(int)refusal.Response.StatusCode}.",
    };

    private static string? StatusOf(string? content)
    {
        try
        {
            return content is { Length: > 0 } ? KubernetesJson.Deserialize<V1Status>(content).Message : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return content;
        }
    }
}
