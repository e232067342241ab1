using System.Globalization;
using System.Net;

namespace Workshop.Toolbox.Redis;

/// <summary>Puts environment, file and flags together; what is added later wins.</summary>
internal sealed class RedisOptionsBuilder
{
    private const int DefaultPort = 6379;

    private readonly List<IPAddress> _addresses = [];
    private readonly List<string> _warnings = [];
    private int _port = DefaultPort;
    private string? _password;
    private string _folder = ".";
    private bool _appendOnly;
    private IPAddress? _podAddress;

    public RedisOptionsBuilder AddEnvironment(Func<string, string?> variable)
    {
        _password = variable("REDIS_PASSWORD");
        var podAddress = variable("WORKSHOP_POD_IP");
        _podAddress = string.IsNullOrEmpty(podAddress) ? null : ParseAddress(podAddress, "WORKSHOP_POD_IP");
        return this;
    }

    public RedisOptionsBuilder AddFile(string? path)
    {
        var number = 0;
        foreach (var line in path is null ? [] : ReadLines(path))
        {
            var where = $"'{path}' line {++number}";
            var words = SplitLine(line, where);
            if (words.Count > 0)
            {
                Add(words[0].ToLowerInvariant(), [.. words.Skip(1)], where);
            }
        }

        return this;
    }

    /// <exception cref="ToolboxException">The directive is unknown or its value makes no sense; the message begins with <paramref name="where"/>.</exception>
    public RedisOptionsBuilder Add(string directive, IReadOnlyList<string> values, string where)
    {
        switch (directive)
        {
            case RedisDirectives.Port:
                _port = ParsePort(Single(values, where), where);
                break;
            case RedisDirectives.Bind:
                _addresses.Clear();
                _addresses.AddRange(values.Select(value => ParseAddress(value, where)));
                break;
            case RedisDirectives.Dir:
                _folder = Single(values, where);
                break;
            case RedisDirectives.RequirePass:
                _password = Single(values, where);
                break;
            case RedisDirectives.AppendOnly:
                _appendOnly = ParseYesNo(Single(values, where), where);
                break;
            default:
                Hear(directive, values, where);
                break;
        }

        return this;
    }

    public RedisOptions Build()
    {
        if (!Directory.Exists(_folder))
        {
            throw new ToolboxException($"the folder '{_folder}' does not exist. Make it, or name another one with --dir.");
        }

        var addresses = _addresses.Count == 0 ? [IPAddress.Loopback] : _addresses;
        var endPoints = addresses.Select(Place).Distinct().Select(address => new IPEndPoint(address, _port)).ToList();
        return new RedisOptions(endPoints, string.IsNullOrEmpty(_password) ? null : _password, Path.GetFullPath(_folder), _appendOnly, _warnings);
    }

    private void Hear(string directive, IReadOnlyList<string> values, string where)
    {
        if (!HeardDirectives.Hears(directive, values, out var mistake))
        {
            throw new ToolboxException($"{where}: '{directive}' is not known here. Obeyed: {string.Join(", ", RedisDirectives.All)}; what else redis.conf commonly says is answered with a warning.");
        }

        if (mistake is not null)
        {
            throw new ToolboxException($"{where}: {mistake}.");
        }

        _warnings.Add($"Warning: {where}: '{directive}' is not done by this server (Garnet); it goes on without.");
    }

    // In a pod, "everywhere" and "here" both mean the pod's own address: a real wildcard listener would take the port from every other pod.
    private IPAddress Place(IPAddress address)
    {
        var isEverywhereOrHere = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            || address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.IPv6Loopback);
        return isEverywhereOrHere ? _podAddress ?? address : address;
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolboxException($"the configuration file '{path}' cannot be read: {e.Message}");
        }
    }

    private static IReadOnlyList<string> SplitLine(string line, string where)
    {
        try
        {
            return RedisDirectives.Split(line);
        }
        catch (FormatException e)
        {
            throw new ToolboxException($"{where}: {e.Message}.");
        }
    }

    private static string Single(IReadOnlyList<string> values, string where) =>
        values.Count == 1 ? values[0] : throw new ToolboxException($"{where}: one value is expected, {values.Count} were given.");

    private static int ParsePort(string text, string where) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
            ? port
            : throw new ToolboxException($"{where}: '{text}' is not a port. A port is a number from 1 to 65535.");

    private static IPAddress ParseAddress(string text, string where) => text switch
    {
        // A leading '-' means "if this machine has it"; here it always has.
        "*" or "-*" => IPAddress.Any,
        "-::*" or "::*" => IPAddress.IPv6Any,
        "localhost" => IPAddress.Loopback,
        _ => IPAddress.TryParse(text.StartsWith('-') ? text[1..] : text, out var address)
            ? address
            : throw new ToolboxException($"{where}: '{text}' is not an address. An address looks like 127.0.0.1, ::1 or *."),
    };

    private static bool ParseYesNo(string text, string where) => text switch
    {
        "yes" => true,
        "no" => false,
        _ => throw new ToolboxException($"{where}: '{text}' is neither 'yes' nor 'no'."),
    };
}
