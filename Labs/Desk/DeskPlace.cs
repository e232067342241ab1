using Workshop.Labs.Access;

namespace Workshop.Labs.Desk;

/// <summary>Where a learner works: the folder of what they have done, and the cluster on which they do it.</summary>
/// <param name="StateFolder">Their progress lies in it: the command line's own folder, so that both see the same.</param>
/// <param name="Kubeconfig">The file; null: chosen as the command line does.</param>
/// <param name="Context">Of the kubeconfig; null: <c>labs</c> where there is one, else the current one.</param>
/// <param name="Namespace">Where the labs' objects are; null: the context's.</param>
public sealed record DeskPlace(string StateFolder, string? Kubeconfig = null, string? Context = null, string? Namespace = null)
{
    /// <summary>Reads the kubeconfig; connects to nothing yet.</summary>
    /// <exception cref="LabException">There is no such file or context.</exception>
    public ClusterAccess Access()
    {
        var chosen = ClusterAccess.Choose(Kubeconfig, Context, StateFolder);
        return Namespace is null ? chosen : chosen with { Namespace = Namespace };
    }
}
