using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Validation.Rules;

/// <summary>A resource's name becomes the name of Kubernetes objects and a host name: one label of DNS.</summary>
internal sealed partial class NameRule : IModelRule
{
    private const int MaxLength = 63;

    public IEnumerable<ModelFinding> Check(ApplicationModel model)
    {
        foreach (var resource in Named(model))
        {
            if (resource.Name.Length > MaxLength || !DnsLabel().IsMatch(resource.Name))
            {
                yield return new(resource.Name, $"its name is no DNS label. Use at most {MaxLength} lower-case letters, digits and '-', a letter first and no '-' last.");
            }
        }
    }

    // What stays Aspire's alone may be called as Aspire allows. That a name is given once, Aspire sees to.
    private static IEnumerable<IResource> Named(ApplicationModel model) => model.Workloads.Concat(model.Neighbours).Select(workload => workload.Resource).Concat(model.Parameters);

    [GeneratedRegex("^[a-z]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex DnsLabel();
}
