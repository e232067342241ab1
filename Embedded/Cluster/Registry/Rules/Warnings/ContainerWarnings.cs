using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Warnings;

/// <summary>What Kubernetes says of a container that is right but hardly meant so.</summary>
internal static class ContainerWarnings
{
    public static IEnumerable<string> Of(JsonObject container, string at) => Variables(container, at).Concat(Bytes(container, at)).Concat(Ports(container, at));

    // A variable that is built from the earlier one of its name, as PATH=$(PATH):/x, is meant so.
    private static IEnumerable<string> Variables(JsonObject container, string at)
    {
        var names = new HashSet<string>();
        var i = 0;
        foreach (var variable in container.Items("env"))
        {
            var name = variable.Str("name") ?? "";
            if (!names.Add(name) && variable.Str("value")?.Contains($"$({name})", StringComparison.Ordinal) is not true)
            {
                yield return $"{at}.env[{i}]: hides previous definition of {GoText.Quote(name)}, which may be dropped when using apply";
            }

            i++;
        }
    }

    private static IEnumerable<string> Bytes(JsonObject container, string at) =>
        from name in (string[])["memory", "ephemeral-storage"]
        from list in (string[])["limits", "requests"]
        let amount = container.Obj("resources").Obj(list).Str(name)
        where amount is not null && ResourceAmount.IsFraction(amount)
        select $"{at}.resources.{list}[{name}]: fractional byte value {GoText.Quote(amount)} is invalid, must be an integer";

    private static IEnumerable<string> Ports(JsonObject container, string at)
    {
        var seen = new Dictionary<(long, string, long, string), int>();
        var i = 0;
        foreach (var port in container.Items("ports"))
        {
            var key = (port.Int("containerPort") ?? 0, port.Str("protocol") ?? "TCP", port.Int("hostPort") ?? 0, port.Str("hostIP") ?? "");
            if (!seen.TryAdd(key, i))
            {
                yield return $"{at}.ports[{i}]: duplicate port definition with {at}.ports[{seen[key]}]";
            }

            i++;
        }
    }
}
