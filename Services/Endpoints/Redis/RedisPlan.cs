using System.Net;
using Microsoft.Extensions.Primitives;
using StackExchange.Redis;
using Workshop.ServiceDefaults;
using Workshop.ServiceDefaults.Names;

namespace Workshop.Endpoints.Redis;

/// <summary>How to connect now: the connection string, with names of Services in it turned into addresses of pods.</summary>
/// <param name="Options">Null: no pod is ready.</param>
/// <param name="Changed">Fires when that may be otherwise.</param>
internal sealed record RedisPlan(ConfigurationOptions? Options, IChangeToken? Changed)
{
    /// <param name="connectionString">Such as <c>redis:6379,password=…</c>.</param>
    /// <param name="names">Which pods stand behind a name.</param>
    /// <exception cref="ServiceException">The connection string cannot be read.</exception>
    public static RedisPlan For(string connectionString, ServiceNames names)
    {
        var options = Parse(connectionString);
        IChangeToken? changed = null;
        foreach (var named in options.EndPoints.OfType<DnsEndPoint>().ToList())
        {
            var answer = names.Find(named.Host, named.Port);
            if (answer.IsKnown)
            {
                changed ??= answer.Changed;
                options.EndPoints.Remove(named);
                foreach (var address in answer.Endpoints)
                {
                    options.EndPoints.Add(address);
                }
            }
        }

        return new RedisPlan(options.EndPoints.Count == 0 ? null : options, changed);
    }

    /// <exception cref="ServiceException">It cannot be read.</exception>
    public static ConfigurationOptions Parse(string connectionString)
    {
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new ServiceException($"ConnectionStrings:{RedisKeys.ConnectionName} cannot be read. Write it as 'redis:6379,password=…'.", e);
        }

        if (options.EndPoints.Count == 0)
        {
            throw new ServiceException($"ConnectionStrings:{RedisKeys.ConnectionName} names no server. Write it as 'redis:6379,password=…'.");
        }

        // We begin anew ourselves, and want to know why one attempt failed. A login waits for an answer no longer than a second.
        options.AbortOnConnectFail = true;
        options.ConnectRetry = 1;
        options.ConnectTimeout = 2000;
        options.AsyncTimeout = 1000;
        options.SyncTimeout = 1000;
        options.IncludeDetailInExceptions = false;

        // Neither is needed with one server, and each would be a command more at every start.
        options.TieBreaker = "";
        options.ConfigurationChannel = "";
        return options;
    }
}
