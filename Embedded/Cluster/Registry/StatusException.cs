using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry;

/// <summary>A request that Kubernetes answers with a <c>Status</c> of failure. The API turns it into that answer; loops read <see cref="Reason"/>.</summary>
/// <param name="code">HTTP status.</param>
/// <param name="reason">Kubernetes' own word: NotFound, AlreadyExists, Conflict, Invalid, BadRequest, Forbidden, Expired …</param>
/// <param name="details">The Status' <c>details</c> (name, group, kind, causes), if any.</param>
internal sealed class StatusException(int code, string reason, string message, JsonObject? details = null) : Exception(message)
{
    public int Code { get; } = code;

    public string Reason { get; } = reason;

    public JsonObject? Details { get; } = details;

    /// <summary>Whether the message is the whole answer, and no Status: what web servers say of an unknown path.</summary>
    public bool IsPlainText { get; init; }

    /// <value>When the same request may be sent again; null: nothing is said of it.</value>
    public TimeSpan? RetryAfter { get; init; }

    public bool IsNotFound => Code == 404;

    public bool IsConflict => Code == 409 && Reason == "Conflict";
}
