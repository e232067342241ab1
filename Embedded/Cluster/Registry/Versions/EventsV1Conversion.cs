using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Registry.Versions;

/// <summary>An Event in the words of events.k8s.io/v1 ↔ v1: one object under two sets of names.</summary>
internal sealed class EventsV1Conversion : IVersionConversion
{
    private static readonly (string Newer, string Kept)[] Names =
    [
        ("metadata", "metadata"), ("eventTime", "eventTime"), ("series", "series"), ("reportingController", "reportingComponent"), ("reportingInstance", "reportingInstance"),
        ("action", "action"), ("reason", "reason"), ("regarding", "involvedObject"), ("related", "related"), ("note", "message"), ("type", "type"),
        ("deprecatedSource", "source"), ("deprecatedFirstTimestamp", "firstTimestamp"), ("deprecatedLastTimestamp", "lastTimestamp"), ("deprecatedCount", "count"),
    ];

    public JsonObject FromStored(JsonObject body) => Renamed(body, Names.Select(pair => (pair.Kept, pair.Newer)));

    public JsonObject ToStored(JsonObject body) => Renamed(body, Names);

    public void CheckNew(JsonObject body)
    {
        if (body["eventTime"] is null)
        {
            var errors = new FieldErrors();
            errors.Required("eventTime");
            throw StatusErrors.Invalid(KindTable.EventV1, body.Obj("metadata").Str("name") ?? "", errors);
        }
    }

    private static JsonObject Renamed(JsonObject body, IEnumerable<(string From, string To)> names)
    {
        var renamed = new JsonObject();
        foreach (var (from, to) in names.Where(pair => body.ContainsKey(pair.From)))
        {
            renamed[to] = body[from]?.DeepClone();
        }

        return renamed;
    }
}
