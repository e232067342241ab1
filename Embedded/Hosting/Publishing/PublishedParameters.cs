using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Publishing;

/// <summary>The values that are written down: those of parameters that are no secrets. A generated one would differ from time to time; it is none.</summary>
internal static class PublishedParameters
{
    /// <exception cref="DistributedApplicationException">One has no value.</exception>
    public static IReadOnlyDictionary<string, string> Of(ApplicationModel model, IConfiguration configuration)
    {
        var open = model.Parameters.Where(parameter => !parameter.Secret).ToList();
        var unset = open.Where(parameter => configuration[KeyOf(parameter)] is null).Select(parameter => parameter.Name).ToList();
        return unset.Count == 0
            ? open.ToDictionary(parameter => parameter.Name, parameter => configuration[KeyOf(parameter)]!)
            : throw new DistributedApplicationException(string.Join(Environment.NewLine, unset.Select(name =>
                $"Parameter '{name}' has no value. Set Parameters__{name} in the environment, or pass --Parameters:{name}=VALUE.")));
    }

    private static string KeyOf(ParameterResource parameter) => $"Parameters:{parameter.Name}";
}
