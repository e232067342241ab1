using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Workshop.Cluster.Registry;

/// <summary>Kubernetes' rules for names, labels and the like. Each returns all that is wrong, in Kubernetes' words and order; nothing if it is right.</summary>
internal static partial class Syntax
{
    private const string LabelRule = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string NameRule = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

    // Kubernetes writes two blanks between examples.
    private const string NameMessage =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
        $"(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '{NameRule}')";

    public static IEnumerable<string> DnsSubdomain(string value) => Checked(
        (value.Length > 253, TooLong(253)),
        (!SubdomainRegex().IsMatch(value),
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character " +
            $"(e.g. 'example.com', regex used for validation is '{LabelRule}(\\.{LabelRule})*')"));

    /// <summary><c>*.example.com</c>: the wildcard covers one label.</summary>
    public static IEnumerable<string> WildcardSubdomain(string value) => Checked(
        (value.Length > 253, TooLong(253)),
        (!(value.StartsWith("*.", StringComparison.Ordinal) && SubdomainRegex().IsMatch(value[2..])),
            "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with " +
            $"an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.{LabelRule}(\\.{LabelRule})*')"));

    /// <summary>For names that only have to fit into a URL: roles.</summary>
    public static IEnumerable<string> PathSegment(string value) => value is "." or ".."
        ? [$"may not be '{value}'"]
        : Checked(
            (value.Contains('/', StringComparison.Ordinal), "may not contain '/'"),
            (value.Contains('%', StringComparison.Ordinal), "may not contain '%'"));

    public static IEnumerable<string> DnsLabel(string value) => Checked(
        (value.Length > 63, TooLong(63)),
        (!LabelRegex().IsMatch(value), SubdomainRegex().IsMatch(value)
            ? "must not contain dots"
            : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character " +
              $"(e.g. 'my-name',  or '123-abc', regex used for validation is '{LabelRule}')"));

    /// <summary>The older rule, for Services: a letter first.</summary>
    public static IEnumerable<string> Dns1035Label(string value) => Checked(
        (value.Length > 63, TooLong(63)),
        (!OldLabelRegex().IsMatch(value),
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character " +
            "(e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"));

    /// <summary>Keys of labels and annotations: an optional prefix and a name.</summary>
    public static IEnumerable<string> QualifiedName(string value)
    {
        var parts = value.Split('/');
        if (parts.Length > 2)
        {
            return [$"a qualified name {NameMessage} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        }

        IEnumerable<string> ofPrefix = parts.Length == 1 ? [] : parts[0].Length == 0 ? ["must be non-empty"] : DnsSubdomain(parts[0]);
        var name = parts[^1];
        return [
            .. ofPrefix.Select(wrong => $"prefix part {wrong}"),
            .. Checked(
                (name.Length == 0, "name part must be non-empty"),
                (name.Length > 63, $"name part {TooLong(63)}"),
                (!NameRegex().IsMatch(name), $"name part {NameMessage}")),
        ];
    }

    public static IEnumerable<string> LabelValue(string value) => Checked(
        (value.Length > 63, TooLong(63)),
        (value.Length > 0 && !NameRegex().IsMatch(value),
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
            $"(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '({NameRule})?')"));

    /// <summary>Names of container ports.</summary>
    public static IEnumerable<string> PortName(string value) => Checked(
        (value.Length > 15, TooLong(15)),
        (!PortNameRegex().IsMatch(value), "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"),
        (!value.Any(char.IsAsciiLetterLower), "must contain at least one letter (a-z)"),
        (value.Contains("--", StringComparison.Ordinal), "must not contain consecutive hyphens"),
        (value.StartsWith('-') || value.EndsWith('-'), "must not begin or end with a hyphen"));

    /// <summary>Keys of ConfigMaps and Secrets.</summary>
    public static IEnumerable<string> ConfigKey(string value) => Checked(
        (value.Length > 253, TooLong(253)),
        (!ConfigKeyRegex().IsMatch(value),
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"),
        (value is "." or "..", $"must not be '{value}'"),
        (value.Length > 2 && value.StartsWith("..", StringComparison.Ordinal), "must not start with '..'"));

    /// <summary>Names of environment variables, and their prefixes.</summary>
    public static IEnumerable<string> VariableName(string value) => Checked(
        (!VariableNameRegex().IsMatch(value), "a valid environment variable name must consist only of printable ASCII characters other than '='"));

    public static IEnumerable<string> HeaderName(string value) => Checked(
        (!HeaderNameRegex().IsMatch(value), "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')"));

    public static IEnumerable<string> Port(long value) => Range(value, 1, 65535);

    /// <summary>An IP address. Go takes an IPv4 one as it writes it (no shortened, octal or hexadecimal parts), and no names of interfaces, brackets or ports.</summary>
    public static IEnumerable<string> Address(string value) => Checked(
        (!IPAddress.TryParse(value, out var address) || (address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != value) || value.AsSpan().ContainsAny("%[]"),
            "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"));

    /// <summary>A block of addresses; as in Go, the address may be any within it.</summary>
    public static IEnumerable<string> Block(string value) => Checked(
        (value.Split('/') is not [var address, var length] || Address(address).Any() ||
            !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) || bits > IPAddress.Parse(address).GetAddressBytes().Length * 8,
            "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"));

    /// <summary>Of users and groups.</summary>
    public static IEnumerable<string> Id(long value) => Range(value, 0, int.MaxValue);

    public static IEnumerable<string> Range(long value, long least, long most) => Checked((value < least || value > most, $"must be between {least} and {most}, inclusive"));

    private static string TooLong(int limit) => $"must be no more than {limit} characters";

    private static IEnumerable<string> Checked(params IEnumerable<(bool IsWrong, string Message)> checks) => checks.Where(check => check.IsWrong).Select(check => check.Message);

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

    [GeneratedRegex(@"^[ -<>-~]+\z")]
    private static partial Regex VariableNameRegex();

    [GeneratedRegex(@"^[-A-Za-z0-9]+\z")]
    private static partial Regex HeaderNameRegex();
}
