using k8s.Models;

namespace Workshop.Cluster.Tests.Nodes;

public sealed class PodLifeTests : IAsyncLifetime, IDisposable
{
    private readonly StateFolder _state = new();
    private readonly string _shared = Directory.CreateTempSubdirectory("workshop-shared-").FullName;
    private NodeWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await NodeWorld.StartAsync(_state);
    }

    public async Task DisposeAsync()
    {
        await _world.DisposeAsync();
        Assert.Empty(_world.Processes);
    }

    public void Dispose()
    {
        _state.Dispose();
        Directory.Delete(_shared, recursive: true);
    }

    [SkippableFact]
    public async Task A_container_that_crashes_is_restarted_ever_more_slowly()
    {
        Create("{name: crash}", "terminationGracePeriodSeconds: 0", "echo oops; echo last words > /dev/termination-log; exit 3");

        await NodeWorld.Until(() => _world.Status("crash") is { RestartCount: 1, State.Waiting.Reason: "CrashLoopBackOff" }, "the first restart has crashed");

        var status = _world.Status("crash");
        Assert.Equal("Running", _world.Pod("crash").Status.Phase);
        Assert.Equal($"back-off 10s restarting failed container=main pod=crash_default({_world.Pod("crash").Metadata.Uid})", status.State.Waiting.Message);
        Assert.Equal((3, "Error", "last words\n"), (status.LastState.Terminated.ExitCode, status.LastState.Terminated.Reason, status.LastState.Terminated.Message));
        Assert.False(status.Started);
        Assert.Equal("oops\n", await _world.LogAsync("crash", previous: true));
        Assert.Equal(
            [
                "PodReadyToStartContainers True",
                "Initialized True",
                "Ready False ContainersNotReady containers with unready status: [main]",
                "ContainersReady False ContainersNotReady containers with unready status: [main]",
                "PodScheduled True",
            ],
            _world.Conditions("crash"));
        Assert.Equal(
            [
                "Normal Pulled Container image \"busybox:1.36\" already present on machine",
                "Normal Created Created container main",
                "Normal Started Started container main",
                "Normal Pulled Container image \"busybox:1.36\" already present on machine",
                "Normal Created Created container main",
                "Normal Started Started container main",
                $"Warning BackOff Back-off restarting failed container main in pod crash_default({_world.Pod("crash").Metadata.Uid})",
            ],
            _world.Events.About("crash"));
    }

    [SkippableFact]
    public async Task Ends_are_told_with_code_reason_and_message()
    {
        Create("{name: onfailure}", "restartPolicy: OnFailure", "exit 0");
        Create("{name: never}", "restartPolicy: Never", "echo to the log; exit 5", "terminationMessagePolicy: FallbackToLogsOnError");
        _world.Create("{metadata: {name: nocommand}, spec: {restartPolicy: Never, containers: [{name: main, image: busybox, imagePullPolicy: IfNotPresent, command: [/no/such/program]}]}}");

        await _world.UntilPhase("onfailure", "Succeeded");
        await _world.UntilPhase("never", "Failed");
        await _world.UntilPhase("nocommand", "Failed");

        Assert.Equal("0 Completed ", End("onfailure"));
        Assert.Equal("5 Error to the log\n", End("never"));
        Assert.Equal("128 StartError failed to create containerd task: unable to start container process: exec: \"/no/such/program\": stat /no/such/program: no such file or directory", End("nocommand"));
        Assert.Equal("Initialized True PodCompleted", _world.Conditions("onfailure")[1]);
        Assert.Equal("Ready False PodFailed", _world.Conditions("never")[2]);
    }

    [SkippableFact]
    public async Task A_pod_past_its_deadline_is_ended()
    {
        Create("{name: late}", "activeDeadlineSeconds: 1, terminationGracePeriodSeconds: 0", "sleep 300");

        await _world.UntilPhase("late", "Failed");

        var status = _world.Pod("late").Status;
        Assert.Equal(("DeadlineExceeded", "Pod was active on the node longer than the specified deadline"), (status.Reason, status.Message));
        Assert.Equal("137 Error ", End("late"));
        Assert.Equal(["Normal DeadlineExceeded Pod was active on the node longer than the specified deadline", "Normal Killing Stopping container main"], _world.Events.About("late").TakeLast(2));
    }

    [SkippableFact]
    public async Task A_deleted_pod_gets_its_hook_TERM_and_grace_and_then_goes_with_all_it_had()
    {
        Create("{name: hooks}", "terminationGracePeriodSeconds: 10", "trap 'echo terminated >> /d/words; exit 0' TERM; touch /tmp/up; while true; do sleep 0.05; done",
            "readinessProbe: {exec: {command: [test, -e, /tmp/up]}, periodSeconds: 1}, lifecycle: {preStop: {exec: {command: [sh, -c, 'echo preStop >> /d/words']}}}, volumeMounts: [{name: d, mountPath: /d}]",
            $"volumes: [{{name: d, hostPath: {{path: '{_shared}'}}}}]");
        await _world.UntilReady("hooks");
        var uid = _world.Pod("hooks").Metadata.Uid;

        _world.Client.Delete<V1Pod>("default", "hooks");
        await _world.UntilGone("hooks");

        Assert.Equal("preStop\nterminated\n", await File.ReadAllTextAsync(Path.Combine(_shared, "words")));
        // A probe that was under way when the program ended may tell of its failure behind it.
        Assert.Contains("Normal Killing Stopping container main", _world.Events.About("hooks"));
        await NodeWorld.Until(() => !Directory.Exists(_state.In("pods", uid)) && _world.Processes.Count == 0, "nothing is left");
    }

    [SkippableFact]
    public async Task A_program_that_ignores_TERM_is_killed_with_its_children_when_the_grace_is_over()
    {
        Create("{name: stubborn}", "terminationGracePeriodSeconds: 1", "trap '' TERM; sleep 300 & sleep 300");
        await _world.UntilReady("stubborn");

        _world.Client.Delete<V1Pod>("default", "stubborn");

        await _world.UntilGone("stubborn");
        await NodeWorld.Until(() => _world.Processes.Count == 0, "no process is left");
    }

    [SkippableFact]
    public async Task Probes_make_ready_take_out_and_restart()
    {
        Create("{name: probed}", "terminationGracePeriodSeconds: 0", "touch /tmp/live; sleep 300",
            "readinessProbe: {exec: {command: [test, -e, /tmp/ready]}, periodSeconds: 1, failureThreshold: 1}, livenessProbe: {exec: {command: [sh, -c, 'test -e /tmp/live || { echo dead; exit 1; }']}, periodSeconds: 1, failureThreshold: 1}");
        await NodeWorld.Until(() => _world.Pod("probed").Status?.Phase == "Running", "it runs");
        Assert.False(_world.Status("probed").Ready);

        var folder = _state.In("pods", _world.Pod("probed").Metadata.Uid, "containers", "main", "tmp");
        await File.WriteAllTextAsync(Path.Combine(folder, "ready"), "");
        await _world.UntilReady("probed");
        File.Delete(Path.Combine(folder, "live"));
        await NodeWorld.Until(() => _world.Status("probed") is { RestartCount: 1, State.Running: not null, Ready: false }, "it was restarted");

        Assert.Contains("Warning Unhealthy Liveness probe failed: dead\n", _world.Events.About("probed"));
        Assert.Contains("Normal Killing Container main failed liveness probe, will be restarted", _world.Events.About("probed"));
        Assert.Equal(137, _world.Status("probed").LastState.Terminated.ExitCode);
    }

    [SkippableFact]
    public async Task A_startup_probe_that_fails_ends_a_pod_that_is_not_restarted()
    {
        Create("{name: unborn}", "restartPolicy: Never, terminationGracePeriodSeconds: 0", "sleep 300",
            "startupProbe: {exec: {command: [sh, -c, 'echo not yet; exit 1']}, periodSeconds: 1, failureThreshold: 2}, livenessProbe: {exec: {command: ['true']}, periodSeconds: 1}");

        await _world.UntilPhase("unborn", "Failed");

        Assert.Equal("137 Error ", End("unborn"));
        Assert.Equal("Normal Killing Stopping container main", _world.Events.About("unborn")[^1]);
        Assert.Contains("Warning Unhealthy Startup probe failed: not yet\n", _world.Events.About("unborn"));
    }

    [SkippableFact]
    public async Task A_refused_connection_is_reported_with_the_address()
    {
        Create("{name: closed}", "terminationGracePeriodSeconds: 0", "sleep 300", "readinessProbe: {tcpSocket: {port: 9}, periodSeconds: 1}");

        await NodeWorld.Until(() => _world.Events.About("closed").Any(line => line.Contains("Unhealthy", StringComparison.Ordinal)), "a failure is reported");

        Assert.Equal($"Warning Unhealthy Readiness probe failed: dial tcp {_world.Pod("closed").Status.PodIP}:9: connect: connection refused", _world.Events.About("closed")[^1]);
        Assert.Equal((true, false), (_world.Status("closed").Started, _world.Status("closed").Ready));
    }

    [SkippableFact]
    public async Task Init_containers_and_sidecars_run_in_their_order()
    {
        _world.Create(
            """
            metadata: {name: both}
            spec:
              terminationGracePeriodSeconds: 5
              restartPolicy: Never
              initContainers:
              - {name: first, image: busybox, imagePullPolicy: IfNotPresent, command: [sh, -c, "echo 1 >> /d/order"], volumeMounts: [{name: d, mountPath: /d}]}
              - {name: proxy, image: busybox, imagePullPolicy: IfNotPresent, restartPolicy: Always, command: [sh, -c, "trap 'exit 0' TERM; echo proxy >> /d/order; touch /d/up; while true; do sleep 0.05; done"], startupProbe: {exec: {command: [test, -e, /d/up]}, periodSeconds: 1}, volumeMounts: [{name: d, mountPath: /d}]}
              - {name: second, image: busybox, imagePullPolicy: IfNotPresent, command: [sh, -c, "echo 2 >> /d/order"], volumeMounts: [{name: d, mountPath: /d}]}
              containers:
              - {name: main, image: busybox, imagePullPolicy: IfNotPresent, command: [sh, -c, "cat /d/order; sleep 4"], volumeMounts: [{name: d, mountPath: /d}]}
              volumes: [{name: d, emptyDir: {}}]
            """);

        await _world.UntilReady("both");
        Assert.Equal(["first True False", "proxy True True", "second True False"], _world.Pod("both").Status.InitContainerStatuses.Select(status => $"{status.Name} {status.Ready} {status.Started}"));
        await _world.UntilPhase("both", "Succeeded");

        Assert.Equal("1\nproxy\n2\n", await _world.LogAsync("both"));
        Assert.Equal(0, _world.Pod("both").Status.InitContainerStatuses[1].State.Terminated.ExitCode);
    }

    [SkippableFact]
    public async Task A_failed_init_container_fails_a_pod_that_is_not_restarted()
    {
        _world.Create("{metadata: {name: broken}, spec: {restartPolicy: Never, initContainers: [{name: bad, image: busybox, imagePullPolicy: IfNotPresent, command: [sh, -c, 'exit 2']}], containers: [{name: main, image: busybox, imagePullPolicy: IfNotPresent, command: ['true']}]}}");

        await _world.UntilPhase("broken", "Failed");

        Assert.Equal("PodInitializing", _world.Status("broken").State.Waiting.Reason);
        Assert.Equal("Initialized False ContainersNotInitialized containers with incomplete status: [bad]", _world.Conditions("broken")[1]);
    }

    [SkippableFact]
    public async Task An_unknown_image_cannot_be_pulled_until_it_is_another()
    {
        _world.Create("{metadata: {name: unknown}, spec: {terminationGracePeriodSeconds: 0, containers: [{name: main, image: 'nosuch/image:1', imagePullPolicy: IfNotPresent, command: [sleep, '300']}]}}");
        await NodeWorld.Until(() => _world.Status("unknown").State.Waiting?.Reason == "ImagePullBackOff", "it is backed off");
        Assert.Equal(
            [
                "Normal Pulling Pulling image \"nosuch/image:1\"",
                "Warning Failed Failed to pull image \"nosuch/image:1\": failed to pull image \"nosuch/image:1\": not found: this cluster runs no foreign images; it has busybox",
                "Warning Failed Error: ErrImagePull",
                "Normal BackOff Back-off pulling image \"nosuch/image:1\"",
                "Warning Failed Error: ImagePullBackOff",
            ],
            _world.Events.About("unknown"));

        _world.Client.Patch<V1Pod>("default", "unknown", new System.Text.Json.Nodes.JsonObject
        {
            ["spec"] = new System.Text.Json.Nodes.JsonObject { ["containers"] = new System.Text.Json.Nodes.JsonArray(System.Text.Json.Nodes.JsonNode.Parse("""{"name":"main","image":"busybox","imagePullPolicy":"IfNotPresent","command":["sleep","300"]}""")) },
        });

        await _world.UntilReady("unknown");
    }

    [SkippableFact]
    public async Task Every_volume_that_is_missing_is_told()
    {
        Create(
            "{name: no-volumes}", "terminationGracePeriodSeconds: 0", "sleep 300", "volumeMounts: [{name: a, mountPath: /a}, {name: b, mountPath: /b}]",
            "volumes: [{name: a, configMap: {name: missing}}, {name: b, secret: {secretName: missing}}]");
        await NodeWorld.Until(() => _world.Events.About("no-volumes").Count > 1, "both are missed");

        Assert.Equal(
            [
                "Warning FailedMount MountVolume.SetUp failed for volume \"a\" : configmap \"missing\" not found",
                "Warning FailedMount MountVolume.SetUp failed for volume \"b\" : secret \"missing\" not found",
            ],
            _world.Events.About("no-volumes").Take(2));
    }

    [SkippableFact]
    public async Task Missing_configuration_holds_a_pod_back_until_it_is_there()
    {
        Create("{name: no-map}", "terminationGracePeriodSeconds: 0", "sleep 300", "envFrom: [{configMapRef: {name: missing}}]");
        Create("{name: no-secret}", "terminationGracePeriodSeconds: 0", "cat /etc/tls/cert.pem; echo; sleep 300", "volumeMounts: [{name: tls, mountPath: /etc/tls}]", "volumes: [{name: tls, secret: {secretName: tls-certs}}]");
        await NodeWorld.Until(() => _world.Status("no-map").State.Waiting?.Reason == "CreateContainerConfigError", "the map is missed");
        await NodeWorld.Until(() => _world.Events.About("no-secret").Count > 0, "the secret is missed");
        await NodeWorld.Until(() => _world.Status("no-secret").State.Waiting is not null, "its status says that it waits");
        Assert.Equal("configmap \"missing\" not found", _world.Status("no-map").State.Waiting.Message);
        Assert.Equal("Warning FailedMount MountVolume.SetUp failed for volume \"tls\" : secret \"tls-certs\" not found", _world.Events.About("no-secret")[0]);
        Assert.Equal("ContainerCreating", _world.Status("no-secret").State.Waiting.Reason);
        Assert.Equal("PodReadyToStartContainers False", _world.Conditions("no-secret")[0]);

        _world.Client.Create(new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "missing", NamespaceProperty = "default" } });
        _world.Client.Create(new V1Secret { Metadata = new V1ObjectMeta { Name = "tls-certs", NamespaceProperty = "default" }, Data = new Dictionary<string, byte[]> { ["cert.pem"] = "x"u8.ToArray() } });

        await _world.UntilReady("no-map");
        await _world.UntilReady("no-secret");
        await NodeWorld.Until(async () => await _world.LogAsync("no-secret") == "x\n", "the secret is read");
    }

    [SkippableFact]
    public async Task A_mounted_map_follows_its_object_by_an_atomic_switch()
    {
        _world.Client.Create(new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "cfg", NamespaceProperty = "default" }, Data = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } });
        Create("{name: vols}", "terminationGracePeriodSeconds: 0", "cat /etc/single.conf; echo; sleep 300", "volumeMounts: [{name: whole, mountPath: /whole}, {name: whole, mountPath: /etc/single.conf, subPath: a}]", "volumes: [{name: whole, configMap: {name: cfg}}]");
        await _world.UntilReady("vols");
        var folder = _state.In("pods", _world.Pod("vols").Metadata.Uid, "volumes", "whole");
        Assert.Equal("..data/a", new FileInfo(Path.Combine(folder, "a")).LinkTarget);

        _world.Client.Patch<V1ConfigMap>("default", "cfg", System.Text.Json.Nodes.JsonNode.Parse("""{"data":{"a":"changed","c":"3","b":null}}""")!.AsObject());

        await NodeWorld.Until(() => File.ReadAllText(Path.Combine(folder, "a")) == "changed", "the file follows");
        Assert.Equal(["a", "c"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Where(name => !name!.StartsWith("..", StringComparison.Ordinal)).Order());
        await NodeWorld.Until(async () => await _world.LogAsync("vols") == "1\n", "the mounted file is as it was when the process read it");
    }

    [SkippableFact]
    public async Task After_a_restart_of_the_node_pods_go_on_as_new_runs_at_the_same_address()
    {
        Create("{name: lasting}", "terminationGracePeriodSeconds: 1", "sleep 300");
        Create("{name: done}", "restartPolicy: Never", "exit 0");
        await _world.UntilReady("lasting");
        await _world.UntilPhase("done", "Succeeded");
        var address = _world.Pod("lasting").Status.PodIP;
        await _world.DisposeAsync();
        Assert.Empty(_world.Processes);

        _world = await NodeWorld.StartAsync(_state);

        await NodeWorld.Until(() => _world.Status("lasting") is { RestartCount: 1, Ready: true }, "it runs again");
        Assert.Equal(address, _world.Pod("lasting").Status.PodIP);
        Assert.Equal((255, "Unknown"), (_world.Status("lasting").LastState.Terminated.ExitCode, _world.Status("lasting").LastState.Terminated.Reason));
        Assert.Equal("Normal SandboxChanged Pod sandbox changed, it will be killed and re-created.", _world.Events.About("lasting")[0]);
        Assert.Equal((0, "Completed"), (_world.Status("done").RestartCount, _world.Status("done").State.Terminated.Reason));
    }

    [Fact]
    public void The_node_is_registered_as_Kubernetes_shows_nodes()
    {
        var node = _world.Client.Find<V1Node>("", "node-1")!;

        Assert.Equal(["MemoryPressure False", "DiskPressure False", "PIDPressure False", "Ready True"], node.Status.Conditions.Select(condition => $"{condition.Type} {condition.Status}"));
        Assert.Equal(["InternalIP", "Hostname"], node.Status.Addresses.Select(address => address.Type));
        Assert.Equal(_world.Range.PodCidr(0), node.Spec.PodCIDR);
        Assert.Equal("110", node.Status.Allocatable["pods"].ToString());
        Assert.NotNull(_world.Client.Find<V1Lease>("kube-node-lease", "node-1")?.Spec.RenewTime);
    }

    private string End(string pod) => _world.Status(pod).State.Terminated is { } end ? $"{end.ExitCode} {end.Reason} {end.Message}" : "still running";

    private void Create(string metadata, string spec, string script, string container = "tty: false", string more = "hostname: x")
    {
        Skip.If(OperatingSystem.IsWindows(), "Scripts of a Unix shell.");
        _world.Create(
            $"metadata: {metadata}\nspec: {{{spec}, {more}, containers: [{{name: main, image: 'busybox:1.36', imagePullPolicy: IfNotPresent, command: [sh, -c, {System.Text.Json.JsonSerializer.Serialize(script)}], {container}}}]}}");
    }
}
