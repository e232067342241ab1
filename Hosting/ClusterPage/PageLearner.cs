namespace Workshop.Hosting.ClusterPage;

/// <summary>The one who does the labs on a run's cluster: this machine's user. The page checks their steps with their rights, not with its own.</summary>
/// <param name="StateFolder">In which <c>./workshop</c> keeps their progress.</param>
/// <param name="Kubeconfig">The file that their kubectl uses.</param>
internal sealed record PageLearner(string StateFolder, string Kubeconfig);
