using System.Net;
using System.Text.Json;

namespace Workshop.ClusterPage.Watching;

/// <summary>Puts what went wrong with a watch into words.</summary>
internal static class WatchTrouble
{
    /// <returns>Null when it is no trouble that a watch can meet, but a mistake of ours.</returns>
    public static KindState? From(Exception trouble, WatchedKind kind) => trouble switch
    {
        ClusterAccessException { IsConfigured: false } access => new(KindPhase.NotConfigured, access.Message, access.WhatToDo),
        ClusterAccessException access => new(KindPhase.Failing, access.Message, access.WhatToDo),
        ApiRefusalException { Code: HttpStatusCode.Forbidden } => new(
            KindPhase.Forbidden,
            $"The cluster page may not read {kind}.",
            $"Give its account the verbs list and watch on {Plural(kind)}; the rest works without."),
        ApiRefusalException { Code: HttpStatusCode.NotFound } => new(KindPhase.Forbidden, $"This cluster has no {kind}.", ""),
        ApiRefusalException { Code: HttpStatusCode.Unauthorized } => new(
            KindPhase.Failing,
            "The cluster does not accept the credentials.",
            $"Give a kubeconfig of this cluster in {ClusterAccess.Setting}: 'kubectl --kubeconfig PATH get pods' must work."),
        ApiRefusalException refusal => new(KindPhase.Failing, $"The cluster answered {(int)refusal.Code}: {refusal.Message}", ""),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new(
            KindPhase.Failing,
            "The cluster's certificate is not the one that the kubeconfig expects.",
            $"Give a kubeconfig of this cluster in {ClusterAccess.Setting}."),
        HttpRequestException request => new(KindPhase.Failing, $"The cluster does not answer: {request.Message}", "Is it running? The cluster page goes on trying."),
        IOException io => new(KindPhase.Failing, $"The connection to the cluster broke: {io.Message}", "The cluster page goes on trying."),
        OperationCanceledException => new(KindPhase.Failing, "The cluster takes too long to answer.", "The cluster page goes on trying."),
        JsonException json => new(KindPhase.Failing, $"The cluster sent something that is not of its API: {json.Message}", "Is the address that of a Kubernetes API?"),
        _ => null,
    };

    private static string Plural(WatchedKind kind) => kind.ToString().ToLowerInvariant();
}
