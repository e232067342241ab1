using System.Net;

namespace Workshop.Hosting.Kube;

/// <summary>The kinds that the API serves, as it says itself: also those that a CustomResourceDefinition brought.</summary>
internal sealed class ServedKinds(IKubernetesApi api)
{
    /// <summary>Null: the API has no such kind.</summary>
    public async Task<ServedKind?> FindAsync(string apiVersion, string kind, CancellationToken ct)
    {
        try
        {
            var root = apiVersion.Contains('/', StringComparison.Ordinal) ? "apis" : "api";
            var served = (await api.GetAsync($"{root}/{apiVersion}", ct))["resources"]?.AsArray() ?? [];
            // 'deployments/status' is a part of one.
            var found = served.FirstOrDefault(item => item!["kind"]?.GetValue<string>() == kind && !item["name"]!.GetValue<string>().Contains('/', StringComparison.Ordinal));
            return found is null ? null : new(new ApiResource(kind, apiVersion, found["name"]!.GetValue<string>()), found["namespaced"]?.GetValue<bool>() == true);
        }
        catch (KubernetesApiException e) when (e.Code == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}

/// <param name="IsNamespaced">False: there is one for the whole cluster.</param>
internal sealed record ServedKind(ApiResource Resource, bool IsNamespaced);
