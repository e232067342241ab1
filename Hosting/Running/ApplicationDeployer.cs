using System.Net;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using k8s.Models;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Running;

/// <summary>Brings the application's objects into a cluster in the order of their waits, and takes them away in the reverse one. An ordinary client of the API.</summary>
internal sealed class ApplicationDeployer(IKubernetesApi api, ApplicationWatch watch, string ns)
{
    public const string Selector = $"{ObjectLabels.ManagedBy}={ObjectLabels.Application}";

    /// <summary>Deletes what an earlier run left; what users made themselves does not carry the application's label.</summary>
    public static async Task SweepAsync(IKubernetesApi api, string ns, CancellationToken ct)
    {
        foreach (var resource in ApiResource.OfApplication)
        {
            var leftovers = await api.ListAsync(resource, ns, Selector, ct);
            await Task.WhenAll(leftovers.Select(leftover => api.DeleteAsync(resource, ns, leftover, ct)));
        }
    }

    /// <summary>Applies everything but the workloads, in its order: what pods need is there before them.</summary>
    public async Task PrepareAsync(IReadOnlyList<TranslatedObject> objects, CancellationToken ct)
    {
        foreach (var item in objects.Where(item => !IsWorkload(item)))
        {
            await CreateAsync(item, ct);
        }
    }

    /// <summary>Deletes the workloads level by level, each level when the one before has ended, then the rest.</summary>
    /// <param name="orderly">When it fires, the remaining levels are no longer waited for.</param>
    public async Task StopAsync(IReadOnlyList<IReadOnlyList<string>> levels, CancellationToken orderly, CancellationToken ct)
    {
        var lists = await Task.WhenAll(ApiResource.OfWorkloads.Select(async kind => (Kind: kind, Items: await api.ListAsync(kind, ns, Selector, ct))));
        var present = lists.SelectMany(list => list.Items.Select(item => (list.Kind, Metadata: item))).ToLookup(workload => workload.Metadata.Name);
        foreach (var level in levels)
        {
            await Task.WhenAll(level.SelectMany(name => present[name]).Select(workload => api.DeleteAsync(workload.Kind, ns, workload.Metadata, ct)));
            try
            {
                await watch.WaitForAsync(observed => !observed.HasPods(level), orderly);
            }
            catch (OperationCanceledException) when (orderly.IsCancellationRequested && !ct.IsCancellationRequested)
            {
                // Out of time: the cluster ends the processes that are left.
            }
        }

        await SweepAsync(api, ns, ct);
    }

    /// <exception cref="DistributedApplicationException">The cluster refuses it.</exception>
    public async Task<JsonObject?> CreateAsync(TranslatedObject item, CancellationToken ct)
    {
        var isNamespace = item.Kind == V1Namespace.KubeKind;
        try
        {
            return await api.CreateAsync(isNamespace ? null : ns, item.Body, ct);
        }
        catch (KubernetesApiException e) when (e.Code == HttpStatusCode.Conflict && isNamespace)
        {
            return null;
        }
        catch (KubernetesApiException e) when (e.Code == HttpStatusCode.Conflict)
        {
            throw new DistributedApplicationException(
                $"{item} exists in namespace '{ns}' already, and not by this AppHost. Delete it (kubectl delete -n {ns} {item.Kind.ToLowerInvariant()} {item.Name}) or give the resource another name.", e);
        }
        catch (KubernetesApiException e)
        {
            throw new DistributedApplicationException($"{item} was refused by the cluster: {e.Message}", e);
        }
    }

    public static bool IsWorkload(TranslatedObject item) => ApiResource.OfWorkloads.Any(kind => kind.Kind == item.Kind);
}
