using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Verbs;

/// <summary>The objects of a kind, page by page if the client wants it so.</summary>
internal sealed class ListVerb(IObjectRegistry registry, ObjectWriter objects, PagedLists pages) : IVerb
{
    public string Name => "list";

    public Task AnswerAsync(ApiRequest request)
    {
        var limit = Limit(request);
        var selection = ObjectSelection.Read(request.Query, request.Kind, name: null);
        var include = IncludeObjectQuery.Read(request.Query);
        var page = request.Query.Text("continue") is { } token
            ? Next(request, ContinueToken.Decode(token), selection, limit)
            : Cut(request, Snapshot(request), selection, limit, after: null);
        return Answer.SendAsync(request.Http, request.Format, json => objects.WriteList(json, request.Kind, page, request.Format, include));
    }

    private static long Limit(ApiRequest request) => request.Query.Number("limit") is { } limit and > 0 ? limit : long.MaxValue;

    private ObjectSnapshot Snapshot(ApiRequest request)
    {
        var asked = ListVersion.Read(request.Query, isWatch: false);
        var snapshot = registry.List(request.Kind, request.ListNamespace);
        if (asked > snapshot.ResourceVersion)
        {
            throw StatusErrors.TooLargeVersion(asked.Value, snapshot.ResourceVersion);
        }

        // Only the present is kept, apart from the lists that somebody pages through.
        var isPast = request.Query.Text("resourceVersionMatch") == "Exact" && asked < snapshot.ResourceVersion;
        return isPast ? throw ApiFailures.Expired("The resourceVersion for the provided list is too old.") : snapshot;
    }

    private ListPage Next(ApiRequest request, ContinueToken token, ObjectSelection selection, long limit)
    {
        var snapshot = pages.Find(request.Kind, request.ListNamespace, token.ResourceVersion) ?? throw ApiFailures.Expired(
            "The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.");
        return Cut(request, snapshot, selection, limit, token.After);
    }

    private ListPage Cut(ApiRequest request, ObjectSnapshot snapshot, ObjectSelection selection, long limit, ObjectKey? after)
    {
        var rest = after is { } last ? snapshot.Items.Where(item => item.Key.CompareTo(last) > 0) : snapshot.Items;
        var chosen = (selection.IsEverything ? rest : rest.Where(selection.Matches)).ToList();
        if (chosen.Count <= limit)
        {
            return new ListPage(chosen, snapshot.ResourceVersion);
        }

        pages.Keep(request.Kind, request.ListNamespace, snapshot);
        var page = chosen.GetRange(0, (int)limit);
        var token = new ContinueToken(snapshot.ResourceVersion, page[^1].Key);
        return new ListPage(page, snapshot.ResourceVersion, token.Encode(), selection.IsEverything ? chosen.Count - page.Count : null);
    }
}
