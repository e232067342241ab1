using CsCheck;
using k8s.Models;
using Workshop.Cluster.Loops.Jobs;

namespace Workshop.Cluster.Tests.Loops.Jobs;

/// <summary>A Job in a world where pods end in any order, users delete some, and the loop is killed between any two of its writes.</summary>
public sealed class JobProperties
{
    private static readonly Gen<(int Completions, int Parallelism, bool IsIndexed, (int Event, int Choice)[] Happenings)> Cases =
        from completions in Gen.Int[1, 6]
        from parallelism in Gen.Int[1, 5]
        from isIndexed in Gen.Bool
        from happenings in Gen.Select(Gen.Int[0, 9], Gen.Int[0, 99]).Array[150]
        select (completions, parallelism, isIndexed, happenings);

    [Fact]
    public void A_Job_never_has_more_than_its_completions_and_counts_each_end_once() => Cases.Sample(sample =>
    {
        var world = new World(sample.Completions, sample.Parallelism, sample.IsIndexed);
        foreach (var (what, choice) in sample.Happenings)
        {
            world.Happen(what, choice);
            Assert.InRange(world.Active, 0, sample.Parallelism);
            Assert.InRange(world.EndedWell + world.Active, 0, sample.Completions);
            Assert.InRange(world.Job.Status?.Succeeded ?? 0, 0, world.EndedWell);
            Assert.InRange(world.Job.Status?.Failed ?? 0, 0, world.Lost);
        }

        world.Settle();
        Assert.Equal((sample.Completions, sample.Completions), (world.EndedWell, world.Job.Status!.Succeeded));
        Assert.Equal(world.Lost, world.Job.Status.Failed ?? 0);
        Assert.Equal("Complete", JobConditions.End(world.Job)!.Type);
    });

    private sealed class World
    {
        private readonly List<V1Pod> _pods = [];
        private DateTime _now = Sets.Start;
        private int _named;

        public World(int completions, int parallelism, bool isIndexed) => Job = new V1Job
        {
            Metadata = new V1ObjectMeta { Name = "work", NamespaceProperty = "default", Uid = "work" },
            Spec = new V1JobSpec
            {
                Completions = completions,
                Parallelism = parallelism,
                CompletionMode = isIndexed ? "Indexed" : "NonIndexed",
                BackoffLimit = int.MaxValue,
                Template = Sets.Template("busybox:1"),
            },
        };

        public V1Job Job { get; }

        public int EndedWell { get; private set; }

        /// <summary>Pods that failed, or were deleted before their end.</summary>
        public int Lost { get; private set; }

        public int Active => _pods.Count(Workshop.Cluster.Loops.PodFacts.IsActive);

        public void Happen(int what, int choice)
        {
            var running = _pods.Where(Workshop.Cluster.Loops.PodFacts.IsActive).ToList();
            switch (what)
            {
                case 0 or 1 when running.Count > 0:
                    End(running[choice % running.Count], "Succeeded");
                    break;
                case 2 when running.Count > 0:
                    End(running[choice % running.Count], "Failed");
                    break;
                case 3 when _pods.Count > 0:
                    Delete(_pods[choice % _pods.Count]);
                    break;
                case 4:
                    _now += TimeSpan.FromMinutes(choice);
                    break;
                default:
                    // Killed after some of its writes, or none the less through.
                    Pass(choice < 50 ? choice % 8 : int.MaxValue);
                    break;
            }
        }

        public void Settle()
        {
            for (var i = 0; i < 200; i++)
            {
                _now += TimeSpan.FromMinutes(11);
                Pass(int.MaxValue);
                _pods.Where(Workshop.Cluster.Loops.PodFacts.IsActive).ToList().ForEach(pod => End(pod, "Succeeded"));
            }
        }

        private void End(V1Pod pod, string phase)
        {
            pod.Status.Phase = phase;
            pod.Status.ContainerStatuses = [new V1ContainerStatus { Name = "main", State = new V1ContainerState { Terminated = new V1ContainerStateTerminated { FinishedAt = _now } } }];
            (EndedWell, Lost) = phase == "Succeeded" ? (EndedWell + 1, Lost) : (EndedWell, Lost + 1);
        }

        private void Delete(V1Pod pod)
        {
            if (Workshop.Cluster.Loops.PodFacts.IsActive(pod))
            {
                Lost++;
            }

            pod.Metadata.DeletionTimestamp ??= _now;
            Vanish();
        }

        private void Pass(int writes)
        {
            var step = JobPlan.Next(Job, [.. _pods], _now);
            var all = step.Dismiss.Concat(step.End).Select(pod => (Action)(() => Delete(pod)))
                .Concat(step.Create.Select(index => (Action)(() => Create(index))))
                .Append(() => Job.Status = step.Status)
                .Concat(step.Release.Select(pod => (Action)(() => Release(pod))));
            foreach (var write in all.Take(writes))
            {
                write();
            }
        }

        private void Create(int? index)
        {
            var pod = JobPods.New(Job, index, null);
            pod.Metadata.Name = $"{_named++}";
            pod.Metadata.Uid = pod.Metadata.Name;
            pod.Metadata.CreationTimestamp = _now;
            pod.Status = new V1PodStatus { Phase = "Running" };
            pod.Spec = new V1PodSpec { NodeName = "node-1", Containers = [new V1Container { Name = "main" }] };
            _pods.Add(pod);
        }

        private void Release(V1Pod pod)
        {
            pod.Metadata.Finalizers = null;
            Vanish();
        }

        private void Vanish() => _pods.RemoveAll(pod => pod.Metadata is { DeletionTimestamp: not null, Finalizers: null });
    }
}
