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
            Threads = (int)reader.Number("Workshop:Login:Threads", defaults.Threads, least: 1, most: 64),
            Queue = (int)reader.Number("Workshop:Login:Queue", defaults.Queue, least: 1, most: 10_000),
            FailuresPerUser = (int)reader.Number("Workshop:Login:FailuresPerUser", defaults.FailuresPerUser, least: 1, most: 10_000),
            FailuresPerAddress = (int)reader.Number("Workshop:Login:FailuresPerAddress", defaults.FailuresPerAddress, least: 1, most: 100_000),
            Window = reader.Duration("Workshop:Login:Window", defaults.Window, TimeSpan.FromDays(1)),
            TrustedProxies = reader.Networks("Workshop:TrustedProxies") ?? defaults.TrustedProxies,
        };
        reader.ThrowIfWrong();
        return options;
    }
}
