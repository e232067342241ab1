namespace Workshop.ServiceDefaults.Names;

/// <summary>Which Service a host name may mean, by the rules of Kubernetes' DNS.</summary>
internal static class NameQuery
{
    /// <param name="host">Such as <c>hello</c>, <c>hello.workshop</c>, <c>hello.workshop.svc.cluster.local</c>, <c>redis-0.redis</c>.</param>
    /// <param name="ownNamespace">Where a short name is looked up.</param>
    /// <returns>Namespace and name, the likelier first; none for what can be no Service.</returns>
    public static IEnumerable<(string Namespace, string Name)> Candidates(string host, string ownNamespace)
    {
        var name = host.ToLowerInvariant().TrimEnd('.');
        var isFull = TryCut(ref name, ".svc.cluster.local") || TryCut(ref name, ".svc");
        if (!name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.'))
        {
            yield break;
        }

        if (!isFull)
        {
            yield return (ownNamespace, name);
        }

        var dot = name.LastIndexOf('.');
        if (dot > 0 && dot < name.Length - 1)
        {
            yield return (name[(dot + 1)..], name[..dot]);
        }
    }

    private static bool TryCut(ref string name, string suffix)
    {
        if (!name.EndsWith(suffix, StringComparison.Ordinal))
        {
            return false;
        }

        name = name[..^suffix.Length];
        return true;
    }
}
