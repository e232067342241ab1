using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>Gives a pod what its containers need to speak to the API as their ServiceAccount: token, authority and namespace, where Kubernetes mounts them.</summary>
internal static class AccountVolume
{
    public const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>Kubernetes' own number for tokens that it mounts by itself: they are made for a year, so that programs that read them once go on working.</summary>
    public const long TokenSeconds = 3607;

    private const string Prefix = "kube-api-access-";
    private const long FileMode = 420; // 0644

    /// <param name="account">The pod's ServiceAccount.</param>
    public static void Add(JsonObject spec, JsonObject account)
    {
        if (!(spec.Flag("automountServiceAccountToken") ?? account.Flag("automountServiceAccountToken") ?? true))
        {
            return;
        }

        var containers = PodDefaults.AllContainers(spec).Where(container => !container.Items("volumeMounts").Any(mount => mount.Str("mountPath")?.TrimEnd('/') == MountPath)).ToList();
        if (containers.Count == 0)
        {
            return;
        }

        var name = MetadataRules.GeneratedName(Prefix);
        foreach (var container in containers)
        {
            container.Default("volumeMounts", new JsonArray());
            container.Arr("volumeMounts")!.Add(new JsonObject { ["name"] = name, ["readOnly"] = true, ["mountPath"] = MountPath });
        }

        spec.Default("volumes", new JsonArray());
        spec.Arr("volumes")!.Add(new JsonObject { ["name"] = name, ["projected"] = new JsonObject { ["sources"] = Sources(), ["defaultMode"] = FileMode } });
    }

    private static JsonArray Sources() =>
    [
        new JsonObject { ["serviceAccountToken"] = new JsonObject { ["expirationSeconds"] = TokenSeconds, ["path"] = "token" } },
        new JsonObject
        {
            ["configMap"] = new JsonObject
            {
                ["name"] = "kube-root-ca.crt",
                ["items"] = new JsonArray(new JsonObject { ["key"] = "ca.crt", ["path"] = "ca.crt" }),
            },
        },
        new JsonObject
        {
            ["downwardAPI"] = new JsonObject
            {
                ["items"] = new JsonArray(new JsonObject { ["path"] = "namespace", ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = "metadata.namespace" } }),
            },
        },
    ];
}
