using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;
using Workshop.Hosting.Translation.Policy;

namespace Workshop.Hosting.Deploying;

/// <summary>
/// The first user of a deployed application: made where the cluster has none, with a generated password that is shown once and kept nowhere. The cluster gets
/// its bcrypt hash, by kubectl's input.
/// </summary>
internal sealed class FirstUser(Workload service, TranslationTarget target, IKubectl kubectl)
{
    private const string Name = "workshop";
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    // About 140 bits.
    private const int PasswordLength = 24;

    // The least that auth takes.
    private const int BCryptCost = 10;

    private readonly ClusterSecrets _secrets = new(target.Namespace, kubectl);
    private string? _password;

    public string SecretName => TokenUsers.SecretOf(service);

    /// <returns>The one of the service that lets users in; null where the model has none.</returns>
    public static FirstUser? Of(ApplicationModel model, TranslationTarget target, IKubectl kubectl) =>
        model.Workloads.FirstOrDefault(TokenUsers.Has) is { } service ? new FirstUser(service, target, kubectl) : null;

    /// <returns>Whether it was made now.</returns>
    /// <exception cref="DistributedApplicationException">The cluster refuses.</exception>
    public async Task<bool> MakeMissingAsync(CancellationToken ct)
    {
        if (await _secrets.FindAsync(SecretName, ct) is not null)
        {
            return false;
        }

        var password = RandomNumberGenerator.GetString(Alphabet, PasswordLength);
        await _secrets.CreateAsync(Secret($"{Name}:{BCrypt.Net.BCrypt.HashPassword(password, BCryptCost)}"), ct);
        _password = password;
        return true;
    }

    /// <summary>How to log in: with the password if the user was made now, else what to do when it was lost.</summary>
    public string Describe() => _password is { } password
        ? $"Log in as '{Name}' with the password '{password}': it is shown this once. 'curl -u {Name} ADDRESS/login' asks for it and answers a token."
        : $"Users are those of Secret '{SecretName}'. Password lost? 'kubectl delete secret -n {target.Namespace} {SecretName}', then deploy again: a new first user is made.";

    private JsonObject Secret(string users) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject { ["name"] = SecretName, ["namespace"] = target.Namespace, ["labels"] = new JsonObject { ["app"] = service.Name } },
        ["stringData"] = new JsonObject { [SecretTranslation.ValueKey] = users },
    };
}
