using Workshop.ClusterPage.Cluster.Drawing;
using Workshop.ClusterPage.Shell.Parts;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Narration;

internal static class ServiceStories
{
    /// <summary>What somebody asked of Services.</summary>
    public static IEnumerable<Story> Tell(ClusterSnapshot before, ClusterSnapshot after)
    {
        foreach (var (old, now) in SnapshotDiff.Of(before.Services, after.Services))
        {
            var text = (old, now) switch
            {
                (null, { Selector.IsEmpty: true } made) => $"Service {made.Name.Name} was made without a selector: somebody else says where its traffic goes.",
                (null, { } made) => $"Service {made.Name.Name} was made and selects {made.Selector}: {Selected(made, after)}.",
                ({ } gone, null) => $"Service {gone.Name.Name} was deleted: its name leads nowhere now, and its pods run on.",
                var (was, isNow) when was!.Selector.ToString() != isNow!.Selector.ToString() =>
                    $"Service {isNow.Name.Name} selects {Selector(isNow)} in place of {Selector(was)}: {Selected(isNow, after)}.",
                _ => null,
            };
            if (text is not null)
            {
                yield return Story(after, now ?? old!, now is null || Matching(now, after) == 0 ? StateKind.Warning : StateKind.Busy, text);
            }
        }
    }

    /// <summary>Services that lost their last ready pod, or got their first.</summary>
    public static IEnumerable<Story> Emptied(ClusterSnapshot before, ClusterSnapshot after)
    {
        if (ReferenceEquals(before.EndpointSlices, after.EndpointSlices))
        {
            yield break;
        }

        var (had, has) = (ReadyByService(before), ReadyByService(after));
        foreach (var service in after.Services.Values.Where(service => !service.Selector.IsEmpty && before.Services.ContainsKey(service.Name)))
        {
            var (old, now) = (had.GetValueOrDefault(service.Name), has.GetValueOrDefault(service.Name));
            if (old > 0 && now == 0)
            {
                yield return Story(after, service, StateKind.Bad, $"Service {service.Name.Name} has no ready pod left: requests to it fail.");
            }
            else if (old == 0 && now > 0)
            {
                yield return Story(after, service, StateKind.Good, $"Service {service.Name.Name} has {(now == 1 ? "a ready pod" : Words.Count(now, "ready pod"))} now: requests to it are answered.");
            }
        }
    }

    private static Dictionary<ObjectName, int> ReadyByService(ClusterSnapshot snapshot) => snapshot.EndpointSlices.Values
        .GroupBy(slice => new ObjectName(slice.Name.Namespace, slice.ServiceName))
        .ToDictionary(slices => slices.Key, slices => slices.Sum(slice => slice.Endpoints.Count(endpoint => endpoint.IsReady)));

    private static int Matching(ServiceState service, ClusterSnapshot snapshot) => SelectedBy.Pods(service, snapshot).Count();

    private static string Selected(ServiceState service, ClusterSnapshot after) => Matching(service, after) switch
    {
        0 => "no pod has these labels, so it sends its traffic to nobody",
        1 => "one pod has these labels and gets its traffic when it is ready",
        var count => $"{Words.Count(count, "pod")} have these labels and get its traffic when they are ready",
    };

    private static string Selector(ServiceState service) => service.Selector.IsEmpty ? "nothing" : service.Selector.ToString();

    private static Story Story(ClusterSnapshot after, ServiceState service, StateKind tone, string text) =>
        new(after.At, tone, text, service.Name.Namespace, LightKeys.Service(service.Name), null);
}
