using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.PodSecurity;

/// <summary>What a namespace's labels demand of its pods: <c>pod-security.kubernetes.io/enforce: restricted</c> and its like.</summary>
/// <param name="Level">privileged, baseline or restricted.</param>
/// <param name="Version">As messages name it; the rules are those of the newest one.</param>
internal sealed record SecurityLevel(string Level, string Version)
{
    public const string Prefix = "pod-security.kubernetes.io/";
    public const string Enforce = "enforce";
    public const string Warn = "warn";

    public static readonly string[] Levels = ["privileged", "baseline", "restricted"];

    public static readonly string[] Modes = [Enforce, "audit", Warn];

    public static SecurityLevel Of(JsonObject? ns, string mode)
    {
        var labels = ns.Obj("metadata").Obj("labels");
        return new SecurityLevel(labels.Str(Prefix + mode) ?? Levels[0], labels.Str($"{Prefix}{mode}-version") ?? "latest");
    }

    public override string ToString() => $"\"{Level}:{Version}\"";
}
