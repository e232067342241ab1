using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Loops;

/// <summary>
/// One pass of a control loop: read the object now, compare with what is wanted, act, write its status.
/// The key says which object, never what happened. Called twice it changes nothing the second time; a vanished object is success;
/// a conflict (thrown) is a retry; it never sleeps (<see cref="ReconcileResult.After"/>) and never writes a spec that it does not own.
/// </summary>
internal interface IReconciler
{
    /// <remarks>A key is never handled by two workers at once, and reads go to the registry, not to a cache: what a pass wrote, the next pass sees.</remarks>
    Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct);
}
