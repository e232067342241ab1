using System.Text.RegularExpressions;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Validation.Rules;

/// <summary>A variable has a name that shells and Kubernetes take.</summary>
internal sealed partial class EnvironmentRule : IModelRule
{
    public IEnumerable<ModelFinding> Check(ApplicationModel model) => model.Workloads.SelectMany(Check);

    private static IEnumerable<ModelFinding> Check(Workload workload)
    {
        foreach (var variable in workload.Environment.Where(variable => !VariableName().IsMatch(variable.Name)))
        {
            yield return new(workload.Name, $"environment variable '{variable.Name}' has a name that Kubernetes does not take. Use letters, digits, '_', '-' and '.', no digit first.");
        }
    }

    [GeneratedRegex("^[-._a-zA-Z][-._a-zA-Z0-9]*$")]
    private static partial Regex VariableName();
}
