using Workshop.Labs.Desk;

namespace Workshop.ClusterPage.Guides;

/// <summary>The one desk of the person whose cluster this is; made when somebody opens a lab, so that a page that nobody asks for labs loads nothing of them.</summary>
internal sealed class DeskHolder(GuideShelf shelf, GuideSettings settings, TimeProvider time)
{
    private readonly Lazy<LabDesk?> _desk = new(() => shelf.Files is { } files && settings is { StateFolder: { } state, Kubeconfig: { } kubeconfig }
        ? new LabDesk(files, new DeskPlace(state, kubeconfig), time)
        : null);

    private int _isDoing;

    /// <value>Null: checks are made elsewhere.</value>
    public LabDesk? Desk => _desk.Value;

    /// <summary>Whatever types for the learner or takes away has the desk alone; two at once would undo each other.</summary>
    /// <returns>False: somebody else's is under way.</returns>
    public bool TryBegin() => Interlocked.Exchange(ref _isDoing, 1) == 0;

    public void End() => Volatile.Write(ref _isDoing, 0);
}
