using System.Collections.Frozen;
using Workshop.Dashboard.Watching;

namespace Workshop.Dashboard.Resources;

/// <summary>Which Services a container's environment names: Aspire's <c>services__auth__http__0</c> and <c>ConnectionStrings__redis</c>, or an address in a value.</summary>
internal static class References
{
    private const string Discovery = "services__";
    private const string Connection = "ConnectionStrings__";

    public static IEnumerable<string> In(IEnumerable<EnvironmentVariable> environment, FrozenSet<string> services) =>
        environment.SelectMany(NamesIn).Where(services.Contains).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> NamesIn(EnvironmentVariable variable)
    {
        if (variable.Name.StartsWith(Discovery, StringComparison.OrdinalIgnoreCase))
        {
            yield return variable.Name[Discovery.Length..].Split("__")[0];
        }

        // The value may stand in a Secret, which is not read: the name says enough.
        if (variable.Name.StartsWith(Connection, StringComparison.OrdinalIgnoreCase))
        {
            yield return variable.Name[Connection.Length..];
        }

        if (HostIn(variable.Value) is { } host)
        {
            yield return host.Split('.')[0];
        }
    }

    // "http://auth:8080/x", "redis:6379,password=…", "redis".
    private static string? HostIn(string? value)
    {
        if (string.IsNullOrEmpty(value) || value.Length > 500)
        {
            return null;
        }

        return Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Host : value.Split(',', 2)[0].Split(':', 2)[0];
    }
}
