using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.Endpoints.Login;

/// <summary>How much guessing is borne.</summary>
internal sealed record LoginOptions
{
    /// <value>Default: as many as there are processors; 1 to 64. How many passwords are compared at once.</value>
    public int Threads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 64);

    /// <value>Default 64, 1 to 10000. How many logins may wait for that; more are answered with 503.</value>
    public int Queue { get; init; } = 64;

    /// <value>Default 10, 1 to 10000. Failures of one user name from one address within <see cref="Window"/>; more attempts are answered with 429.</value>
    public int FailuresPerUser { get; init; } = 10;

    /// <value>Default 100, 1 to 100000. The same of all user names together from one address.</value>
    public int FailuresPerAddress { get; init; } = 100;

    /// <value>Default 1 min, at most 1 day. After this time failures are forgotten.</value>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <value>Default: this machine (127.0.0.0/8, ::1). Whose <c>X-Forwarded-For</c> counts.</value>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <exception cref="ServiceDefaults.ServiceException">A value is wrong; all findings at once.</exception>
    public static LoginOptions From(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var defaults = new LoginOptions();
        var options = new LoginOptions
        {
            Threads = Number(reader, "Workshop:Login:Threads", defaults.Threads, 64),
            Queue = Number(reader, "Workshop:Login:Queue", defaults.Queue, 10_000),
            FailuresPerUser = Number(reader, "Workshop:Login:FailuresPerUser", defaults.FailuresPerUser, 10_000),
            FailuresPerAddress = Number(reader, "Workshop:Login:FailuresPerAddress", defaults.FailuresPerAddress, 100_000),
            Window = reader.Duration("Workshop:Login:Window", defaults.Window, TimeSpan.FromDays(1)),
            TrustedProxies = Networks(reader, "Workshop:TrustedProxies") ?? defaults.TrustedProxies,
        };
        reader.ThrowIfWrong();
        return options;
    }

    private static int Number(SettingsReader reader, string key, int byDefault, int most)
    {
        if (reader.Text(key) is not { } text)
        {
            return byDefault;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
        {
            return number;
        }

        reader.Find($"{key}: '{text}' is not a number from 1 to {most}.");
        return byDefault;
    }

    private static List<IPNetwork>? Networks(SettingsReader reader, string key)
    {
        if (reader.Text(key) is not { } text)
        {
            return null;
        }

        var networks = new List<IPNetwork>();
        foreach (var part in text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPNetwork.TryParse(part, out var network))
            {
                networks.Add(network);
            }
            else
            {
                reader.Find($"{key}: '{part}' is not a network such as '10.8.0.0/14'.");
            }
        }

        return networks;
    }
}
