using System.Globalization;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.CommandLine;

/// <summary>
/// Reads an AppHost's arguments. Each flag of ours stands for a setting (<c>--nodes 5</c> for <c>--Workshop:Nodes=5</c>); Aspire's own words and settings pass as they are.
/// </summary>
internal static class RunCommandLine
{
    public const int MaxNodes = 100;
    public const string Usage =
        "Known flags: --state FOLDER, --ports auto, --nodes N, --empty, --debug NAME,NAME|*, --dashboard, --no-dashboard, --SECTION:KEY=VALUE. "
        + "To publish: --operation publish --step publish|publish-manifest --output-path FOLDER, or --publisher manifest --output-path FILE. "
        + "To deploy: --operation publish --step deploy|destroy [--overlay NAME] [--context NAME] [--registry HOST/PATH].";

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["--state"] = "State",
        ["--nodes"] = "Nodes",
        ["--ports"] = "Ports",
        ["--debug"] = "Debug",
        ["--overlay"] = "Deploy:Overlay",
        ["--context"] = "Deploy:Context",
        ["--registry"] = "Deploy:Registry",
    };

    private static readonly Dictionary<string, string> Switches = new()
    {
        ["--empty"] = "--Workshop:Empty=true",
        ["--dashboard"] = "--Workshop:Dashboard=true",
        ["--no-dashboard"] = "--Workshop:Dashboard=false",
    };

    // What Aspire's command line hands to an AppHost.
    private static readonly HashSet<string> OfAspire =
    [
        "--operation", "--publisher", "--step", "--output-path", "--log-level", "--environment", "--include-exception-details", "--clear-cache", "--list-steps",
        "--deploy", "--no-build", "--non-interactive", "--yes", "--contentRoot", "--applicationName", "--launch-profile",
    ];

    /// <returns>The arguments as settings; or the one line that says what is wrong.</returns>
    public static (IReadOnlyList<string> Arguments, string? Error) Parse(IReadOnlyList<string> args)
    {
        var read = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var (flag, value) = Split(args[i]);
            if (value is null && Switches.TryGetValue(flag, out var setting))
            {
                read.Add(setting);
                continue;
            }

            if (flag.StartsWith("--", StringComparison.Ordinal) && flag.Contains(':', StringComparison.Ordinal))
            {
                if (value is null)
                {
                    return (read, $"Setting '{flag}' has no value. Write {flag}=VALUE.");
                }

                read.Add(args[i]);
                continue;
            }

            if (OfAspire.Contains(flag))
            {
                read.Add(args[i]);
                // Its value, where it has one and it stands alone.
                if (value is null && i + 1 < args.Count && !args[i + 1].StartsWith('-'))
                {
                    read.Add(args[++i]);
                }
                else if (value is null && PublishWords.NeedValue(flag))
                {
                    return (read, $"Flag '{flag}' has no value. {Usage}");
                }

                continue;
            }

            if (!Settings.TryGetValue(flag, out var key))
            {
                return (read, $"Argument '{args[i]}' is not known. {Usage}");
            }

            value ??= i + 1 < args.Count ? args[++i] : null;
            if (Check(flag, value) is { } error)
            {
                return (read, error);
            }

            read.Add($"--{RunSettings.Section}:{key}={value}");
        }

        return (read, PublishWords.Check(read));
    }

    private static string? Check(string flag, string? value) => (flag, value) switch
    {
        (_, null or "") => $"Flag '{flag}' has no value. {Usage}",
        ("--ports", not "auto") => $"Flag '--ports' takes 'auto' (any free ports), not '{value}'. Without it: 8080, 8443 and 6443, or the next free ones.",
        ("--nodes", _) when !IsNodeCount(value) => $"Flag '--nodes' takes a number from 1 to {MaxNodes}, not '{value}'.",
        _ => null,
    };

    private static (string Flag, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private static bool IsNodeCount(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var nodes) && nodes is >= 1 and <= MaxNodes;
}
