using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Workshop.Cluster.Registry.Rules.Pods;

/// <summary>What Kubernetes demands of the security contexts of pods and containers, apart from the levels of Pod Security.</summary>
internal static partial class PodSecurityValidation
{
    private const string Sysctl = "([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?";

    public static void OfPod(JsonObject spec, string at, FieldErrors errors)
    {
        if (spec.Obj("securityContext") is not { } context)
        {
            return;
        }

        Id(context, "fsGroup", at, errors);
        Id(context, "runAsUser", at, errors);
        Id(context, "runAsGroup", at, errors);
        foreach (var (i, group) in (context.Arr("supplementalGroups") ?? []).Index())
        {
            var id = long.Parse(group.Text(), System.Globalization.CultureInfo.InvariantCulture);
            errors.Invalid($"{at}.supplementalGroups[{i}]", id, Syntax.Id(id));
        }

        if (spec.Flag("shareProcessNamespace") is true && spec.Flag("hostPID") is true)
        {
            errors.Invalid($"{at}.shareProcessNamespace", true, "ShareProcessNamespace and HostPID cannot both be enabled");
        }

        Sysctls(context, at, errors);
        errors.OneOf(context, "fsGroupChangePolicy", at, ["Always", "OnRootMismatch"]);
        SecurityProfiles.Seccomp(context.Obj("seccompProfile"), $"{at}.seccompProfile", errors);
        SecurityProfiles.AppArmor(context.Obj("appArmorProfile"), $"{at}.appArmorProfile", errors);
        errors.OneOf(context, "supplementalGroupsPolicy", at, ["Merge", "Strict"]);
    }

    /// <param name="hostUsers">Whether the pod has the users of its node, as it has unless it says otherwise.</param>
    public static void OfContainer(JsonObject? context, string at, bool hostUsers, FieldErrors errors)
    {
        if (context is null)
        {
            return;
        }

        Id(context, "runAsUser", at, errors);
        Id(context, "runAsGroup", at, errors);
        errors.OneOf(context, "procMount", at, ["Default", "Unmasked"]);
        if (hostUsers && context.Str("procMount") == "Unmasked")
        {
            errors.Invalid($"{at}.procMount", "Unmasked", "`hostUsers` must be false to use `Unmasked`");
        }

        SecurityProfiles.Seccomp(context.Obj("seccompProfile"), $"{at}.seccompProfile", errors);
        Escalation(context, at, errors);
        SecurityProfiles.AppArmor(context.Obj("appArmorProfile"), $"{at}.appArmorProfile", errors);
    }

    private static void Escalation(JsonObject context, string at, FieldErrors errors)
    {
        if (context.Flag("allowPrivilegeEscalation") is not false)
        {
            return;
        }

        if (context.Flag("privileged") is true)
        {
            errors.Invalid(at, new GoExpression(Words(context)), "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }

        if (context.Obj("capabilities").Strings("add").Contains("CAP_SYS_ADMIN"))
        {
            errors.Invalid(at, new GoExpression(Words(context)), "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
        }
    }

    private static void Sysctls(JsonObject context, string at, FieldErrors errors)
    {
        var names = new HashSet<string>();
        foreach (var (i, sysctl) in context.Items("sysctls").Index())
        {
            var (name, field) = (sysctl.Str("name") ?? "", $"{at}.sysctls[{i}].name");
            if (name.Length == 0)
            {
                errors.Required(field);
            }
            else if (name.Length > 253 || !SysctlName().IsMatch(name))
            {
                errors.Invalid(field, name, $"must have at most 253 characters and match regex ^{Sysctl}$");
            }
            else if (!names.Add(name))
            {
                errors.Duplicate(field, name);
            }
        }
    }

    private static void Id(JsonObject context, string field, string at, FieldErrors errors)
    {
        if (context.Int(field) is { } id)
        {
            errors.Invalid($"{at}.{field}", id, Syntax.Id(id));
        }
    }

    // Kubernetes shows its whole struct here, and of what stands behind a pointer the address.
    private static string Words(JsonObject context)
    {
        (string Name, string Type)[] fields =
        [
            ("Capabilities", "core.Capabilities"), ("Privileged", "bool"), ("SELinuxOptions", "core.SELinuxOptions"), ("WindowsOptions", "core.WindowsSecurityContextOptions"),
            ("RunAsUser", "int64"), ("RunAsGroup", "int64"), ("RunAsNonRoot", "bool"), ("ReadOnlyRootFilesystem", "bool"), ("AllowPrivilegeEscalation", "bool"),
            ("ProcMount", "core.ProcMountType"), ("SeccompProfile", "core.SeccompProfile"), ("AppArmorProfile", "core.AppArmorProfile"),
        ];
        var set = context.Where(pair => pair.Value is not null).Select(pair => pair.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return $"core.SecurityContext{{{string.Join(", ", fields.Select(field => $"{field.Name}:(*{field.Type}){(set.Contains(field.Name) ? "(0xc000000000)" : "(nil)")}"))}}}";
    }

    [GeneratedRegex("^" + Sysctl + @"\z")]
    private static partial Regex SysctlName();
}
