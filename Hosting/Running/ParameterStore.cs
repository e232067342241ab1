using System.Runtime.Versioning;
using System.Text.Encodings.Web;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Workshop.Hosting.Running;

/// <summary>
/// The parameters' values: configured, kept from an earlier run, or generated and kept in the state folder (mode 0600). Aspire keeps a generated value only in
/// development and beside user secrets; here it lasts in every environment and with every way to start. Aspire is told the values by its own configuration.
/// </summary>
internal sealed class ParameterStore(string stateFolder, IConfiguration configuration)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string FilePath => Path.Combine(stateFolder, "parameters.json");

    /// <exception cref="DistributedApplicationException">Parameters have no value (all are named), or the file is damaged.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ResolveAsync(IEnumerable<ParameterResource> parameters, CancellationToken ct)
    {
        var kept = await ReadAsync(ct);
        var before = kept.Count;
        var values = new Dictionary<string, string>();
        var missing = new List<string>();
        foreach (var parameter in parameters)
        {
            if (await FindAsync(parameter, kept, ct) is { } value)
            {
                values[parameter.Name] = value;
            }
            else
            {
                missing.Add(parameter.Name);
            }
        }

        if (missing.Count > 0)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, missing.Select(Missing)));
        }

        if (kept.Count != before)
        {
            await AtomicFile.WriteAsync(FilePath, JsonSerializer.Serialize(kept, Indented) + "\n", isPrivate: true, ct);
        }

        return values;
    }

    /// <summary>The line that refuses a parameter without a value.</summary>
    public static string Missing(string name) => $"Parameter '{name}' has no value. Set Parameters__{name.Replace('-', '_')} in the environment, or pass --Parameters:{name}=VALUE.";

    private async Task<string?> FindAsync(ParameterResource parameter, SortedDictionary<string, string> kept, CancellationToken ct)
    {
        // Shells have no variables with dashes: Aspire takes underscores in their place.
        if ((configuration[KeyOf(parameter)] ?? configuration[KeyOf(parameter).Replace('-', '_')]) is { } configured)
        {
            return configured;
        }

        if (parameter.Default is not { } generator)
        {
            return await AskAsync(parameter, ct);
        }

        if (!kept.TryGetValue(parameter.Name, out var value))
        {
            value = generator.GetDefaultValue();
            // A default that is the same each time is the model's, and changes with it; what was generated is kept.
            if (value == generator.GetDefaultValue())
            {
                return value;
            }

            kept[parameter.Name] = value;
        }

        configuration[KeyOf(parameter)] = value;
        return value;
    }

    // A value that code of the AppHost's gives.
    private static async Task<string?> AskAsync(ParameterResource parameter, CancellationToken ct)
    {
        try
        {
            return await parameter.GetValueAsync(ct);
        }
        catch (MissingParameterValueException)
        {
            return null;
        }
    }

    // As ssh does with its keys: who has read the passwords may be anybody.
    [UnsupportedOSPlatform("windows")]
    private void Demand()
    {
        var mode = File.GetUnixFileMode(FilePath);
        if ((mode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0)
        {
            throw new DistributedApplicationException(
                $"'{FilePath}' may be read by others (mode {Convert.ToString((int)mode, 8)}), and is refused. Delete it: generated values are then made anew. Or 'chmod 600' it, if nobody else uses this machine.");
        }
    }

    private static string KeyOf(ParameterResource parameter) => $"Parameters:{parameter.Name}";

    private async Task<SortedDictionary<string, string>> ReadAsync(CancellationToken ct)
    {
        if (!File.Exists(FilePath))
        {
            return new(StringComparer.Ordinal);
        }

        if (!OperatingSystem.IsWindows())
        {
            Demand();
        }

        try
        {
            var json = await File.ReadAllTextAsync(FilePath, ct);
            return new(JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [], StringComparer.Ordinal);
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException($"'{FilePath}' is damaged: {e.Message} Delete it; generated values are then made anew.", e);
        }
    }
}
