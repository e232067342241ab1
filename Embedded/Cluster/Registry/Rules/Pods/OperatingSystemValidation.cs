using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Pods;

/// <summary>What a pod may not say once it has named its operating system.</summary>
internal static class OperatingSystemValidation
{
    private const string NotForWindows = "cannot be set for a windows pod";
    private const string NotForLinux = "windows options cannot be set for a linux pod";

    private static readonly string[] PodFields = ["hostUsers", "hostPID", "hostIPC", "shareProcessNamespace"];

    private static readonly string[] PodContext =
        ["appArmorProfile", "seLinuxOptions", "seccompProfile", "fsGroup", "fsGroupChangePolicy", "sysctls", "runAsUser", "runAsGroup", "supplementalGroups", "supplementalGroupsPolicy"];

    private static readonly string[] ContainerContext =
    [
        "appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem", "privileged", "allowPrivilegeEscalation", "procMount", "runAsUser", "runAsGroup",
    ];

    public static void Validate(JsonObject spec, string at, FieldErrors errors)
    {
        if (spec.Obj("os") is not { } system)
        {
            return;
        }

        switch (system.Str("name") ?? "")
        {
            case "":
                errors.Required($"{at}.os.name", "cannot be empty");
                break;
            case "linux":
                Refuse(spec.Obj("securityContext"), ["windowsOptions"], $"{at}.securityContext", NotForLinux, errors);
                EachContainer(spec, at, (context, field) => Refuse(context, ["windowsOptions"], field, NotForLinux, errors));
                break;
            case "windows":
                Windows(spec, at, errors);
                break;
            default:
                errors.Unsupported($"{at}.os", system.Str("name")!, "linux", "windows");
                break;
        }
    }

    private static void Windows(JsonObject spec, string at, FieldErrors errors)
    {
        Refuse(spec.Obj("securityContext"), PodContext, $"{at}.securityContext", NotForWindows, errors);
        foreach (var field in PodFields.Where(field => spec[field] is not null && !(field.StartsWith("hostP", StringComparison.Ordinal) && spec.Flag(field) is false)))
        {
            errors.Forbidden($"{at}.{field}", NotForWindows);
        }

        EachContainer(spec, at, (context, field) => Refuse(context, ContainerContext, field, NotForWindows, errors));
    }

    private static void Refuse(JsonObject? context, string[] fields, string at, string why, FieldErrors errors)
    {
        foreach (var field in fields.Where(field => context?[field] is not null))
        {
            errors.Forbidden($"{at}.{field}", why);
        }
    }

    private static void EachContainer(JsonObject spec, string at, Action<JsonObject?, string> check)
    {
        foreach (var list in (string[])["initContainers", "containers"])
        {
            foreach (var (i, container) in spec.Items(list).Index())
            {
                check(container.Obj("securityContext"), $"{at}.{list}[{i}].securityContext");
            }
        }
    }
}
