namespace Workshop.Hosting.Running;

/// <summary>How many pods of a resource are Ready, of how many.</summary>
/// <param name="IsCurrent">Its loop has seen the last change, and all pods are of the last template.</param>
internal sealed record ReplicaCount(string Resource, int Ready, int Wanted, bool IsCurrent)
{
    public bool IsComplete => IsCurrent && Ready >= Wanted;

    public override string ToString() => $"{Resource} {Ready}/{Wanted}";
}
