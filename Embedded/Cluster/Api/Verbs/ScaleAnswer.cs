using System.Globalization;
using System.Text.Json.Nodes;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Api.Tables;

namespace Workshop.Cluster.Api.Verbs;

/// <summary>Sends an autoscaling/v1 Scale, as it is or as a row.</summary>
internal sealed class ScaleAnswer(TimeProvider time)
{
    public Task SendAsync(ApiRequest request, JsonObject scale) => request.Format.Form == ObjectForm.Table
        ? Answer.SendAsync(request.Http, request.Format, json => TableWriter.WriteSingle(json, WorkloadViews.ScaleColumns, Cells(scale), request.Format.FormVersion))
        : Answer.SendAsync(request.Http, request.Format, scale);

    private object[] Cells(JsonObject scale)
    {
        var created = DateTime.TryParse(
            scale["metadata"]?["creationTimestamp"]?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? at : (DateTime?)null;
        return
        [
            scale["metadata"]?["name"]?.ToString() ?? "",
            scale["spec"]?["replicas"]?.GetValue<long>() ?? 0L,
            scale["status"]?["replicas"]?.GetValue<long>() ?? 0L,
            HumanText.Age(created, time.GetUtcNow()),
        ];
    }
}
