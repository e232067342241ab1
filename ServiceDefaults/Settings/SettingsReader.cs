using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace Workshop.ServiceDefaults.Settings;

/// <summary>Reads settings and remembers what is wrong with them, so that a user sees all findings at once.</summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _findings = [];

    public string? Text(string key) => configuration[key] is { Length: > 0 } text ? text : null;

    public bool Boolean(string key)
    {
        if (Text(key) is not { } text)
        {
            return false;
        }

        if (!bool.TryParse(text, out var value))
        {
            Find($"{key}: '{text}' is neither 'true' nor 'false'.");
        }

        return value;
    }

    public TimeSpan Duration(string key, TimeSpan byDefault, TimeSpan most)
    {
        if (Text(key) is not { } text)
        {
            return byDefault;
        }

        if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) || value < TimeSpan.Zero || value > most)
        {
            Find($"{key}: '{text}' is not a time from 00:00:00 to {most:c}, written as hours:minutes:seconds.");
        }

        return value;
    }

    public TEnum Choice<TEnum>(string key, TEnum byDefault)
        where TEnum : struct, Enum
    {
        if (Text(key) is not { } text)
        {
            return byDefault;
        }

        // Enum.TryParse also takes numbers, which are no words of ours.
        if (!char.IsAsciiLetter(text[0]) || !Enum.TryParse<TEnum>(text, ignoreCase: true, out var value))
        {
            Find($"{key}: '{text}' is none of {string.Join(", ", Enum.GetNames<TEnum>().Select(name => $"'{name.ToLowerInvariant()}'"))}.");
            return byDefault;
        }

        return value;
    }

    public IPAddress? IPAddress(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (!System.Net.IPAddress.TryParse(text, out var address))
        {
            Find($"{key}: '{text}' is not an IP address.");
        }

        return address;
    }

    /// <returns>A whole number; the default where the setting is not there or wrong.</returns>
    public long Number(string key, long byDefault, long least, long most, string of = "a number")
    {
        if (Text(key) is not { } text)
        {
            return byDefault;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        Find($"{key}: '{text}' is not {of} from {least} to {most}.");
        return byDefault;
    }

    /// <summary>Reads <c>10.8.0.0/14, 130.211.0.7 2001:db8::/32</c>: networks and single addresses, with commas or blanks between.</summary>
    /// <returns>Null when the setting is not there.</returns>
    public IReadOnlyList<IPNetwork>? Networks(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        var networks = new List<IPNetwork>();
        foreach (var part in text.Split([',', ' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (NetworkText.Parse(part) is { } network)
            {
                networks.Add(network);
            }
            else
            {
                Find($"{key}: '{part}' is neither an address nor a network such as '130.211.0.0/22'. Write them with commas or blanks between.");
            }
        }

        return networks;
    }

    public void Find(string finding) => _findings.Add(finding);

    /// <exception cref="ServiceException">Something was wrong.</exception>
    public void ThrowIfWrong()
    {
        if (_findings.Count > 0)
        {
            throw new ServiceException(string.Join(' ', _findings));
        }
    }
}
