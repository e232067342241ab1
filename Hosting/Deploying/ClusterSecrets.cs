using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;

namespace Workshop.Hosting.Deploying;

/// <summary>Single Secrets of a namespace, by the user's kubectl. Values go through its input and output, never among its arguments.</summary>
internal sealed class ClusterSecrets(string ns, IKubectl kubectl)
{
    /// <returns>Null: there is none of that name.</returns>
    /// <exception cref="DistributedApplicationException">The cluster refuses.</exception>
    public async Task<JsonNode?> FindAsync(string name, CancellationToken ct)
    {
        var answer = await kubectl.AskAsync(["get", "secret", name, "-n", ns, "--ignore-not-found", "-o", "json"], null, ct);
        if (!answer.IsGood)
        {
            throw new DistributedApplicationException($"Secret '{name}' of namespace '{ns}' cannot be read: {answer.Error.Trim()}");
        }

        try
        {
            return answer.Output.Trim() is { Length: > 0 } text ? JsonNode.Parse(text) : null;
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException($"kubectl answered something that is no Secret: {e.Message}", e);
        }
    }

    /// <exception cref="DistributedApplicationException">The cluster refuses.</exception>
    public async Task CreateAsync(JsonNode secret, CancellationToken ct)
    {
        var answer = await kubectl.AskAsync(["create", "-f", "-"], secret.ToJsonString(), ct);
        if (!answer.IsGood)
        {
            throw new DistributedApplicationException($"Secret '{secret["metadata"]!["name"]}' cannot be made: {answer.Error.Trim()}");
        }
    }
}
