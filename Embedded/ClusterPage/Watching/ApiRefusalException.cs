using System.Net;

namespace Workshop.ClusterPage.Watching;

/// <summary>The API answered, but not with what was asked for: its code, and its own words.</summary>
internal sealed class ApiRefusalException(HttpStatusCode code, string reason, string message) : Exception(message)
{
    public HttpStatusCode Code { get; } = code;

    /// <value>Kubernetes' word for it, such as Expired.</value>
    public string Reason { get; } = reason;

    /// <value>What was read is too old to go on from: list again.</value>
    public bool IsExpired => Code == HttpStatusCode.Gone || Reason is "Expired" or "Gone";
}
