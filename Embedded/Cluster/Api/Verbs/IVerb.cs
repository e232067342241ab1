using Workshop.Cluster.Api.Requests;

namespace Workshop.Cluster.Api.Verbs;

/// <summary>Answers one of Kubernetes' verbs for every kind.</summary>
internal interface IVerb
{
    /// <summary>get, list, watch, create, update, patch, delete or deletecollection.</summary>
    string Name { get; }

    Task AnswerAsync(ApiRequest request);
}
