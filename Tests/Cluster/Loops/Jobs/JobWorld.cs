using k8s.Models;
using Workshop.Cluster.Loops.Jobs;

namespace Workshop.Cluster.Tests.Loops.Jobs;

/// <summary>A registry with the loop of Jobs, and pods that end as a test says.</summary>
internal sealed class JobWorld : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly JobReconciler _loop;
    private readonly string _name;

    /// <param name="spec">The fields of the spec before the template, as JSON without braces.</param>
    public JobWorld(string spec = "", string restartPolicy = "Never", string name = "work", string account = "default")
    {
        _name = name;
        _loop = new JobReconciler(_world.Client, _world.Events, _world.Time);
        _world.Create<V1Job>(
            $$"""
            {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "{{name}}"}, "spec": { {{spec}}{{(spec.Length > 0 ? "," : "")}}
              "template": {"spec": {"restartPolicy": "{{restartPolicy}}", "serviceAccountName": "{{account}}", "containers": [{"name": "main", "image": "busybox:1"}]} } } }
            """);
        Pass();
    }

    public LoopWorld World => _world;

    public V1Job Job => _world.Get<V1Job>(_name);

    public V1JobStatus Status => Job.Status;

    public IReadOnlyList<V1Pod> Pods => [.. _world.All<V1Pod>().OrderBy(pod => pod.Metadata.CreationTimestamp).ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal)];

    public IReadOnlyList<V1Pod> Running => [.. Pods.Where(pod => pod.Status.Phase is "Pending" or "Running" && pod.Metadata.DeletionTimestamp is null)];

    public IEnumerable<string> Conditions => (Status.Conditions ?? []).Select(condition => $"{condition.Type} {condition.Reason}");

    public IReadOnlyList<string> Pass() => _world.Pass(_loop, _name);

    /// <summary>Passes until nothing changes any more.</summary>
    public void Settle()
    {
        while (Pass().Count > 0)
        {
        }
    }

    public void Wait(int seconds)
    {
        _world.Time.Advance(TimeSpan.FromSeconds(seconds));
        Settle();
    }

    public void End(V1Pod pod, int exitCode)
    {
        _world.ChangeStatus(pod, copy =>
        {
            copy.Status.Phase = exitCode == 0 ? "Succeeded" : "Failed";
            copy.Status.ContainerStatuses =
            [
                new V1ContainerStatus
                {
                    Name = "main", Image = "busybox:1", ImageID = "", RestartCount = 0, Ready = false,
                    State = new V1ContainerState { Terminated = new V1ContainerStateTerminated { ExitCode = exitCode, FinishedAt = _world.Time.GetUtcNow().UtcDateTime } },
                },
            ];
        });
    }

    /// <summary>Ends every pod that runs, and lets the loop see it.</summary>
    public void EndAll(int exitCode)
    {
        foreach (var pod in Running)
        {
            End(pod, exitCode);
        }

        Settle();
    }

    public void Change(Action<V1Job> change)
    {
        _world.Change(Job, change);
        Settle();
    }

    public void Dispose() => _world.Dispose();
}
