using System.Collections.Concurrent;
using System.Diagnostics;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Telemetry.Rollouts;

/// <summary>Remembers for a moment which request is about to change a Deployment, so that the trace of a rollout begins with it.</summary>
internal sealed class WriteNotes(ClusterSpans spans, TimeProvider time)
{
    // A request that failed leaves its note behind: it is not to be taken for the cause of a later change.
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<ObjectKey, WriteNote> _notes = new();

    /// <param name="name">Of the object; a new one's is not in the URL.</param>
    public void Note(ApiRequest request, string? name, WriteOptions options)
    {
        if (ReferenceEquals(request.Kind, KindTable.Deployment) && !options.DryRun && !string.IsNullOrEmpty(name))
        {
            Note(new ObjectKey(request.Namespace, name), request.Verb, options.FieldManager, request.Http.Request.Headers.TraceParent);
        }
    }

    /// <param name="caller">The request's <c>traceparent</c>, if any.</param>
    public void Note(ObjectKey deployment, string verb, string? manager, string? caller)
    {
        if (!spans.AreWanted)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var old in _notes.Where(note => now - note.Value.At > Validity))
        {
            _notes.TryRemove(old);
        }

        _notes[deployment] = new WriteNote(now, verb, manager, ActivityContext.TryParse(caller, null, isRemote: true, out var context) ? context : null);
    }

    /// <returns>Null: nobody asked for it just now.</returns>
    public WriteNote? Take(ObjectKey deployment) =>
        _notes.TryRemove(deployment, out var note) && time.GetUtcNow() - note.At <= Validity ? note : null;
}

/// <param name="At">When the request came.</param>
/// <param name="Manager">Such as <c>kubectl-set</c>.</param>
/// <param name="Caller">The span that the request came from.</param>
internal sealed record WriteNote(DateTimeOffset At, string Verb, string? Manager, ActivityContext? Caller);
