using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Access.Rbac;

/// <summary>Lets a request pass or refuses it in Kubernetes' words; and lets those who may speak for another one.</summary>
internal sealed class AccessGate(RbacAuthorizer authorizer)
{
    private const string UserHeader = "Impersonate-User";
    private const string GroupHeader = "Impersonate-Group";

    /// <exception cref="StatusException">403.</exception>
    public void Check(Caller caller, AccessAttributes wanted)
    {
        var verdict = authorizer.Decide(caller, wanted);
        if (!verdict.IsAllowed)
        {
            throw Forbidden(caller, wanted);
        }
    }

    /// <returns>Who the request is made for: <c>kubectl --as</c>.</returns>
    /// <exception cref="StatusException">400, or 403: the caller may not speak for them.</exception>
    public Caller Impersonated(Caller caller, HttpRequest request)
    {
        var user = request.Headers[UserHeader].ToString();
        var groups = Values(request.Headers[GroupHeader]);
        if (user.Length == 0)
        {
            return groups.Length == 0 ? caller : throw new StatusException(400, "BadRequest", "requested groups without impersonating a user");
        }

        var account = Caller.AccountOf(user);
        Check(caller, account is { } named
            ? AccessAttributes.OfResource("impersonate", "", "serviceaccounts", "", named.Namespace, named.Name)
            : AccessAttributes.OfResource("impersonate", "", "users", "", "", user));
        foreach (var group in groups)
        {
            Check(caller, AccessAttributes.OfResource("impersonate", "", "groups", "", "", group));
        }

        string[] own = groups.Length == 0 && account is { } known ? Caller.AccountGroups(known.Namespace) : groups;
        return user == Caller.Anonymous.Name
            ? Caller.Anonymous
            : new Caller(user, [.. own, .. own.Contains(Caller.Authenticated) ? Array.Empty<string>() : [Caller.Authenticated]]);
    }

    private static string[] Values(StringValues values) => [.. values.OfType<string>().Where(value => value.Length > 0)];

    private static StatusException Forbidden(Caller caller, AccessAttributes wanted)
    {
        if (wanted.Path is { } path)
        {
            return new StatusException(403, "Forbidden", $"forbidden: User {GoText.Quote(caller.Name)} cannot {wanted.Verb} path {GoText.Quote(path)}", []);
        }

        var what = wanted.Group.Length == 0 ? wanted.Resource : $"{wanted.Resource}.{wanted.Group}";
        var place = wanted.Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace {GoText.Quote(wanted.Namespace)}";
        var details = new JsonObject();
        foreach (var (field, value) in new[] { ("name", wanted.Name), ("group", wanted.Group), ("kind", wanted.Resource) }.Where(pair => pair.Item2.Length > 0))
        {
            details[field] = value;
        }

        return new StatusException(
            403,
            "Forbidden",
            $"{what}{(wanted.Name.Length == 0 ? "" : " " + GoText.Quote(wanted.Name))} is forbidden: User {GoText.Quote(caller.Name)} cannot {wanted.Verb} resource {GoText.Quote(wanted.FullResource)} "
            + $"in API group {GoText.Quote(wanted.Group)} {place}",
            details);
    }
}
