namespace Workshop.Cluster.Registry.Rules.Pods;

/// <summary>Paths that must not lead out of the folder that they are in.</summary>
internal static class LocalPaths
{
    /// <summary>Relative, and never upwards.</summary>
    public static void Descending(string path, string field, FieldErrors errors)
    {
        if (path.StartsWith('/'))
        {
            errors.Invalid(field, path, "must be a relative path");
        }

        NoBacksteps(path, field, errors);
    }

    public static void NoBacksteps(string path, string field, FieldErrors errors)
    {
        if (HasBacksteps(path))
        {
            errors.Invalid(field, path, "must not contain '..'");
        }
    }

    public static bool HasBacksteps(string path) => path.Split('/').Contains("..");

    /// <summary>Moreover not one of the node's own names, which begin with two dots: <c>..data</c>.</summary>
    public static void NotReserved(string path, string field, FieldErrors errors)
    {
        Descending(path, field, errors);
        if (path.StartsWith("..", StringComparison.Ordinal) && !path.StartsWith("../", StringComparison.Ordinal))
        {
            errors.Invalid(field, path, "must not start with '..'");
        }
    }
}
