using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Validation.Rules;

/// <summary>Every wait can end: no resource waits for itself, be it through others, or for one that never has a pod.</summary>
internal sealed class WaitRule : IModelRule
{
    public IEnumerable<ModelFinding> Check(ApplicationModel model) =>
        Unreachable(model).Concat(Cycles(model));

    private static IEnumerable<ModelFinding> Unreachable(ApplicationModel model) =>
        from workload in model.Workloads
        from wait in workload.Waits
        let dependency = model.Workloads.FirstOrDefault(candidate => candidate.Resource == wait.Dependency)
        where dependency is { Replicas: 0 }
        select new ModelFinding(workload.Name, $"it waits for '{dependency.Name}', which has 0 replicas and never becomes Ready.");

    private static IEnumerable<ModelFinding> Cycles(ApplicationModel model)
    {
        var done = new HashSet<IResource>();
        foreach (var workload in model.Workloads)
        {
            if (FindCycle(model, workload.Resource, [], done) is { } path)
            {
                yield return new(path[0].Name, $"it waits for itself: {string.Join(" → ", path.Append(path[0]).Select(resource => $"'{resource.Name}'"))}. Take one of these waits away.");
            }
        }
    }

    /// <returns>The resources of a cycle, each waiting for the next, or null. What was walked is not walked again, so each cycle is found once.</returns>
    private static List<IResource>? FindCycle(ApplicationModel model, IResource resource, List<IResource> path, HashSet<IResource> done)
    {
        var begin = path.IndexOf(resource);
        if (begin >= 0)
        {
            return path[begin..];
        }

        if (!done.Add(resource))
        {
            return null;
        }

        path.Add(resource);
        var waits = model.Workloads.FirstOrDefault(workload => workload.Resource == resource)?.Waits ?? [];
        foreach (var wait in waits)
        {
            if (FindCycle(model, wait.Dependency, path, done) is { } cycle)
            {
                return cycle;
            }
        }

        path.RemoveAt(path.Count - 1);
        return null;
    }
}
