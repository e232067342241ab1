#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class PolicyRuleV1
{
    public List<string> ApiGroups { get; } = [];
    public List<string> NonResourceUrLs { get; } = [];
    public List<string> ResourceNames { get; } = [];
    public List<string> Resources { get; } = [];
    public List<string> Verbs { get; } = [];
}
