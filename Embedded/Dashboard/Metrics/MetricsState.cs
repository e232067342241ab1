using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Metrics;

/// <summary>What the address of the page says: which service, instrument, window and values.</summary>
internal static class MetricsState
{
    private const string DefaultWindow = "5m";

    private static readonly Dictionary<string, TimeSpan> Lengths = new(StringComparer.Ordinal)
    {
        ["1m"] = TimeSpan.FromMinutes(1),
        ["5m"] = TimeSpan.FromMinutes(5),
        ["15m"] = TimeSpan.FromMinutes(15),
        ["1h"] = TimeSpan.FromHours(1),
        ["6h"] = TimeSpan.FromHours(6),
    };

    /// <value>As the address has them.</value>
    public static IReadOnlyList<(string Value, string Text)> Windows { get; } =
        [("1m", "Last minute"), ("5m", "Last 5 minutes"), ("15m", "Last 15 minutes"), ("1h", "Last hour"), ("6h", "Last 6 hours")];

    /// <returns>One of <see cref="Windows"/>, the usual one for anything else.</returns>
    public static string WindowOf(string? window) => window is not null && Lengths.ContainsKey(window) ? window : DefaultWindow;

    public static TimeSpan LengthOf(string? window) => Lengths[WindowOf(window)];

    /// <returns>Null while no instrument has the name; without a name, the one that tells most of a service: how long its requests take.</returns>
    public static MetricInstrument? ChosenOf(IReadOnlyList<MetricInstrument> instruments, string? meter, string? name) =>
        string.IsNullOrEmpty(name)
            ? instruments.FirstOrDefault(instrument => instrument.Key.Name == "http.server.request.duration") ?? (instruments.Count > 0 ? instruments[0] : null)
            : instruments.FirstOrDefault(instrument => instrument.Key.Name == name && (string.IsNullOrEmpty(meter) || instrument.Key.Scope == meter));

    /// <param name="dimensions">Each as <c>key=value</c>; a key may have no equals sign, a value may.</param>
    public static IReadOnlyDictionary<string, string> WantedOf(IEnumerable<string>? dimensions)
    {
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parts in (dimensions ?? []).Select(dimension => dimension.Split('=', 2)).Where(parts => parts.Length == 2 && parts[0].Length > 0))
        {
            wanted[parts[0]] = parts[1];
        }

        return wanted;
    }
}
