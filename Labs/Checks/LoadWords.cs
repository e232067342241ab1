using Workshop.Labs.Load;

namespace Workshop.Labs.Checks;

/// <summary>What labs promise of a load: nothing lost, and shares of versions.</summary>
internal static class LoadWords
{
    public const string Look = "./workshop load --last";

    private const int LastSeconds = 2;
    private const int SecondsOfASwitch = 2;

    /// <returns>Null when nothing was lost, and the machine was quick enough to say so.</returns>
    public static CheckResult? Lost(LoadReport load, string expected) => load.LostNothing
        ? null
        : CheckResult.Red($"{load.Failed} failures, {load.Sent} of {load.Intended} requests sent", expected, Look);

    /// <summary>Whether failures went on for longer than it takes to notice what caused them.</summary>
    /// <returns>Null when they did not, and the machine was quick enough to say so.</returns>
    public static CheckResult? FailedLong(LoadReport load, TimeSpan detection, string expected)
    {
        var failing = load.Seconds.Where(second => second.Failed > 0).Select(second => second.At).ToList();
        return failing.Count > 0 && failing[^1] - failing[0] > detection.TotalSeconds
            ? CheckResult.Red($"failures from second {failing[0]} to second {failing[^1]}", expected, Look)
            : load.IsEnough ? null : CheckResult.Red($"{load.Sent} of {load.Intended} requests sent", expected, Look);
    }

    /// <summary>Whether a version's share is within a tolerance, both between 0 and 1.</summary>
    /// <returns>Null when it is.</returns>
    public static CheckResult? OutOf(LoadReport load, string version, double share, double tolerance, string expected) =>
        Math.Abs(load.ShareOf(version) - share) <= tolerance
            ? null
            : CheckResult.Red($"a share of {load.ShareOf(version):P0} for {version}", expected, Look);

    /// <summary>Whether a load began with one version alone, or with both, and ended with the other one alone.</summary>
    /// <returns>Null when it did.</returns>
    public static CheckResult? NotFromTo(LoadReport load, string from, string to, string expected)
    {
        if (load.ShareOf(from) == 0)
        {
            return CheckResult.Red($"a load that never saw {from}: it began too late", expected, Look);
        }

        if (load.ShareOf(to) == 0)
        {
            return CheckResult.Red($"a load that never saw {to}: it ended too early", expected, Look);
        }

        var last = load.Seconds.Where(second => second.ByVersion.Count > 0).TakeLast(LastSeconds).SelectMany(second => second.ByVersion.Keys).Distinct().ToList();
        return last is [var only] && only == to ? null : CheckResult.Red($"{string.Join(" and ", last.Order(StringComparer.Ordinal))} at the load's end", expected, Look);
    }

    /// <summary>Whether one version took all at one moment: who asked after it got the other one no more. That moment may lie within a second of the report, and takes the next one to reach every proxy.</summary>
    /// <returns>Null when it did.</returns>
    public static CheckResult? NotAtOnce(LoadReport load, string from, string to, string expected)
    {
        var since = load.Seconds.Where(second => second.ByVersion.Count > 0).SkipWhile(second => !second.ByVersion.ContainsKey(to)).Skip(SecondsOfASwitch).ToList();
        return since.FirstOrDefault(second => second.ByVersion.ContainsKey(from)) is { } late
            ? CheckResult.Red($"{from} again in second {late.At}, after {to} had come", expected, Look)
            : null;
    }
}
