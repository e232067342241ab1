using Workshop.ServiceDefaults.Settings;

namespace Workshop.ClusterPage.Guides;

/// <summary>Where the person works whose labs are checked here. Both or none: a page that is told neither shows guides, and checks nothing.</summary>
/// <param name="StateFolder">In which <c>./workshop</c> keeps their progress.</param>
/// <param name="Kubeconfig">With whose rights their steps are checked: theirs, not this page's.</param>
internal sealed record GuideSettings(string? StateFolder, string? Kubeconfig)
{
    public const string StateKey = "Workshop:Labs:State";
    public const string KubeconfigKey = "Workshop:Labs:Kubeconfig";

    /// <exception cref="Workshop.ServiceDefaults.ServiceException">Only one of them was given.</exception>
    public static GuideSettings From(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var (state, kubeconfig) = (reader.Text(StateKey), reader.Text(KubeconfigKey));
        if (state is null != kubeconfig is null)
        {
            reader.Find($"{(state is null ? StateKey : KubeconfigKey)} is missing: checks need a folder for the progress and a kubeconfig. Give both {StateKey} and {KubeconfigKey}, or none.");
        }

        reader.ThrowIfWrong();
        return new GuideSettings(state, kubeconfig);
    }
}
