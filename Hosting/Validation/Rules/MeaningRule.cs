using Workshop.Hosting.Model;

namespace Workshop.Hosting.Validation.Rules;

/// <summary>Everything that the model says of a workload can be said in Kubernetes' objects.</summary>
internal sealed class MeaningRule : IModelRule
{
    public IEnumerable<ModelFinding> Check(ApplicationModel model) =>
        from workload in model.Workloads
        from unreadable in workload.Unreadable
        select new ModelFinding(workload.Name, unreadable);
}
