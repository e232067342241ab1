using System.Globalization;

namespace Workshop.Hosting.CommandLine;

/// <summary>Reads the AppHost's arguments.</summary>
internal static class RunCommandLine
{
    public const string Usage = "Known flags: --state FOLDER, --ports auto, --nodes N, --empty, --dashboard, --no-dashboard, --SECTION:KEY=VALUE. " + PublishArguments.Usage;

    /// <returns>The options, or the one line that says what is wrong.</returns>
    public static (RunOptions Options, string? Error) Parse(IReadOnlyList<string> args)
    {
        var options = new RunOptions();
        var publish = new PublishArguments();
        for (var i = 0; i < args.Count; i++)
        {
            var (flag, value) = Split(args[i]);
            if (flag.StartsWith("--", StringComparison.Ordinal) && flag.Contains(':', StringComparison.Ordinal))
            {
                if (value is null)
                {
                    return (options, $"Setting '{flag}' has no value. Write {flag}=VALUE.");
                }

                options = options with { Configuration = [.. options.Configuration, args[i]] };
                continue;
            }

            if (value is null && Switch(options, flag) is { } switched)
            {
                options = switched;
                continue;
            }

            if (flag is not ("--state" or "--ports" or "--nodes") && !PublishArguments.Knows(flag))
            {
                return (options, $"Argument '{args[i]}' is not known. {Usage}");
            }

            if (value is null && ++i < args.Count)
            {
                value = args[i];
            }

            if (string.IsNullOrWhiteSpace(value))
            {
                return (options, $"Flag '{flag}' has no value. {Usage}");
            }

            if (PublishArguments.Knows(flag))
            {
                publish = publish.With(flag, value);
                continue;
            }

            (options, var error) = Apply(options, flag, value);
            if (error is not null)
            {
                return (options, error);
            }
        }

        var (asked, publishError) = publish.Read();
        return (options with { Publish = asked }, publishError);
    }

    private static RunOptions? Switch(RunOptions options, string flag) => flag switch
    {
        "--empty" => options with { Empty = true },
        "--dashboard" => options with { Dashboard = true },
        "--no-dashboard" => options with { Dashboard = false },
        _ => null,
    };

    private static (string Flag, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private static (RunOptions Options, string? Error) Apply(RunOptions options, string flag, string value) => (flag, value) switch
    {
        ("--state", _) => (options with { StateFolder = value }, null),
        ("--ports", "auto") => (options with { AutoPorts = true }, null),
        ("--ports", _) => (options, $"Flag '--ports' takes 'auto' (any free ports), not '{value}'. Without it: 8080, 8443 and 6443, or the next free ones."),
        ("--nodes", _) when IsNodeCount(value, out var nodes) => (options with { Nodes = nodes }, null),
        _ => (options, $"Flag '--nodes' takes a number from 1 to {RunOptions.MaxNodes}, not '{value}'."),
    };

    private static bool IsNodeCount(string value, out int nodes) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out nodes) && nodes is >= 1 and <= RunOptions.MaxNodes;
}
