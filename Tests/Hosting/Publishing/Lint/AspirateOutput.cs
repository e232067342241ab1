using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HandlebarsDotNet;

namespace Workshop.Hosting.Tests.Publishing.Lint;

/// <summary>What aspirate 9.1 makes of the manifest with the templates of this repository: the same data under the same names, filled in as it does.</summary>
internal static partial class AspirateOutput
{
    private static readonly string Templates = Path.Combine(PublishedFiles.Folder, "aspirate");

    /// <returns>The text of a template for a resource.</returns>
    public static string Render(string template, object data) => Handlebars.Compile(File.ReadAllText(Path.Combine(Templates, $"{template}.hbs")))(data);

    public static object DataOf(string name, JsonObject manifest, IReadOnlyDictionary<string, string> parameters)
    {
        var resources = manifest["resources"]!.AsObject();
        var resource = resources[name]!.AsObject();
        var variables = (resource["env"]?.AsObject() ?? []).ToDictionary(pair => pair.Key, pair => Fill(pair.Value!.GetValue<string>(), resources, parameters));
        var ports = (resource["bindings"]?.AsObject() ?? []).Select(binding => new { name = binding.Key, internalPort = binding.Value!["targetPort"]!.GetValue<int>(), externalPort = binding.Value["port"]?.GetValue<int>() ?? 0 }).ToArray();
        var volumes = (resource["volumes"]?.AsArray() ?? []).Select(volume => new { name = volume!["name"]!.GetValue<string>(), target = volume["target"]!.GetValue<string>() }).ToArray();
        return new
        {
            name,
            @namespace = "workshop",
            withNamespace = true,
            containerImage = resource["image"]?.GetValue<string>() ?? $"registry/{name}:1.0.0",
            imagePullPolicy = "IfNotPresent",
            serviceType = "ClusterIP",
            entrypoint = resource["entrypoint"]?.GetValue<string>(),
            args = (resource["args"]?.AsArray() ?? []).Select(argument => argument!.GetValue<string>()).ToArray(),
            hasArgs = resource["args"] is not null,
            ports,
            hasPorts = ports.Length > 0,
            volumes,
            hasVolumes = volumes.Length > 0,
            // With --disable-secrets every variable is one of these.
            env = variables,
            hasAnyEnv = variables.Count > 0,
            hasAnySecrets = false,
            hasAnyAnnotations = false,
            withPrivateRegistry = false,
            manifests = new[] { $"{(volumes.Length > 0 ? "statefulset" : "deployment")}.yaml", "service.yaml" },
        };
    }

    private static string Fill(string text, JsonObject resources, IReadOnlyDictionary<string, string> parameters) => Placeholder().Replace(text, match =>
    {
        var parts = match.Groups[1].Value.Split('.');
        return parts[1..] switch
        {
            ["value"] => parameters[parts[0]],
            ["connectionString"] => Fill(resources[parts[0]]!["connectionString"]!.GetValue<string>(), resources, parameters),
            ["bindings", _, "host"] => parts[0],
            ["bindings", var binding, "port" or "targetPort"] => $"{resources[parts[0]]!["bindings"]![binding]!["targetPort"]!.GetValue<int>()}",
            ["bindings", var binding, "url"] => $"http://{parts[0]}:{resources[parts[0]]!["bindings"]![binding]!["targetPort"]!.GetValue<int>()}",
            _ => throw new InvalidOperationException($"aspirate does not know '{match.Value}'."),
        };
    });

    [GeneratedRegex(@"\{([A-Za-z0-9.-]+)\}")]
    private static partial Regex Placeholder();
}
