using System.Text;
using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Access.Tokens;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Accounts;

/// <summary>Fills Secrets of the type for ServiceAccounts' tokens with a token that lives as long as its account, and removes those whose account is gone.</summary>
internal sealed class TokenSecretReconciler(IClusterClient cluster, ServiceAccountTokens tokens) : IReconciler
{
    public const string Component = "serviceaccount-token-controller";
    public const string SecretType = "kubernetes.io/service-account-token";
    public const string AccountName = "kubernetes.io/service-account.name";
    public const string AccountUid = "kubernetes.io/service-account.uid";

    // Kubernetes' own have no end; a JWT here must have one.
    private static readonly TimeSpan Life = TimeSpan.FromDays(3650);

    public static void Listen(LoopSources sources) => sources
        .Each<V1Secret>()
        .Mapped<V1ServiceAccount>(change => sources.Cluster.List<V1Secret>(change.Key.Namespace)
            .Where(secret => IsFor(secret, change.Key.Name))
            .Select(secret => new ObjectKey(change.Key.Namespace, secret.Metadata.Name)));

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<V1Secret>(key.Namespace, key.Name) is { Type: SecretType, Metadata.DeletionTimestamp: null } secret && secret.GetAnnotation(AccountName) is { } name)
        {
            Fill(secret, cluster.Find<V1ServiceAccount>(key.Namespace, name));
        }

        return Task.FromResult(ReconcileResult.Done);
    }

    private void Fill(V1Secret secret, V1ServiceAccount? account)
    {
        var (ns, name) = (secret.Metadata.NamespaceProperty, secret.Metadata.Name);
        var uid = secret.GetAnnotation(AccountUid);
        if (account is null || (uid is not null && uid != account.Metadata.Uid))
        {
            cluster.Delete<V1Secret>(ns, name, new DeletionOptions { PreconditionUid = secret.Metadata.Uid });
            return;
        }

        var root = cluster.Find<V1ConfigMap>(ns, "kube-root-ca.crt")?.Data?.FirstOrDefault(pair => pair.Key == "ca.crt").Value;
        if (secret.Data?.ContainsKey("token") is true && secret.Data.ContainsKey("namespace") && (root is null || secret.Data.ContainsKey("ca.crt")) && uid is not null)
        {
            return;
        }

        var data = new JsonObject
        {
            ["token"] = Encode(tokens.Issue(account, [], Life).Token),
            ["namespace"] = Encode(ns),
        };
        if (root is not null)
        {
            data["ca.crt"] = Encode(root);
        }

        cluster.Patch<V1Secret>(ns, name, new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [AccountUid] = account.Metadata.Uid } },
            ["data"] = data,
        });
    }

    private static bool IsFor(V1Secret secret, string account) => secret.Type == SecretType && secret.GetAnnotation(AccountName) == account;

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
