using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Hosting.Deploying;

/// <summary>Why pods are not ready, in their own words: <c>: pod redis-0: CrashLoopBackOff, its last run ended with code 1.</c></summary>
internal static class PodTrouble
{
    /// <param name="answer">A list of pods in JSON.</param>
    /// <returns>The end of a sentence.</returns>
    public static string Describe(KubectlAnswer answer)
    {
        try
        {
            var troubles = answer.IsGood ? JsonNode.Parse(answer.Output)?["items"]?.AsArray().Select(pod => Of(pod!)).OfType<string>().ToList() : null;
            return troubles is { Count: > 0 } ? $": {string.Join("; ", troubles)}." : ".";
        }
        catch (JsonException)
        {
            return ".";
        }
    }

    private static string? Of(JsonNode pod)
    {
        var name = pod["metadata"]?["name"]?.GetValue<string>();
        foreach (var container in pod["status"]?["containerStatuses"]?.AsArray() ?? [])
        {
            if (container?["ready"]?.GetValue<bool>() == true)
            {
                continue;
            }

            var end = container?["lastState"]?["terminated"]?["exitCode"] ?? container?["state"]?["terminated"]?["exitCode"];
            var reason = container?["state"]?["waiting"]?["reason"]?.GetValue<string>() ?? (container?["state"]?["running"] is null ? "does not run" : "runs and is not ready");
            return $"pod {name}: {reason}{(end is null ? "" : $", its last run ended with code {end.GetValue<int>()}")}";
        }

        var unscheduled = (pod["status"]?["conditions"]?.AsArray() ?? []).FirstOrDefault(condition =>
            condition?["type"]?.GetValue<string>() == "PodScheduled" && condition["status"]?.GetValue<string>() == "False");
        return unscheduled is null ? null : $"pod {name}: {unscheduled["message"]?.GetValue<string>() ?? "no node takes it"}";
    }
}
