using System.Text.RegularExpressions;

namespace Workshop.Cluster.Registry;

/// <summary>Kubernetes' rules for names, labels and the like. Each returns what is wrong, in Kubernetes' words, or null.</summary>
internal static partial class Syntax
{
    private const string LabelRule = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string NameRule = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

    public static string? DnsSubdomain(string value) =>
        value.Length > 253 ? TooLong(253)
        : SubdomainRegex().IsMatch(value) ? null
        : "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character " +
          $"(e.g. 'example.com', regex used for validation is '{LabelRule}(\\.{LabelRule})*')";

    /// <summary><c>*.example.com</c>: the wildcard covers one label.</summary>
    public static string? WildcardSubdomain(string value) =>
        value.StartsWith("*.", StringComparison.Ordinal) && SubdomainRegex().IsMatch(value[2..]) ? null
        : "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with " +
          $"an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.{LabelRule}(\\.{LabelRule})*')";

    /// <summary>For names that only have to fit into a URL: roles.</summary>
    public static string? PathSegment(string value) =>
        value is "." or ".." ? $"may not be '{value}'"
        : value.Contains('/', StringComparison.Ordinal) ? "may not contain '/'"
        : value.Contains('%', StringComparison.Ordinal) ? "may not contain '%'"
        : null;

    public static string? DnsLabel(string value) =>
        value.Length > 63 ? TooLong(63)
        : LabelRegex().IsMatch(value) ? null
        : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character " +
          $"(e.g. 'my-name', or '123-abc', regex used for validation is '{LabelRule}')";

    /// <summary>The older rule, for Services: a letter first.</summary>
    public static string? Dns1035Label(string value) =>
        value.Length > 63 ? TooLong(63)
        : OldLabelRegex().IsMatch(value) ? null
        : "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character " +
          "(e.g. 'my-name', or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    /// <summary>Keys of labels and annotations: an optional prefix and a name.</summary>
    public static string? QualifiedName(string value)
    {
        var parts = value.Split('/');
        if (parts.Length > 2)
        {
            return $"a qualified name {NameMessage} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
        }

        if (parts.Length == 2 && parts[0].Length == 0)
        {
            return "prefix part must be non-empty";
        }

        if (parts.Length == 2 && DnsSubdomain(parts[0]) is { } wrong)
        {
            return $"prefix part {wrong}";
        }

        var name = parts[^1];
        return name.Length == 0 ? "name part must be non-empty"
            : name.Length > 63 ? $"name part {TooLong(63)}"
            : NameRegex().IsMatch(name) ? null
            : $"name part {NameMessage}";
    }

    public static string? LabelValue(string value) =>
        value.Length > 63 ? TooLong(63)
        : value.Length == 0 || NameRegex().IsMatch(value) ? null
        : "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
          $"(e.g. 'MyValue', or 'my_value', or '12345', regex used for validation is '({NameRule})?')";

    /// <summary>Names of container ports.</summary>
    public static string? PortName(string value) =>
        value.Length > 15 ? TooLong(15)
        : !PortNameRegex().IsMatch(value) ? "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"
        : !value.Any(char.IsAsciiLetter) ? "must contain at least one letter (a-z)"
        : value.Contains("--", StringComparison.Ordinal) ? "must not contain consecutive hyphens"
        : value[0] == '-' || value[^1] == '-' ? "must not begin or end with a hyphen"
        : null;

    /// <summary>Keys of ConfigMaps and Secrets.</summary>
    public static string? ConfigKey(string value) =>
        value.Length > 253 ? TooLong(253)
        : !ConfigKeyRegex().IsMatch(value)
            ? "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
        : value is "." or ".." ? $"must not be '{value}'"
        : value.StartsWith("..", StringComparison.Ordinal) ? "must not start with '..'"
        : null;

    public static string? Port(long value) => value is >= 1 and <= 65535 ? null : "must be between 1 and 65535, inclusive";

    private const string NameMessage =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
        $"(e.g. 'MyName', or 'my.name', or '123-abc', regex used for validation is '{NameRule}')";

    private static string TooLong(int limit) => $"must be no more than {limit} characters";

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex SubdomainRegex();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex LabelRegex();

    [GeneratedRegex(@"^[a-z]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex OldLabelRegex();

    [GeneratedRegex(@"^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z")]
    private static partial Regex NameRegex();

    [GeneratedRegex(@"^[-a-z0-9]+\z")]
    private static partial Regex PortNameRegex();

    [GeneratedRegex(@"^[-._a-zA-Z0-9]+\z")]
    private static partial Regex ConfigKeyRegex();
}
