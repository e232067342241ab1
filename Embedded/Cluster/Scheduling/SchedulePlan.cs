using k8s.Models;

namespace Workshop.Cluster.Scheduling;

/// <summary>Where a pod goes, or why it can go nowhere.</summary>
internal sealed record SchedulePlan(string? Node, string? Message)
{
    /// <summary>Filters the nodes, then takes the best.</summary>
    /// <param name="volumes">What the pod's claims demand of its node.</param>
    public static SchedulePlan For(V1Pod pod, Snapshot snapshot, VolumeNeeds volumes)
    {
        if (snapshot.Nodes.Count == 0)
        {
            return new SchedulePlan(null, "no nodes available to schedule pods");
        }

        if (volumes.Missing is not null)
        {
            return new SchedulePlan(null, UnschedulableMessage.For(pod, snapshot.Nodes.Count, volumes.Missing));
        }

        var requests = PodRequests.Of(pod);
        var refusals = snapshot.Nodes.ToDictionary(load => load, load => NodeFilters.Refusals(pod, requests, load, snapshot, volumes));
        var fitting = snapshot.Nodes.Where(load => refusals[load].Count == 0).ToList();
        return fitting.Count > 0
            ? new SchedulePlan(NodeScores.Best(pod, requests, fitting, snapshot).Name, null)
            : new SchedulePlan(null, UnschedulableMessage.For(pod, [.. refusals.Values]));
    }
}
