using System.Text.Json;

namespace Workshop.Endpoints.Lab.Faults;

/// <summary>Reads <c>{"latencyMs": 300, "errorRate": 0.2}</c>.</summary>
internal static class FaultText
{
    private const string Names = "'latencyMs', 'errorRate', 'memoryMiB', 'cpus' and 'seconds'";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 2, AllowDuplicateProperties = false };

    /// <returns>The plan, and what is wrong with the text: all findings at once, empty for a good one.</returns>
    public static (FaultPlan Plan, IReadOnlyList<string> Findings) Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Options);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? Read(json.RootElement)
                : (FaultPlan.None, [$"The body is no object. Write one with any of {Names}."]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter: a name in it is no UTF-8, or holds half a character.
            return (FaultPlan.None, [$"The body is not JSON: {e.Message}"]);
        }
    }

    private static (FaultPlan Plan, IReadOnlyList<string> Findings) Read(JsonElement root)
    {
        var findings = new List<string>();
        var plan = new FaultPlan();
        foreach (var property in root.EnumerateObject())
        {
            plan = property.Name switch
            {
                "latencyMs" => plan with { LatencyMs = (int)Number(property, FaultPlan.MostLatencyMs, isWhole: true, findings) },
                "errorRate" => plan with { ErrorRate = Number(property, 1, isWhole: false, findings) },
                "memoryMiB" => plan with { MemoryMiB = (int)Number(property, FaultPlan.MostMemoryMiB, isWhole: true, findings) },
                "cpus" => plan with { Cpus = Number(property, FaultPlan.MostCpus, isWhole: false, findings) },
                "seconds" => plan with { Seconds = (int)Number(property, FaultPlan.MostSeconds, isWhole: true, findings) },
                _ => Unknown(property.Name, plan, findings),
            };
        }

        return (plan, findings);
    }

    private static double Number(JsonProperty property, int most, bool isWhole, List<string> findings)
    {
        if (property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetDouble(out var number) && number >= 0 && number <= most && (!isWhole || number == Math.Floor(number)))
        {
            return number;
        }

        findings.Add($"'{property.Name}' is {property.Value.GetRawText()}: it must be a {(isWhole ? "whole number" : "number")} from 0 to {most}.");
        return 0;
    }

    private static FaultPlan Unknown(string name, FaultPlan plan, List<string> findings)
    {
        findings.Add($"'{name}' is not known. Known are {Names}.");
        return plan;
    }
}
