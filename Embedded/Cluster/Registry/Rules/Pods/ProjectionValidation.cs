using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Pods;

/// <summary>What Kubernetes demands of the files that volumes show: of ConfigMaps, Secrets, the pod itself.</summary>
internal static class ProjectionValidation
{
    private const long ShortestToken = 600;
    private const string Mode = "must be a number between 0 and 0777 (octal), both inclusive";

    private static readonly string[] PodFields = ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];

    /// <summary>Of a ConfigMap or Secret.</summary>
    public static void Files(JsonObject source, string at, FieldErrors errors)
    {
        CheckMode(source, "defaultMode", at, errors);
        foreach (var (i, item) in source.Items("items").Index())
        {
            KeyToPath(item, $"{at}.items[{i}]", errors);
        }
    }

    /// <summary>Of the pod itself. Kubernetes names the source in its messages, not the file.</summary>
    public static void Downward(JsonObject source, string at, FieldErrors errors)
    {
        CheckMode(source, "defaultMode", at, errors);
        foreach (var item in source.Items("items"))
        {
            Path(item, at, errors);
            if (item.Obj("fieldRef") is { } field)
            {
                FieldReferences.Pod(field, PodFields, $"{at}.fieldRef", errors);
                if (item.Obj("resourceFieldRef") is not null)
                {
                    errors.Invalid(at, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
                }
            }
            else if (item.Obj("resourceFieldRef") is { } resource)
            {
                FieldReferences.Container(resource, isVolume: true, $"{at}.resourceFieldRef", errors);
            }
            else
            {
                errors.Required(at, "one of fieldRef and resourceFieldRef is required");
            }

            CheckMode(item, "mode", at, errors);
        }
    }

    public static void Validate(JsonObject projected, string at, FieldErrors errors)
    {
        CheckMode(projected, "defaultMode", at, errors);
        var paths = new HashSet<string>();
        foreach (var (i, source) in projected.Items("sources").Index())
        {
            var field = $"{at}.sources[{i}]";
            foreach (var type in (string[])["secret", "configMap"])
            {
                Keys(source.Obj(type), $"{field}.{type}", at, paths, errors);
            }

            if (source.Obj("downwardAPI") is { } downward)
            {
                Downward(downward, $"{field}.downwardAPI", errors);
                Unique(downward, null, at, paths, errors);
            }

            Token(source.Obj("serviceAccountToken"), field, at, errors);
            if (source.Count > 1)
            {
                errors.Forbidden(field, "may not specify more than 1 volume type per source");
            }
        }
    }

    private static void Keys(JsonObject? source, string field, string at, HashSet<string> paths, FieldErrors errors)
    {
        if (source is null)
        {
            return;
        }

        VolumeSources.Required(source, field, errors, "name");
        Files(source, field, errors);
        Unique(source, source.Str("name") ?? "", at, paths, errors);
    }

    // Two files of one path would hide each other.
    private static void Unique(JsonObject source, string? name, string at, HashSet<string> paths, FieldErrors errors)
    {
        foreach (var path in source.Items("items").Select(item => item.Str("path") ?? "").Where(path => path.Length > 0 && !paths.Add(path)))
        {
            errors.Invalid(at, name ?? path, "conflicting duplicate paths");
        }
    }

    private static void Token(JsonObject? token, string field, string at, FieldErrors errors)
    {
        if (token is null)
        {
            return;
        }

        if (token.Int("expirationSeconds") is < ShortestToken and var seconds)
        {
            errors.Invalid($"{field}.serviceAccountToken.expirationSeconds", seconds, "may not specify a duration less than 10 minutes");
        }
        else if (token.Int("expirationSeconds") is > 1L << 32 and var many)
        {
            errors.Invalid($"{field}.serviceAccountToken.expirationSeconds", many, "may not specify a duration larger than 2^32 seconds");
        }

        if (token.Str("path") is { Length: > 0 } path)
        {
            LocalPaths.NotReserved(path, $"{at}.path", errors);
        }
        else
        {
            errors.Required($"{at}.path");
        }
    }

    private static void KeyToPath(JsonObject item, string at, FieldErrors errors)
    {
        VolumeSources.Required(item, at, errors, "key");
        Path(item, at, errors);
        CheckMode(item, "mode", at, errors);
    }

    private static void Path(JsonObject item, string at, FieldErrors errors)
    {
        VolumeSources.Required(item, at, errors, "path");
        LocalPaths.NotReserved(item.Str("path") ?? "", $"{at}.path", errors);
    }

    private static void CheckMode(JsonObject from, string field, string at, FieldErrors errors)
    {
        if (from.Int(field) is { } mode and (< 0 or > 0x1FF))
        {
            errors.Invalid($"{at}.{field}", mode, Mode);
        }
    }
}
