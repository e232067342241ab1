using Workshop.Hosting.Model;

namespace Workshop.Hosting.Validation.Rules;

internal sealed class ReplicasRule : IModelRule
{
    public IEnumerable<ModelFinding> Check(ApplicationModel model) =>
        from workload in model.Workloads
        where workload.Replicas < 0
        select new ModelFinding(workload.Name, $"it has {workload.Replicas} replicas. Use 0 or more.");
}
