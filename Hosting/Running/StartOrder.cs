using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Running;

/// <summary>Who is started after whom, and stopped before whom. Pure.</summary>
internal static class StartOrder
{
    /// <summary>The workloads in levels: those of a level may end at once, after all of the level before. Who waits for others ends before them.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> StopLevels(ApplicationModel model)
    {
        var depths = new Dictionary<Workload, int>();
        return [.. model.Workloads.GroupBy(workload => Depth(workload, model, depths)).OrderBy(level => level.Key).Select(level => level.Select(workload => workload.Name).ToList())];
    }

    // Longest chain of dependents above it. The validator has refused cycles.
    private static int Depth(Workload workload, ApplicationModel model, Dictionary<Workload, int> depths)
    {
        if (!depths.TryGetValue(workload, out var depth))
        {
            depth = model.Workloads
                .Where(other => other.Waits.Any(wait => wait.Dependency == workload.Resource))
                .Select(dependent => Depth(dependent, model, depths) + 1)
                .DefaultIfEmpty(0)
                .Max();
            depths[workload] = depth;
        }

        return depth;
    }

    /// <summary>Whether everything that the workload waits for has come so far. What has no pods (a parameter) is there from the beginning.</summary>
    public static bool MayStart(Workload workload, ApplicationModel model, ApplicationSnapshot observed) =>
        workload.Waits.All(wait => !model.Workloads.Any(other => other.Resource == wait.Dependency) || wait.Type switch
        {
            WaitType.WaitUntilStarted => observed.IsStarted(wait.Dependency.Name),
            WaitType.WaitForCompletion => observed.IsCompleted(wait.Dependency.Name),
            _ => observed.IsReady(wait.Dependency.Name),
        });
}
