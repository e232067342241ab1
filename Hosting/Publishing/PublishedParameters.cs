using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Workshop.Hosting.Model;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Publishing;

/// <summary>The values that are written down: those of parameters that are no secrets. A generated one would differ from time to time; it is none.</summary>
internal static class PublishedParameters
{
    /// <exception cref="DistributedApplicationException">Some have no value: all are named.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(ApplicationModel model, IConfiguration configuration, CancellationToken ct)
    {
        var values = new Dictionary<string, string>();
        var unset = new List<string>();
        foreach (var parameter in model.Parameters.Where(parameter => !parameter.Secret))
        {
            if (await FindAsync(parameter, configuration, ct) is { } value)
            {
                values[parameter.Name] = value;
            }
            else
            {
                unset.Add(parameter.Name);
            }
        }

        return unset.Count == 0 ? values : throw new DistributedApplicationException(string.Join(Environment.NewLine, unset.Select(ParameterStore.Missing)));
    }

    /// <summary>What was configured, under either of the names that Aspire takes: shells have no variables with dashes.</summary>
    public static string? Configured(ParameterResource parameter, IConfiguration configuration)
    {
        var key = $"Parameters:{parameter.Name}";
        return configuration[key] ?? configuration[key.Replace('-', '_')];
    }

    private static async Task<string?> FindAsync(ParameterResource parameter, IConfiguration configuration, CancellationToken ct)
    {
        if (Configured(parameter, configuration) is { } configured)
        {
            return configured;
        }

        if (parameter.Default is GenerateParameterDefault)
        {
            return null;
        }

        try
        {
            return await parameter.GetValueAsync(ct);
        }
        catch (MissingParameterValueException)
        {
            return null;
        }
    }
}
