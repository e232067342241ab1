using System.Text.Json.Nodes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Routing;

/// <summary>Conditions of the Gateway API's objects: the time of a condition is that of its last change.</summary>
internal sealed class GatewayConditions(JsonArray? before, long generation, DateTime now)
{
    private readonly JsonArray _conditions = [];

    public GatewayConditions Add(string type, bool isTrue, string reason, string message)
    {
        var status = isTrue ? "True" : "False";
        var same = before?.OfType<JsonObject>().FirstOrDefault(condition => condition.Str("type") == type && condition.Str("status") == status);
        _conditions.Add(new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            ["reason"] = reason,
            ["message"] = message,
            ["observedGeneration"] = generation,
            ["lastTransitionTime"] = same.Str("lastTransitionTime") ?? now.ToText(),
        });
        return this;
    }

    public JsonArray ToJson() => _conditions;
}
