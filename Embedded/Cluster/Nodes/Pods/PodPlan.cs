using k8s.Models;
using Workshop.Cluster.Nodes.Probes;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>Decides what a pod's containers need now: which to start, to stop, to hold back; touches nothing.</summary>
internal static class PodPlan
{
    public static PodStep For(V1PodSpec spec, PodMemory memory, DateTimeOffset now) => new Draft(spec, memory, now).Decide();

    /// <summary>Whether a container that ended like this starts again.</summary>
    public static bool IsRestarted(V1PodSpec spec, ContainerRole role, int exitCode) => (role, spec.RestartPolicy ?? "Always") switch
    {
        (ContainerRole.Sidecar, _) => true,
        (ContainerRole.Init, "Never") => false,
        (ContainerRole.Init, _) => exitCode != 0,
        (ContainerRole.Ephemeral, _) => false,
        (_, "Always") => true,
        (_, "OnFailure") => exitCode != 0,
        _ => false,
    };

    private sealed class Draft(V1PodSpec spec, PodMemory memory, DateTimeOffset now)
    {
        private readonly List<PodAction> _actions = [];
        private DateTimeOffset? _wakeAt;

        private bool MayRestartOnFailure => spec.RestartPolicy != "Never";

        public PodStep Decide()
        {
            if (memory.IsOver)
            {
                return new PodStep([], null, memory.IsInitialized, IsOver: true);
            }

            if (memory.IsTerminating || memory.IsOverdue)
            {
                return End(memory.IsInitialized);
            }

            if (Overdue is { } deadline)
            {
                Wake(deadline);
            }

            // They join whatever state the pod is in, and nobody waits for them.
            memory.InRole(ContainerRole.Ephemeral).ToList().ForEach(Tend);
            foreach (var container in memory.Containers.Where(container => container.Role is ContainerRole.Init or ContainerRole.Sidecar))
            {
                if (HasFailedForGood(container))
                {
                    return End(isInitialized: false);
                }

                Tend(container);
                if (!memory.IsInitialized && !IsThrough(container))
                {
                    return new PodStep(_actions, _wakeAt, IsInitialized: false, IsOver: false);
                }
            }

            var main = memory.InRole(ContainerRole.Main).ToList();
            if (main.TrueForAll(container => container is { Stage: ContainerStage.Ended, IsOutdated: false } && !IsRestarted(spec, container.Role, container.End!.ExitCode)))
            {
                return End(isInitialized: true);
            }

            main.ForEach(Tend);
            return new PodStep(_actions, _wakeAt, IsInitialized: true, IsOver: false);
        }

        private DateTimeOffset? Overdue => spec.ActiveDeadlineSeconds is { } seconds ? new DateTimeOffset(memory.StartTime).AddSeconds(seconds) : null;

        private bool HasFailedForGood(ContainerMemory container) =>
            container is { Role: ContainerRole.Init, Stage: ContainerStage.Ended } && container.End!.ExitCode != 0 && !MayRestartOnFailure;

        private static bool IsThrough(ContainerMemory container) => container.Role == ContainerRole.Sidecar
            ? container is { Stage: ContainerStage.Running, IsStarted: true }
            : container is { Stage: ContainerStage.Ended, End.ExitCode: 0 };

        private void Tend(ContainerMemory container)
        {
            switch (container.Stage)
            {
                case ContainerStage.Running when !container.IsStopping && (container.FailedProbe is not null || container.HasHookFailed || container.IsOutdated):
                    _actions.Add(StopOf(container));
                    break;
                case ContainerStage.Waiting when !memory.IsInitialized || container.Role != ContainerRole.Init:
                    StartWhenDue(container);
                    break;
                case ContainerStage.Ended when container.IsOutdated:
                    _actions.Add(new StartContainer(container.Name));
                    break;
                case ContainerStage.Ended when IsRestarted(spec, container.Role, container.End!.ExitCode):
                    Restart(container, container.End);
                    break;
            }
        }

        private void StartWhenDue(ContainerMemory container)
        {
            if (container.RetryAt is { } retryAt && retryAt > now)
            {
                Wake(retryAt);
                return;
            }

            _actions.Add(new StartContainer(container.Name));
        }

        private void Restart(ContainerMemory container, ContainerEnd end)
        {
            var mayStartAt = container.BackOff.MayStartAt(end.FinishedAt);
            if (mayStartAt > now)
            {
                _actions.Add(new HoldContainer(container.Name, container.BackOff.Delay, mayStartAt));
                Wake(mayStartAt);
                return;
            }

            _actions.Add(new StartContainer(container.Name));
        }

        private StopContainer StopOf(ContainerMemory container)
        {
            if (container.HasHookFailed)
            {
                return new StopContainer(container.Name, "FailedPostStartHook");
            }

            if (container.FailedProbe is null)
            {
                return new StopContainer(container.Name, $"Container {container.Name} definition changed, will be restarted");
            }

            var probe = container.FailedProbe == ProbeKind.Startup ? "startup" : "liveness";
            var isOnlyOne = !memory.Containers.Any(other => other.Name != container.Name && other.Stage == ContainerStage.Running);
            return new StopContainer(
                container.Name,
                MayRestartOnFailure || container.Role == ContainerRole.Sidecar ? $"Container {container.Name} failed {probe} probe, will be restarted"
                    : isOnlyOne ? $"Stopping container {container.Name}"
                    : $"Container {container.Name} failed {probe} probe",
                ByProbe: true);
        }

        /// <summary>First all others end, then the sidecars, in the reverse order of their start.</summary>
        private PodStep End(bool isInitialized)
        {
            _wakeAt = null;
            _actions.Clear();
            var running = memory.Containers.Where(container => container.Stage == ContainerStage.Running).ToList();
            var first = running.Where(container => container.Role != ContainerRole.Sidecar).ToList();
            var next = first.Count > 0 ? first : running.TakeLast(1);
            _actions.AddRange(next.Where(container => !container.IsStopping).Select(container => new StopContainer(container.Name, $"Stopping container {container.Name}")));
            return new PodStep(_actions, null, isInitialized, IsOver: running.Count == 0);
        }

        private void Wake(DateTimeOffset at) => _wakeAt = _wakeAt is { } before && before < at ? before : at;
    }
}
