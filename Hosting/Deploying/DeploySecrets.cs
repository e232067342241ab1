using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Workshop.Hosting.Model;
using Workshop.Hosting.Publishing;
using Workshop.Hosting.Running;
using Workshop.Hosting.Translation;
using Workshop.Hosting.Validation;

namespace Workshop.Hosting.Deploying;

/// <summary>
/// Makes the Secrets that a cluster lacks: the very objects that a run makes, with values from the configuration, from the cluster, or
/// generated. What is there is never changed. Values go to kubectl's standard input, and nowhere else.
/// </summary>
internal sealed class DeploySecrets(ApplicationModel model, TranslationTarget target, IConfiguration configuration, IKubectl kubectl)
{
    /// <returns>Those that the cluster lacks. Nothing is made yet.</returns>
    /// <exception cref="DistributedApplicationException">Values are missing, or cannot stand where the model puts them (all are named); or the cluster refuses.</exception>
    public async Task<IReadOnlyList<TranslatedObject>> FindMissingAsync(CancellationToken ct)
    {
        var present = await PresentAsync(ct);
        var values = new Dictionary<string, string>(target.ParameterValues);
        var unset = new List<string>();
        foreach (var parameter in model.Parameters.Where(parameter => parameter.Secret))
        {
            if ((PublishedParameters.Configured(parameter, configuration) ?? ValueIn(present.GetValueOrDefault(parameter.Name)) ?? parameter.Default?.GetDefaultValue()) is not { } value)
            {
                unset.Add(parameter.Name);
                continue;
            }

            values[parameter.Name] = value;
        }

        if (unset.Count > 0)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, unset.Select(ParameterStore.Missing)));
        }

        SettingValues.Demand(model, values);
        return
        [
            .. ApplicationTranslator.Translate(model, target with { HasSecretValues = true, ParameterValues = values })
                .Where(item => item.Kind == "Secret" && !present.ContainsKey(item.Name)),
        ];
    }

    /// <returns>Their names.</returns>
    /// <exception cref="DistributedApplicationException">The cluster refuses.</exception>
    public async Task<IReadOnlyList<string>> MakeAsync(IReadOnlyList<TranslatedObject> missing, CancellationToken ct)
    {
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
