using System.Net;

namespace Workshop.Hosting.Kube;

/// <summary>A request that the API refused, with the message of its Status.</summary>
internal sealed class KubernetesApiException(HttpStatusCode code, string reason, string message) : Exception(message)
{
    public HttpStatusCode Code { get; } = code;

    /// <summary>Kubernetes' word: NotFound, AlreadyExists, Conflict …</summary>
    public string Reason { get; } = reason;
}
