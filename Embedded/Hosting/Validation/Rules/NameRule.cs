using System.Text.RegularExpressions;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Validation.Rules;

/// <summary>A resource's name becomes the name of Kubernetes objects and a host name: one label of DNS, used once.</summary>
internal sealed partial class NameRule : IModelRule
{
    private const int MaxLength = 63;

    public IEnumerable<ModelFinding> Check(ApplicationModel model)
    {
        foreach (var resource in model.Resources)
        {
            if (resource.Name.Length > MaxLength || !DnsLabel().IsMatch(resource.Name))
            {
                yield return new(resource.Name, $"its name is no DNS label. Use at most {MaxLength} lower-case letters, digits and '-', a letter first and no '-' last.");
            }
        }

        foreach (var same in model.Resources.GroupBy(resource => resource.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return new(same.Key, $"{same.Count()} resources have this name. Give each a name of its own.");
        }
    }

    [GeneratedRegex("^[a-z]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex DnsLabel();
}
