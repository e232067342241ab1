using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry.Fields;

namespace Workshop.Cluster.Api.Reviews;

/// <summary>Reads a question, has it answered, and sends it back with its answer.</summary>
internal sealed class ReviewEndpoint(IEnumerable<IReview> reviews)
{
    private readonly Dictionary<ResourceKind, IReview> _reviews = reviews.ToDictionary(review => review.Kind);

    public async Task AnswerAsync(ApiRequest request)
    {
        var options = WriteQuery.Read(request.Http.Request, "CreateOptions");
        var body = (await RequestBody.ReadAsync(request.Http.Request, request.Aborted)).ReadObject(request.Kind.Kind, options);
        BodyKind.Settle(body, request.Kind.ApiVersion, request.Kind.Kind);
        var question = BodyDecoder.Decode(request.Kind, body, options);
        question["status"] = _reviews[request.Kind].Answer(request, question);
        await Answer.SendAsync(request.Http, request.Format, question, StatusCodes.Status201Created);
    }
}
