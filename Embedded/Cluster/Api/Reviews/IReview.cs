using System.Text.Json.Nodes;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Api.Reviews;

/// <summary>Answers a kind whose objects are questions: made, answered in their status, and not kept.</summary>
internal interface IReview
{
    ResourceKind Kind { get; }

    /// <returns>The answer's <c>status</c>.</returns>
    JsonObject Answer(ApiRequest request, JsonObject question);
}
