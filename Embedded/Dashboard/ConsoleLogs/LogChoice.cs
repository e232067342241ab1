using System.Collections.Immutable;
using Workshop.Dashboard.Resources;
using Workshop.Dashboard.Watching;

namespace Workshop.Dashboard.ConsoleLogs;

/// <summary>Whose logs a page shows: a pod, a workload, or the whole application.</summary>
/// <param name="Pod">Null where more than one is meant.</param>
/// <param name="Workload">As in <see cref="WorkloadKey.Text"/>; null for all.</param>
internal sealed record LogChoice(ObjectName? Pod, string? Workload)
{
    public static LogChoice All { get; } = new(null, null);

    /// <value>As the value of an option.</value>
    public string Text => Pod is { } pod ? $"pod:{pod}" : Workload ?? "";

    public string Address => Pod is { } pod ? LogAddress.Of(pod) : Workload is null ? "/consolelogs" : $"/consolelogs?workload={Uri.EscapeDataString(Workload)}";

    public static LogChoice Of(PodState pod) => new(pod.Name, null);

    /// <summary>From the parts of an address.</summary>
    public static LogChoice From(string? pod, string? ns, string? workload, ImmutableArray<ResourceRow> rows)
    {
        if (string.IsNullOrEmpty(pod))
        {
            return new(null, string.IsNullOrEmpty(workload) ? null : workload);
        }

        // An address without namespace means whichever pod has that name.
        var known = rows.SelectMany(row => row.Pods).FirstOrDefault(row => row.Pod.Name.Name == pod && (string.IsNullOrEmpty(ns) || row.Pod.Name.Namespace == ns));
        return new(known?.Pod.Name ?? new ObjectName(ns ?? "", pod), null);
    }

    /// <summary>From an option's value.</summary>
    public static LogChoice From(string? option) => option switch
    {
        null or "" => All,
        _ when option.StartsWith("pod:", StringComparison.Ordinal) && option[4..].Split('/', 2) is [var ns, var name] => new(new ObjectName(ns, name), null),
        _ => new(null, option),
    };

    public ImmutableArray<PodState> PodsIn(ImmutableArray<ResourceRow> rows) =>
    [
        .. rows.Where(row => Workload is { } workload ? row.Key.Text == workload : Pod is not null || NamespaceFilter.Shows("", row.Namespace))
            .SelectMany(row => row.Pods).Select(row => row.Pod).Where(pod => Pod is null || pod.Name == Pod),
    ];
}
