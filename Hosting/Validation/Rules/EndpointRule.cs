using System.Text.RegularExpressions;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Validation.Rules;

/// <summary>Endpoints of one resource have names that Kubernetes takes as port names, and ports that do not clash.</summary>
internal sealed partial class EndpointRule : IModelRule
{
    private const int MaxPort = 65535;

    public IEnumerable<ModelFinding> Check(ApplicationModel model) => model.Workloads.SelectMany(Check);

    private static IEnumerable<ModelFinding> Check(Workload workload)
    {
        foreach (var endpoint in workload.Endpoints)
        {
            if (!PortName().IsMatch(endpoint.Name))
            {
                yield return new(workload.Name, $"endpoint '{endpoint.Name}' has a name that Kubernetes does not take for a port. Use at most 15 lower-case letters, digits and '-', at least one letter.");
            }

            if (endpoint.ListeningPort is < 1 or > MaxPort)
            {
                yield return new(workload.Name, $"endpoint '{endpoint.Name}' listens on port {endpoint.ListeningPort}. Give it a targetPort between 1 and {MaxPort}.");
            }

            if (endpoint.Port is < 1 or > MaxPort)
            {
                yield return new(workload.Name, $"endpoint '{endpoint.Name}' has port {endpoint.Port}. Give it a port between 1 and {MaxPort}.");
            }
        }

        foreach (var same in workload.Endpoints.GroupBy(endpoint => endpoint.Name).Where(group => group.Count() > 1))
        {
            yield return new(workload.Name, $"endpoint '{same.Key}' is there {same.Count()} times. Give each endpoint a name of its own.");
        }

        foreach (var clash in workload.Endpoints.GroupBy(endpoint => endpoint.ListeningPort).Where(group => group.DistinctBy(endpoint => endpoint.Name).Count() > 1))
        {
            yield return new(workload.Name, $"port {clash.Key} is used by the endpoints {string.Join(" and ", clash.Select(endpoint => $"'{endpoint.Name}'"))}. Give one of them another targetPort.");
        }
    }

    [GeneratedRegex("^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex PortName();
}
