using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Deploying;

/// <summary>
/// Makes the Secrets that a cluster lacks: the very objects that a run makes, with values from the configuration, from the cluster, or
/// generated. What is there is never changed. Values go to kubectl's standard input, and nowhere else.
/// </summary>
internal sealed class DeploySecrets(ApplicationModel model, TranslationTarget target, IConfiguration configuration, IKubectl kubectl)
{
    /// <returns>The names of those that were made.</returns>
    /// <exception cref="DistributedApplicationException">A value is missing, or the cluster refuses.</exception>
    public async Task<IReadOnlyList<string>> MakeMissingAsync(CancellationToken ct)
    {
        var present = await PresentAsync(ct);
        var values = new Dictionary<string, string>(target.ParameterValues);
        foreach (var parameter in model.Parameters.Where(parameter => parameter.Secret))
        {
            values[parameter.Name] = configuration[$"Parameters:{parameter.Name}"]
                ?? ValueIn(present.GetValueOrDefault(parameter.Name))
                ?? parameter.Default?.GetDefaultValue()
                ?? throw new DistributedApplicationException($"Parameter '{parameter.Name}' has no value. Set Parameters__{parameter.Name} in the environment.");
        }

        var missing = ApplicationTranslator.Translate(model, target with { HasSecretValues = true, ParameterValues = values })
            .Where(item => item.Kind == "Secret" && !present.ContainsKey(item.Name))
            .ToList();
        var secrets = new ClusterSecrets(target.Namespace, kubectl);
        foreach (var secret in missing)
        {
            await secrets.CreateAsync(secret.Body, ct);
        }

        return [.. missing.Select(secret => secret.Name)];
    }

    private async Task<Dictionary<string, JsonNode>> PresentAsync(CancellationToken ct)
    {
        var answer = await kubectl.AskAsync(["get", "secrets", "-n", target.Namespace, "-o", "json"], null, ct);
        if (!answer.IsGood)
        {
            throw new DistributedApplicationException($"The Secrets of namespace '{target.Namespace}' cannot be listed: {answer.Error.Trim()}");
        }

        try
        {
            return JsonNode.Parse(answer.Output)!["items"]!.AsArray().ToDictionary(item => item!["metadata"]!["name"]!.GetValue<string>(), item => item!);
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException($"kubectl answered something that is no list of Secrets: {e.Message}", e);
        }
    }

    private static string? ValueIn(JsonNode? secret) =>
        secret?["data"]?[SecretTranslation.ValueKey]?.GetValue<string>() is { } encoded ? Encoding.UTF8.GetString(Convert.FromBase64String(encoded)) : null;
}
