using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What Kubernetes stores in a pod's spec, or in that of a pod template, where the user said nothing.</summary>
internal static class PodDefaults
{
    private const long FileMode = 420; // 0644

    /// <summary>For templates and pods alike.</summary>
    public static void Spec(JsonObject spec)
    {
        spec.Default("restartPolicy", "Always");
        spec.Default("dnsPolicy", "ClusterFirst");
        spec.Default("schedulerName", "default-scheduler");
        spec.Default("terminationGracePeriodSeconds", 30L);
        spec.Default("securityContext", new JsonObject());
        foreach (var container in AllContainers(spec))
        {
            ContainerDefaults.Apply(container);
            RoundUp(container.Obj("resources"));
            HostPorts(spec, container);
        }

        foreach (var volume in spec.Items("volumes"))
        {
            Volume(volume);
        }

        MirrorServiceAccount(spec);
    }

    /// <summary>For pods only: a template leaves this to the pods made of it.</summary>
    public static void Pod(JsonObject spec)
    {
        spec.Default("enableServiceLinks", true);
        foreach (var resources in AllContainers(spec).Select(container => container.Obj("resources")).OfType<JsonObject>())
        {
            RequestsFromLimits(resources);
        }
    }

    public static IEnumerable<JsonObject> AllContainers(JsonObject? spec) => spec.Items("initContainers").Concat(spec.Items("containers"));

    // A pod asks for whole thousandths.
    private static void RoundUp(JsonObject? resources)
    {
        foreach (var list in ((string[])["limits", "requests"]).Select(list => resources.Obj(list)).OfType<JsonObject>())
        {
            foreach (var (name, amount) in list.ToList())
            {
                list[name] = ResourceAmount.InThousandths(amount.Text());
            }
        }
    }

    private static void HostPorts(JsonObject spec, JsonObject container)
    {
        if (spec.Flag("hostNetwork") is not true)
        {
            return;
        }

        foreach (var port in container.Items("ports").Where(port => port.Int("hostPort") is null or 0))
        {
            port.Put("hostPort", port["containerPort"]);
        }
    }

    private static void RequestsFromLimits(JsonObject resources)
    {
        foreach (var (name, limit) in resources.Obj("limits") ?? [])
        {
            resources.Ensure("requests").Default(name, limit!.DeepClone());
        }
    }

    // The deprecated name is always written beside the new one.
    private static void MirrorServiceAccount(JsonObject spec)
    {
        var account = spec.Str("serviceAccountName") ?? spec.Str("serviceAccount");
        spec.Put("serviceAccountName", account);
        spec.Put("serviceAccount", account);
    }

    private static void Volume(JsonObject volume)
    {
        if (volume.Count == 1 && volume.ContainsKey("name"))
        {
            volume["emptyDir"] = new JsonObject();
        }

        foreach (var source in ((string[])["secret", "configMap", "downwardAPI", "projected"]).Select(type => volume.Obj(type)).OfType<JsonObject>())
        {
            source.Default("defaultMode", FileMode);
        }

        volume.Obj("hostPath")?.Default("type", "");
        DownwardItems(volume.Obj("downwardAPI"));
        foreach (var source in volume.Obj("projected").Items("sources"))
        {
            DownwardItems(source.Obj("downwardAPI"));
            source.Obj("serviceAccountToken")?.Default("expirationSeconds", 3600L);
        }
    }

    private static void DownwardItems(JsonObject? source)
    {
        foreach (var item in source.Items("items"))
        {
            item.Obj("fieldRef")?.Default("apiVersion", "v1");
            item.Obj("resourceFieldRef")?.Default("divisor", "0");
        }
    }
}
