using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Drawing;

/// <summary>Decides how one pod is drawn.</summary>
internal static class PodPlan
{
    public static PodCell For(PodState pod, Relations relations)
    {
        var set = relations.SetOf(pod);
        var deployment = relations.DeploymentOf(pod);
        var app = deployment?.Name ?? pod.Owner?.Name ?? pod.Name.Name;
        var version = pod.Containers.Length > 0 ? pod.Containers[0].Template.Tag : "";
        var traffic = relations.TrafficOf(pod);
        var words = PodLooks.Words(pod);
        return new PodCell(
            LightKeys.Pod(pod),
            pod.Name.ToString(),
            app,
            AppColor.ClassOf(app),
            SuffixOf(pod, app),
            version,
            relations.ShadeOf(set),
            PodLooks.Of(pod),
            words,
            Lit(pod, set, deployment, relations),
            string.Join(' ', traffic.Select(service => LightKeys.Service(service.Name)).Distinct()),
            Label(pod, app, version, words, traffic));
    }

    // hello-7d9c5b8-x2x4z of Deployment hello → x2x4z
    private static string SuffixOf(PodState pod, string app) =>
        pod.Name.Name.LastIndexOf('-') is > 0 and var dash && pod.Name.Name.Length > app.Length ? pod.Name.Name[(dash + 1)..] : "";

    private static string Lit(PodState pod, ReplicaSetState? set, ObjectName? deployment, Relations relations)
    {
        var keys = new List<string> { LightKeys.Pod(pod), LightKeys.Namespace(pod.Name.Namespace) };
        if (pod.NodeName.Length > 0)
        {
            keys.Add(LightKeys.Node(pod.NodeName));
        }

        if (set is not null)
        {
            keys.Add(LightKeys.Set(set.Name));
        }

        if (deployment is { } known)
        {
            keys.Add(LightKeys.Deployment(known));
        }

        keys.AddRange(relations.Selecting(pod).Select(service => LightKeys.Service(service.Name)));
        keys.AddRange(pod.Labels.Select(label => LightKeys.Label(pod.Name.Namespace, label.Key, label.Value)));
        return string.Join(' ', keys);
    }

    // Begins with what is written on it, so that whoever speaks to the page can name what they see.
    private static string Label(PodState pod, string app, string version, string words, IReadOnlyList<ServiceState> traffic)
    {
        string[] written = [app, version, SuffixOf(pod, app), words];
        var from = traffic.Count == 0 ? "gets no traffic" : $"gets traffic from {string.Join(" and ", traffic.Select(service => service.Name.Name).Distinct())}";
        return $"{string.Join(' ', written.Where(part => part.Length > 0))}, pod {pod.Name.Name}, {from}";
    }
}
