using System.Globalization;
using k8s.Models;
using static Workshop.Cluster.Api.Tables.TableColumn;

namespace Workshop.Cluster.Api.Tables;

/// <summary>Pods: the one word for their state is worked out by <see cref="PodSummaryText"/>.</summary>
internal static class PodView
{
    public static TableView View { get; } = TableView.Of<V1Pod>(
        [
            ObjectName, new("Ready"), new("Status"), new("Restarts"), Age,
            Wide("IP"), Wide("Node"), Wide("Nominated Node"), Wide("Readiness Gates"),
        ],
        (pod, now) =>
        {
            var summary = PodSummaryText.Of(pod);
            return
            [
                pod.Name(),
                string.Create(CultureInfo.InvariantCulture, $"{summary.Ready}/{summary.Total}"),
                summary.Reason,
                Restarts(summary, now),
                HumanText.Age(pod.CreationTimestamp(), now),
                HumanText.OrNone(pod.Status?.PodIPs?.FirstOrDefault()?.Ip ?? pod.Status?.PodIP),
                HumanText.OrNone(pod.Spec?.NodeName),
                HumanText.OrNone(pod.Status?.NominatedNodeName),
                Gates(pod),
            ];
        });

    private static string Restarts(PodSummaryText summary, DateTimeOffset now) => summary is { Restarts: > 0, LastRestart: { } last }
        ? string.Create(CultureInfo.InvariantCulture, $"{summary.Restarts} ({HumanText.Age(last, now)} ago)")
        : summary.Restarts.ToString(CultureInfo.InvariantCulture);

    private static string Gates(V1Pod pod)
    {
        if (pod.Spec?.ReadinessGates is not { Count: > 0 } gates)
        {
            return HumanText.None;
        }

        var open = gates.Count(gate => pod.Status?.Conditions?.Any(condition => condition.Type == gate.ConditionType && condition.Status == "True") == true);
        return string.Create(CultureInfo.InvariantCulture, $"{open}/{gates.Count}");
    }
}
