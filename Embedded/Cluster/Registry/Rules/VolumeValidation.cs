using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What Kubernetes demands of a pod's volumes.</summary>
internal static class VolumeValidation
{
    /// <returns>The volumes' names, for the mounts.</returns>
    public static HashSet<string> Validate(JsonObject spec, string at, FieldErrors errors)
    {
        var names = new HashSet<string>();
        var i = 0;
        foreach (var volume in spec.Items("volumes"))
        {
            var field = $"{at}.volumes[{i++}]";
            Name(volume.Str("name") ?? "", field, names, errors);
            Source(volume, field, errors);
        }

        return names;
    }

    private static void Name(string name, string field, HashSet<string> names, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required($"{field}.name");
        }
        else if (Syntax.DnsLabel(name) is { } wrong)
        {
            errors.Invalid($"{field}.name", name, wrong);
        }
        else if (!names.Add(name))
        {
            errors.Duplicate($"{field}.name", name);
        }
    }

    private static void Source(JsonObject volume, string field, FieldErrors errors)
    {
        var sources = volume.Select(pair => pair.Key).Where(key => key != "name").ToList();
        foreach (var extra in sources.Skip(1))
        {
            errors.Forbidden($"{field}.{extra}", "may not specify more than 1 volume type");
        }

        if (sources.Count == 0)
        {
            errors.Required(field, "must specify a volume type");
            return;
        }

        var source = volume.Obj(sources[0]);
        var required = sources[0] switch
        {
            "secret" => "secretName",
            "configMap" => "name",
            "hostPath" => "path",
            "persistentVolumeClaim" => "claimName",
            _ => null,
        };
        if (required is not null && string.IsNullOrEmpty(source.Str(required)))
        {
            errors.Required($"{field}.{sources[0]}.{required}");
        }

        Mode(source, $"{field}.{sources[0]}", errors);
        Items(source, $"{field}.{sources[0]}", errors);
        Projections(source, $"{field}.{sources[0]}", errors);
    }

    private static void Projections(JsonObject? source, string field, FieldErrors errors)
    {
        foreach (var (projection, i) in source.Items("sources").Select((projection, i) => (projection, i)))
        {
            foreach (var (kind, inner) in projection)
            {
                Items(inner as JsonObject, $"{field}.sources[{i}].{kind}", errors);
            }

            if (projection.Obj("serviceAccountToken") is { } token)
            {
                LocalPath(token.Str("path") ?? "", $"{field}.sources[{i}].serviceAccountToken.path", errors);
            }
        }
    }

    private static void Mode(JsonObject? source, string field, FieldErrors errors)
    {
        if (source.Int("defaultMode") is { } mode and (< 0 or > 0x1FF))
        {
            errors.Invalid($"{field}.defaultMode", mode, "must be a number between 0 and 0777 (octal), both inclusive");
        }
    }

    private static void Items(JsonObject? source, string field, FieldErrors errors)
    {
        var i = 0;
        foreach (var item in source.Items("items"))
        {
            LocalPath(item.Str("path") ?? "", $"{field}.items[{i++}].path", errors);
        }
    }

    // A name that begins with two dots is the node's own: ..data.
    private static void LocalPath(string path, string field, FieldErrors errors)
    {
        if (path.Length == 0)
        {
            errors.Required(field);
        }
        else if (path[0] == '/')
        {
            errors.Invalid(field, path, "must be a relative path");
        }
        else if (path.Split('/').Contains(".."))
        {
            errors.Invalid(field, path, "must not contain '..'");
        }
        else if (path.StartsWith("..", StringComparison.Ordinal))
        {
            errors.Invalid(field, path, "must not start with '..'");
        }
    }
}
