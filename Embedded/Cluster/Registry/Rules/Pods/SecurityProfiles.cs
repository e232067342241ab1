using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Pods;

/// <summary>What Kubernetes demands of the profiles that a security context names.</summary>
internal static class SecurityProfiles
{
    private const string Local = "Localhost";
    private static readonly string[] Types = [Local, "RuntimeDefault", "Unconfined"];

    public static void Seccomp(JsonObject? profile, string at, FieldErrors errors)
    {
        if (profile is null)
        {
            return;
        }

        Type(profile, at, "seccompProfile", errors);
        var path = profile.Str("localhostProfile");
        if (profile.Str("type") != Local)
        {
            if (path is not null)
            {
                var words = $"core.SeccompProfile{{Type:{GoText.Quote(profile.Str("type") ?? "")}, LocalhostProfile:(*string)(0xc000000000)}}";
                errors.Invalid($"{at}.localhostProfile", new GoExpression(words), "can only be set when seccomp type is Localhost");
            }
        }
        else if (path is null)
        {
            errors.Required($"{at}.localhostProfile", "must be set when seccomp type is Localhost");
        }
        else
        {
            LocalPaths.Descending(path, $"{at}.localhostProfile", errors);
        }
    }

    public static void AppArmor(JsonObject? profile, string at, FieldErrors errors)
    {
        if (profile is null)
        {
            return;
        }

        Type(profile, at, "appArmorProfile", errors);
        var name = profile.Str("localhostProfile");
        switch (profile.Str("type"))
        {
            case Local when string.IsNullOrEmpty(name):
                errors.Required($"{at}.localhostProfile", "must be set when AppArmor type is Localhost");
                break;
            case Local when name.Trim() != name:
                errors.Invalid($"{at}.localhostProfile", name, "must not be padded with whitespace");
                break;
            case "RuntimeDefault" or "Unconfined" when name is not null:
                errors.Invalid($"{at}.localhostProfile", name, "can only be set when AppArmor type is Localhost");
                break;
        }
    }

    private static void Type(JsonObject profile, string at, string field, FieldErrors errors)
    {
        var type = profile.Str("type") ?? "";
        if (type.Length == 0)
        {
            errors.Required($"{at}.type", $"type is required when {field} is set");
        }
        else if (!Types.Contains(type))
        {
            errors.Unsupported($"{at}.type", type, Types);
        }
    }
}
