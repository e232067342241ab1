using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Api.Subresources;

/// <summary>A part of an object that has a protocol of its own: log, binding, proxy; others join by being registered.</summary>
internal interface ISubresource
{
    ResourceKind Kind { get; }

    string Name { get; }

    /// <summary>get, create, update …</summary>
    IReadOnlyList<string> Verbs { get; }

    /// <value>Its answer is no object: whatever form of one the client would like does not matter.</value>
    bool IsStream => false;

    Task AnswerAsync(ApiRequest request);
}
