using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Loops;

/// <summary>What a loop is made of.</summary>
/// <param name="Name">As metrics and logs name it, such as <c>deployment-controller</c>.</param>
/// <param name="Sources">Each subscribes to something and names the keys that deserve a pass.</param>
internal sealed record Loop(string Name, IReconciler Reconciler, IReadOnlyList<Func<Action<ObjectKey>, IDisposable>> Sources, int Workers);
