using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Narration;

/// <summary>Who selects whom: labels are the only groups.</summary>
internal static class SelectedBy
{
    public static IEnumerable<PodState> Pods(ServiceState service, ClusterSnapshot snapshot) =>
        snapshot.Pods.Values.Where(pod => pod.Name.Namespace == service.Name.Namespace && !pod.HasEnded && service.Selector.Matches(pod.Labels));

    public static IReadOnlyList<string> Services(PodState pod, ClusterSnapshot snapshot) =>
        [.. snapshot.Services.Values.Where(service => service.Name.Namespace == pod.Name.Namespace && service.Selector.Matches(pod.Labels)).Select(service => service.Name.Name)];
}
