using System.Text.Encodings.Web;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Workshop.Hosting.Running;

/// <summary>The parameters' values: configured, kept from an earlier run, or generated and kept.</summary>
internal sealed class ParameterStore(string stateFolder, IConfiguration configuration)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string FilePath => Path.Combine(stateFolder, "parameters.json");

    /// <exception cref="DistributedApplicationException">A parameter has no value, or the file is damaged.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ResolveAsync(IEnumerable<ParameterResource> parameters, CancellationToken ct)
    {
        var kept = await ReadAsync(ct);
        var before = kept.Count;
        var values = new Dictionary<string, string>();
        foreach (var parameter in parameters)
        {
            values[parameter.Name] = configuration[$"Parameters:{parameter.Name}"] ?? KeptOrGenerated(parameter, kept);
        }

        if (kept.Count != before)
        {
            await AtomicFile.WriteAsync(FilePath, JsonSerializer.Serialize(kept, Indented) + "\n", isPrivate: true, ct);
        }

        return values;
    }

    private static string KeptOrGenerated(ParameterResource parameter, SortedDictionary<string, string> kept)
    {
        if (parameter.IsPersisted && kept.TryGetValue(parameter.Name, out var value))
        {
            return value;
        }

        value = parameter.Default?.GetDefaultValue()
            ?? throw new DistributedApplicationException($"Parameter '{parameter.Name}' has no value. Set Parameters__{parameter.Name} in the environment, or pass --Parameters:{parameter.Name}=VALUE.");
        if (parameter.IsPersisted)
        {
            kept[parameter.Name] = value;
        }

        return value;
    }

    private async Task<SortedDictionary<string, string>> ReadAsync(CancellationToken ct)
    {
        if (!File.Exists(FilePath))
        {
            return new(StringComparer.Ordinal);
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
