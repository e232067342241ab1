using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Verbs;

/// <summary>Asks for the end of all chosen objects, and answers with their list.</summary>
internal sealed class DeleteCollectionVerb(IObjectRegistry registry, ObjectWriter objects) : IVerb
{
    public string Name => "deletecollection";

    public async Task AnswerAsync(ApiRequest request)
    {
        var selection = ObjectSelection.Read(request.Query, request.Kind, name: null);
        var options = await DeletionBody.ReadAsync(request);
        var snapshot = registry.List(request.Kind, request.ListNamespace);
        var deleted = snapshot.Items.Where(selection.Matches).Select(item => Delete(request, item, options)).OfType<StoredObject>().ToList();
        await Answer.SendAsync(
            request.Http, request.Format, json => objects.WriteList(json, request.Kind, new ListPage(deleted, snapshot.ResourceVersion), request.Format, IncludeObject.Metadata));
    }

    /// <returns>Null: somebody else was faster, which is what was wanted.</returns>
    private StoredObject? Delete(ApiRequest request, StoredObject item, DeletionOptions options)
    {
        try
        {
            return registry.Delete(request.Kind, item.Key, options with { PreconditionUid = item.Uid });
        }
        catch (StatusException gone) when (gone.IsNotFound || gone.IsConflict)
        {
            return null;
        }
    }
}
