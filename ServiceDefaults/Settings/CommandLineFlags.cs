using System.Text;

namespace Workshop.ServiceDefaults.Settings;

/// <summary>Reads a command line as the original did: one or two dashes, <c>=</c> or a blank. <c>--Workshop:Key=value</c> sets any configuration key.</summary>
internal static class CommandLineFlags
{
    /// <returns>Configuration keys and their values; the last one of a repeated flag wins.</returns>
    /// <exception cref="ServiceException">Something cannot be read (all findings at once), or help was asked for.</exception>
    public static Dictionary<string, string?> Parse(IReadOnlyList<string> args, IReadOnlyList<ServiceFlag> flags)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var findings = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            if (FlagName(args[i]) is not { } name)
            {
                findings.Add($"'{args[i]}' is not a flag.");
                continue;
            }

            if (name is "help" or "h")
            {
                throw ServiceException.Help(Usage(flags));
            }

            var key = KeyOf(name, flags);
            if (key is null)
            {
                // Of a mistyped --secret=… neither the value nor what follows it may come into a log.
                findings.Add($"Flag '{args[i].Split('=', 2)[0]}' is not known.");
                i += !args[i].Contains('=', StringComparison.Ordinal) && i + 1 < args.Count && FlagName(args[i + 1]) is null ? 1 : 0;
                continue;
            }

            if (args[i].IndexOf('=', StringComparison.Ordinal) is var equals and >= 0)
            {
                settings[key] = args[i][(equals + 1)..];
            }
            else if (i + 1 < args.Count && !IsFlag(args[i + 1], flags))
            {
                settings[key] = args[++i];
            }
            else
            {
                findings.Add($"Flag '{args[i]}' needs a value: '{args[i]}=VALUE'.");
            }
        }

        return findings.Count == 0
            ? settings
            : throw new ServiceException($"{string.Join(' ', findings)} Known are {string.Join(", ", flags.Select(flag => $"--{flag.Name}"))} and --Workshop:KEY=VALUE.");
    }

    private static string? FlagName(string arg)
    {
        var start = arg.StartsWith("--", StringComparison.Ordinal) ? 2 : arg.StartsWith('-') ? 1 : 0;
        var name = arg[start..].Split('=', 2)[0];
        return start == 0 || name.Length == 0 ? null : name;
    }

    private static string? KeyOf(string name, IReadOnlyList<ServiceFlag> flags) =>
        flags.FirstOrDefault(flag => flag.Name == name)?.Key ?? (name.Contains(':', StringComparison.Ordinal) ? name : null);

    private static bool IsFlag(string arg, IReadOnlyList<ServiceFlag> flags) => FlagName(arg) is { } name && KeyOf(name, flags) is not null;

    private static string Usage(IReadOnlyList<ServiceFlag> flags)
    {
        var text = new StringBuilder("Flags, with one or two dashes, '=' or a blank:");
        foreach (var flag in flags)
        {
            text.Append('\n').Append($"  --{flag.Name} VALUE  {flag.Meaning}  (key {flag.Key}, variable {flag.Key.Replace(":", "__", StringComparison.Ordinal)})");
        }

        return text.Append("\n  --Workshop:KEY=VALUE  any other setting; Docs/pod-contract.md lists them").ToString();
    }
}
