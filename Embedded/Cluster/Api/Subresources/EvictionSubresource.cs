using System.Text.Json.Nodes;
using k8s.Models;
using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Subresources;

/// <summary><c>POST pods/P/eviction</c>: a deletion that asks the pod's disruption budget first; what <c>kubectl drain</c> does.</summary>
internal sealed class EvictionSubresource(IObjectRegistry registry, IClusterClient cluster, TimeProvider time) : ISubresource
{
    public ResourceKind Kind => KindTable.Pod;

    public string Name => "eviction";

    public IReadOnlyList<string> Verbs { get; } = ["create"];

    public async Task AnswerAsync(ApiRequest request)
    {
        var options = WriteQuery.Read(request.Http.Request, "CreateOptions");
        var body = (await RequestBody.ReadAsync(request.Http.Request, request.Aborted)).ReadObject("Eviction", options);
        BodyKind.Settle(body, "policy/v1", "Eviction");
        BodyNamespace.Check(body, request);
        var deletion = DeletionBody.Read(body.Obj("deleteOptions") ?? []);
        var isTrial = options.DryRun || deletion.DryRun;
        var pod = registry.Get(KindTable.Pod, request.Key).As<V1Pod>();
        if (IsGoing(pod) || TryTake(pod, isTrial))
        {
            Evict(pod, deletion with { DryRun = isTrial, PreconditionUid = deletion.PreconditionUid ?? pod.Metadata.Uid });
        }

        await Answer.SendAsync(request.Http, request.Format, StatusBody.Created(), StatusCodes.Status201Created);
    }

    /// <summary>Nobody misses it.</summary>
    private static bool IsGoing(V1Pod pod) => PodFacts.IsFinished(pod) || PodFacts.IsTerminating(pod) || pod.Status?.Phase == "Pending";

    /// <summary>Takes one from the budget of the pod, if it has one.</summary>
    /// <exception cref="StatusException">429: nothing is left; 500: it has several.</exception>
    private bool TryTake(V1Pod pod, bool isTrial)
    {
        while (true)
        {
            var budgets = cluster.List<V1PodDisruptionBudget>(pod.Metadata.NamespaceProperty).Where(budget => LabelMatch.Fits(budget.Spec.Selector, pod.Metadata.Labels)).ToList();
            if (budgets.Count > 1)
            {
                throw new StatusException(500, "InternalError", "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
            }

            if (budgets.Count == 0 || IsUnhealthyAndFree(pod, budgets[0]))
            {
                return true;
            }

            Check(budgets[0]);
            if (isTrial || TryWrite(budgets[0], pod))
            {
                return true;
            }
        }
    }

    /// <summary>A pod that serves nobody may go as long as the others are enough.</summary>
    private static bool IsUnhealthyAndFree(V1Pod pod, V1PodDisruptionBudget budget) =>
        !PodFacts.IsReady(pod)
        && (budget.Spec.UnhealthyPodEvictionPolicy == "AlwaysAllow" || budget.Status is { DesiredHealthy: > 0 } status && status.CurrentHealthy >= status.DesiredHealthy);

    private static void Check(V1PodDisruptionBudget budget)
    {
        var (name, status) = (budget.Metadata.Name, budget.Status);
        var why = (status?.ObservedGeneration ?? 0) < budget.Metadata.Generation ? $"The disruption budget {name} is still being processed by the server."
            : status!.DisruptionsAllowed > 0 ? null
            : $"The disruption budget {name} needs {status.DesiredHealthy} healthy pods and has {status.CurrentHealthy} currently";
        if (why is not null)
        {
            throw new StatusException(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", new JsonObject
            {
                ["causes"] = new JsonArray(new JsonObject { ["reason"] = "DisruptionBudget", ["message"] = why }),
            });
        }
    }

    /// <returns>False: somebody else was quicker.</returns>
    private bool TryWrite(V1PodDisruptionBudget budget, V1Pod pod)
    {
        var copy = cluster.Copy(budget);
        copy.Status.DisruptionsAllowed--;
        copy.Status.DisruptedPods ??= new Dictionary<string, DateTime?>();
        copy.Status.DisruptedPods[pod.Metadata.Name] = time.GetKubernetesNow();
        try
        {
            cluster.UpdateStatus(copy);
            return true;
        }
        catch (StatusException e) when (e.IsConflict || e.IsNotFound)
        {
            return false;
        }
    }

    private void Evict(V1Pod pod, DeletionOptions deletion)
    {
        if (!deletion.DryRun)
        {
            Mark(pod);
        }

        registry.Delete(KindTable.Pod, new Objects.ObjectKey(pod.Metadata.NamespaceProperty, pod.Metadata.Name), deletion);
    }

    /// <summary>Says on the pod why it ends; a note that may fail, as the pod goes anyway.</summary>
    private void Mark(V1Pod pod)
    {
        var condition = new JsonObject
        {
            ["type"] = DisruptionTarget.Type,
            ["status"] = "True",
            ["reason"] = "EvictionByEvictionAPI",
            ["message"] = "Eviction API: evicting",
            ["lastTransitionTime"] = time.GetKubernetesNow().ToText(),
        };
        var patch = new JsonObject { ["status"] = new JsonObject { ["conditions"] = new JsonArray(condition) } };
        try
        {
            registry.Patch(
                KindTable.Pod, new Objects.ObjectKey(pod.Metadata.NamespaceProperty, pod.Metadata.Name), new ObjectPatch(PatchType.StrategicMerge, patch), WriteOptions.Loop, "status");
        }
        catch (StatusException e) when (e.IsNotFound)
        {
            // Gone already: the deletion says so.
        }
    }
}
