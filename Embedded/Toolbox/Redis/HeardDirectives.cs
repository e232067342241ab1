using System.Globalization;
using System.Text.RegularExpressions;

namespace Workshop.Toolbox.Redis;

/// <summary>
/// What redis.conf and charts commonly say and this server does not do: each is answered with a warning, so that nothing that runs on Redis fails to start here.
/// Directives that guard a door (users, TLS, renamed commands) are not among them: whoever writes those counts on them. Source: redis.conf of Redis 7 and 8.
/// </summary>
internal static partial class HeardDirectives
{
    private static readonly Dictionary<string, Func<IReadOnlyList<string>, string?>> Table = new(StringComparer.Ordinal)
    {
        ["maxmemory"] = One(IsSize, "an amount of memory such as 2mb or 0"),
        ["maxmemory-policy"] = OneOf("noeviction", "allkeys-lru", "allkeys-lfu", "allkeys-random", "allkeys-lrm", "volatile-lru", "volatile-lfu", "volatile-random", "volatile-ttl", "volatile-lrm"),
        ["maxmemory-samples"] = One(IsNumber, "a number"),
        ["maxclients"] = One(IsNumber, "a number"),
        ["save"] = values => values is [""] || (values.Count > 0 && values.Count % 2 == 0 && values.All(IsNumber)) ? null : "expected are pairs of seconds and changes, or \"\"",
        ["loglevel"] = OneOf("debug", "verbose", "notice", "warning", "nothing"),
        ["logfile"] = Any(1),
        ["databases"] = One(IsNumber, "a number"),
        ["timeout"] = One(IsNumber, "a number of seconds"),
        ["tcp-keepalive"] = One(IsNumber, "a number of seconds"),
        ["tcp-backlog"] = One(IsNumber, "a number"),
        ["hz"] = One(IsNumber, "a number"),
        ["daemonize"] = YesNo,
        ["protected-mode"] = YesNo,
        ["dynamic-hz"] = YesNo,
        ["activerehashing"] = YesNo,
        ["activedefrag"] = YesNo,
        ["always-show-logo"] = YesNo,
        ["set-proc-title"] = YesNo,
        ["crash-log-enabled"] = YesNo,
        ["rdbcompression"] = YesNo,
        ["rdbchecksum"] = YesNo,
        ["stop-writes-on-bgsave-error"] = YesNo,
        ["no-appendfsync-on-rewrite"] = YesNo,
        ["aof-load-truncated"] = YesNo,
        ["aof-use-rdb-preamble"] = YesNo,
        ["appendfsync"] = OneOf("always", "everysec", "no"),
        ["appendfilename"] = Any(1),
        ["appenddirname"] = Any(1),
        ["dbfilename"] = Any(1),
        ["pidfile"] = Any(1),
        ["supervised"] = OneOf("no", "upstart", "systemd", "auto"),
        ["auto-aof-rewrite-percentage"] = One(IsNumber, "a number"),
        ["auto-aof-rewrite-min-size"] = One(IsSize, "an amount of memory such as 64mb"),
        ["lazyfree-lazy-eviction"] = YesNo,
        ["lazyfree-lazy-expire"] = YesNo,
        ["lazyfree-lazy-server-del"] = YesNo,
        ["lazyfree-lazy-user-del"] = YesNo,
        ["lazyfree-lazy-user-flush"] = YesNo,
        ["io-threads"] = One(IsNumber, "a number"),
        ["io-threads-do-reads"] = YesNo,
        ["slowlog-log-slower-than"] = One(IsNumber, "a number of microseconds"),
        ["slowlog-max-len"] = One(IsNumber, "a number"),
        ["latency-monitor-threshold"] = One(IsNumber, "a number of milliseconds"),
        ["notify-keyspace-events"] = Any(1),
        ["client-output-buffer-limit"] = Any(4),
        ["client-query-buffer-limit"] = One(IsSize, "an amount of memory such as 1gb"),
        ["proto-max-bulk-len"] = One(IsSize, "an amount of memory such as 512mb"),
        ["lua-time-limit"] = One(IsNumber, "a number of milliseconds"),
        ["busy-reply-threshold"] = One(IsNumber, "a number of milliseconds"),
        ["replica-read-only"] = YesNo,
        ["replica-serve-stale-data"] = YesNo,
        ["replica-priority"] = One(IsNumber, "a number"),
        ["repl-diskless-sync"] = YesNo,
        ["repl-diskless-sync-delay"] = One(IsNumber, "a number of seconds"),
        ["repl-disable-tcp-nodelay"] = YesNo,
        ["repl-backlog-size"] = One(IsSize, "an amount of memory such as 1mb"),
        ["hash-max-listpack-entries"] = One(IsNumber, "a number"),
        ["hash-max-listpack-value"] = One(IsNumber, "a number"),
        ["hash-max-ziplist-entries"] = One(IsNumber, "a number"),
        ["hash-max-ziplist-value"] = One(IsNumber, "a number"),
        ["list-max-listpack-size"] = One(IsNumber, "a number"),
        ["list-max-ziplist-size"] = One(IsNumber, "a number"),
        ["list-compress-depth"] = One(IsNumber, "a number"),
        ["set-max-intset-entries"] = One(IsNumber, "a number"),
        ["set-max-listpack-entries"] = One(IsNumber, "a number"),
        ["set-max-listpack-value"] = One(IsNumber, "a number"),
        ["zset-max-listpack-entries"] = One(IsNumber, "a number"),
        ["zset-max-listpack-value"] = One(IsNumber, "a number"),
        ["zset-max-ziplist-entries"] = One(IsNumber, "a number"),
        ["zset-max-ziplist-value"] = One(IsNumber, "a number"),
        ["hll-sparse-max-bytes"] = One(IsNumber, "a number"),
        ["stream-node-max-bytes"] = One(IsSize, "an amount of memory such as 4kb"),
        ["stream-node-max-entries"] = One(IsNumber, "a number"),
        ["jemalloc-bg-thread"] = YesNo,
    };

    public static IEnumerable<string> Names => Table.Keys;

    /// <summary>Those that take more than one value.</summary>
    public static bool TakesSeveral(string directive) => directive is "save" or "client-output-buffer-limit";

    /// <param name="mistake">What is wrong with the values; null if nothing.</param>
    /// <returns>Whether it is one of these.</returns>
    public static bool Hears(string directive, IReadOnlyList<string> values, out string? mistake)
    {
        mistake = null;
        if (!Table.TryGetValue(directive, out var check))
        {
            return false;
        }

        mistake = check(values);
        return true;
    }

    private static bool IsNumber(string value) => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static bool IsSize(string value) => Size().IsMatch(value);

    private static string? YesNo(IReadOnlyList<string> values) =>
        values is ["yes" or "no"] ? null : values is [var value] ? $"'{value}' is neither 'yes' nor 'no'" : Count(1, values);

    private static Func<IReadOnlyList<string>, string?> One(Func<string, bool> isRight, string expected) =>
        values => values is [var value] ? isRight(value) ? null : $"'{value}' is not {expected}" : Count(1, values);

    private static Func<IReadOnlyList<string>, string?> OneOf(params string[] words) =>
        One(value => words.Contains(value, StringComparer.OrdinalIgnoreCase), $"one of {string.Join(", ", words)}");

    private static Func<IReadOnlyList<string>, string?> Any(int count) => values => values.Count == count ? null : Count(count, values);

    private static string Count(int expected, IReadOnlyList<string> values) => $"{(expected == 1 ? "one value is" : $"{expected} values are")} expected, {values.Count} were given";

    [GeneratedRegex("^[0-9]+(b|k|kb|m|mb|g|gb)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Size();
}
