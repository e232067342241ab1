using k8s.Models;

namespace Workshop.Labs.Tests.Checks;

/// <summary>Labs 8 to 11: Deployments, and versions that take turns.</summary>
public sealed class RolloutChecksTests : IDisposable
{
    private static readonly (string, int)[] Old = [("1.0.0", 20)];
    private static readonly (string, int)[] Both = [("1.0.0", 10), ("2.0.0", 10)];
    private static readonly (string, int)[] New = [("2.0.0", 20)];
    private readonly StandInCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task A_Deployment_is_scaled_when_its_own_pods_are_ready()
    {
        Assert.StartsWith("red: saw no Deployment 'hello';", await _cluster.Look(8, "scaled"), StringComparison.Ordinal);

        var deployment = Things.Deployment("hello", 3, "1.0.0");
        _cluster.With(deployment).Revision(deployment, 1, "1.0.0", 4);
        Assert.StartsWith("red: saw 'hello' wants 3 replicas;", await _cluster.Look(8, "scaled"), StringComparison.Ordinal);

        deployment.Spec.Replicas = 5;
        Assert.StartsWith("red: saw 4 of 5 ready;", await _cluster.Look(8, "scaled"), StringComparison.Ordinal);

        _cluster.With(Things.Pod("stranger", ("app", "hello")));
        Assert.StartsWith("red: saw 4 of 5 ready;", await _cluster.Look(8, "scaled"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_pod_can_be_made_the_ReplicaSet_knows_why()
    {
        _cluster.Running("greeter", 3, "1.0.0");
        using var refused = new StandInCluster();
        var deployment = Things.Deployment("greeter", 3, "1.0.0");
        refused.With(deployment).Revision(deployment, 1, "1.0.0", 0).Happened("ReplicaSet", "greeter-r1", "FailedCreate", "exceeded quota");

        Assert.StartsWith("green: 'greeter' has 3 of 3", await _cluster.Look(8, "fixed"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw 0 of 3 ready; exceeded quota;", await refused.Look(8, "fixed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replaced_is_a_pod_that_somebody_ended_and_not_one_that_was_scaled_away()
    {
        _cluster.Running("hello", 3, "1.0.0").Happened("Pod", "hello-r1-9", "Killing", "Stopping").Happened("ReplicaSet", "hello-r1", "SuccessfulDelete", "Deleted pod: hello-r1-9");
        Assert.StartsWith("red: saw no pod of 'hello' that was ended but by scaling;", await _cluster.Look(8, "replaced"), StringComparison.Ordinal);

        _cluster.Happened("Pod", "hello-r1-8", "Killing", "Stopping");
        Assert.StartsWith("green: hello-r1-8 was deleted", await _cluster.Look(8, "replaced"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declared_is_by_the_file_and_after_there_were_more()
    {
        _cluster.Running("hello", 3, "1.0.0");
        Assert.StartsWith("red: saw 3 replicas, and no file that was applied with 3;", await _cluster.Look(8, "declared"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_is_still_dark_is_named()
    {
        _cluster.Running("hello", 3, "1.0.0");
        Assert.StartsWith("red: saw no pod of 'hello' that had to leave its node;", await _cluster.Look(8, "moved"), StringComparison.Ordinal);

        var node = new V1Node { Metadata = new V1ObjectMeta { Name = "node-2" }, Status = new V1NodeStatus { Conditions = [new V1NodeCondition { Type = "Ready", Status = "Unknown" }] } };
        _cluster.With(node).Happened("Pod", "hello-r1-7", "TaintManagerEviction", "Marking for deletion");
        Assert.StartsWith("red: saw node-2 is not Ready;", await _cluster.Look(8, "moved"), StringComparison.Ordinal);

        node.Status.Conditions[0].Status = "True";
        Assert.StartsWith("green: hello-r1-7 left a dead node", await _cluster.Look(8, "moved"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_is_seen_by_the_load_from_one_version_to_the_other()
    {
        Serve("hello", 3, "2.0.0");
        Assert.StartsWith("red: saw no load so far;", await _cluster.Look(9, "updated"), StringComparison.Ordinal);

        Assert.StartsWith("red: saw a load that never saw 1.0.0: it began too late;", await _cluster.Loaded("service/hello", 0, New).Look(9, "updated"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw 1.0.0 and 2.0.0 at the load's end;", await _cluster.Loaded("service/hello", 0, Old, Both, Both).Look(9, "updated"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw 3 failures, 83 of 83 requests sent;", await _cluster.Loaded("service/hello", 3, Old, Both, New, New).Look(9, "updated"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw the last load at 'service/other';", await _cluster.Loaded("service/other", 0, Old, New, New).Look(9, "updated"), StringComparison.Ordinal);
        Assert.StartsWith("green: 80 requests from 1.0.0 to 2.0.0, none failed", await _cluster.Loaded("service/hello", 0, Old, Both, New, New).Look(9, "updated"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cause_is_of_ones_own_and_names_the_version()
    {
        var deployment = Things.Deployment("hello", 3, "2.0.0", revision: 2);
        var newest = Things.ReplicaSet(deployment, 2, "2.0.0");
        _cluster.With(deployment, Things.ReplicaSet(deployment, 1, "1.0.0"), newest);
        newest.Metadata.Annotations["kubernetes.io/change-cause"] = "kubectl set image 2.0.0";
        Assert.StartsWith("red: saw the newest revision, of 2.0.0, says 'kubectl set image 2.0.0';", await _cluster.Look(9, "cause"), StringComparison.Ordinal);

        newest.Metadata.Annotations["kubernetes.io/change-cause"] = "2.0.0: a new greeting";
        Assert.StartsWith("green: the newest revision says '2.0.0: a new greeting'", await _cluster.Look(9, "cause"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_has_two_versions_that_answer()
    {
        var deployment = Things.Deployment("hello", 3, "2.0.0");
        _cluster.With(deployment).Revision(deployment, 1, "1.0.0", 2);
        Assert.StartsWith("red: saw a Deployment that is not paused;", await _cluster.Look(9, "paused"), StringComparison.Ordinal);

        deployment.Spec.Paused = true;
        Assert.StartsWith("red: saw paused, and only 1.0.0 answers;", await _cluster.Look(9, "paused"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw a Deployment that is still paused;", await _cluster.Look(9, "resumed"), StringComparison.Ordinal);

        _cluster.Revision(deployment, 2, "2.0.0", 1);
        Assert.StartsWith("green: paused, and 1.0.0 and 2.0.0 answer", await _cluster.Look(9, "paused"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stalled_is_by_the_deadline_and_with_three_that_answer()
    {
        var deployment = Things.Deployment("hello", 3, "3.0.0", revision: 4);
        deployment.Status.Conditions = [new V1DeploymentCondition { Type = "Progressing", Status = "True", Reason = "ReplicaSetUpdated" }];
        _cluster.With(deployment).Revision(deployment, 3, "2.0.0", 3);
        Assert.StartsWith("red: saw a rollout under way (ReplicaSetUpdated);", await _cluster.Look(9, "stalled"), StringComparison.Ordinal);

        deployment.Status.Conditions[0].Reason = "ProgressDeadlineExceeded";
        Assert.StartsWith("green: 3.0.0 is stuck, and three pods of 2.0.0 answer", await _cluster.Look(9, "stalled"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw no 3.0.0 in the history;", await _cluster.Look(9, "undone"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strategy_that_takes_pods_away_first_is_told_by_its_number()
    {
        var deployment = Things.Deployment("hello-fast", 3, "2.0.0");
        deployment.Spec.Strategy = new V1DeploymentStrategy { RollingUpdate = new V1RollingUpdateDeployment { MaxUnavailable = "100%" } };

        Assert.StartsWith("red: saw maxUnavailable 100%;", await _cluster.With(deployment).Look(9, "fixed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_canarys_share_is_by_pods_and_by_what_the_load_saw()
    {
        _cluster.Running("hello", 3, "1.0.0").Running("hello-canary", 1, "2.0.0");
        _cluster.Serving("hello", [.. _cluster.PodsOf("hello"), .. _cluster.PodsOf("hello-canary")]);
        Assert.StartsWith("red: saw answers of 1.0.0, 1.0.0, 1.0.0, 2.0.0;", await _cluster.Look(10, "stable"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw 3 pods of 1.0.0 and 1 of 2.0.0 behind 'hello';", await _cluster.Look(10, "half"), StringComparison.Ordinal);

        Assert.Matches("^red: saw a share of 50 ?% for 2.0.0;", await _cluster.Loaded("service/hello", 0, Both).Look(10, "canary"));
        Assert.Matches("^green: 2.0.0 got 25 ?% of 80 requests", await _cluster.Loaded("service/hello", 0, Old, Both, Both, Old).Look(10, "canary"));
    }

    [Fact]
    public async Task Few_requests_tell_no_share_by_weight()
    {
        Assert.StartsWith("red: saw no Gateway 'canary';", await _cluster.Look(10, "weights"), StringComparison.Ordinal);

        _cluster.Gateway("canary");
        Assert.StartsWith("red: saw the last load at 'service/hello';", await _cluster.Loaded("service/hello", 0, Old, Both).Look(10, "weights"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw 40 requests: too few to tell 10 % from chance;", await _cluster.Loaded("gateway/canary", 0, Old, Both).Look(10, "weights"), StringComparison.Ordinal);
        Assert.Matches("^green: 2.0.0 got 10 ?% of 400 requests", await _cluster.Loaded("gateway/canary", 0, [("1.0.0", 360), ("2.0.0", 40)]).Look(10, "weights"));
    }

    [Fact]
    public async Task Promoted_means_that_the_canary_is_gone()
    {
        _cluster.Running("hello-canary", 1, "2.0.0");

        Assert.StartsWith("red: saw the canary is still there;", await _cluster.Look(10, "promoted"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ready_canary_outside_the_Service_is_told_from_one_that_is_not_ready()
    {
        _cluster.Running("hello-next", 1, "2.0.0").Serving("hello");
        Assert.StartsWith("red: saw 'hello-next' is ready, and not behind the Service;", await _cluster.Look(10, "fixed"), StringComparison.Ordinal);

        _cluster.PodsOf("hello-next").Single().Waiting("ErrImagePull");
        Assert.StartsWith("red: saw 'hello-next' is ErrImagePull, 0 of 1 containers ready;", await _cluster.Look(10, "fixed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blue_serves_green_stands_and_the_switch_is_seen_by_the_load()
    {
        Assert.StartsWith("red: saw no Service 'hello';", await _cluster.Look(11, "blue"), StringComparison.Ordinal);
        Serve("hello", 3, "1.0.0");
        Assert.StartsWith("green: 'hello' is three pods of 1.0.0", await _cluster.Look(11, "blue"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw no Service 'hello-green';", await _cluster.Look(11, "green"), StringComparison.Ordinal);

        Serve("hello-green", 3, "2.0.0");
        Assert.StartsWith("green: blue serves, green stands ready", await _cluster.Look(11, "green"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw answers of 1.0.0, 1.0.0, 1.0.0;", await _cluster.Loaded("service/hello", 0, Old, New).Look(11, "switched"), StringComparison.Ordinal);
        Assert.StartsWith("green: blue serves again, green stands ready", await _cluster.Look(11, "back"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw a load that never saw green;", await _cluster.Loaded("service/hello", 0, Old).Look(11, "back"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_switch_is_at_one_moment_and_not_to_and_fro()
    {
        Serve("hello", 3, "2.0.0");

        Assert.StartsWith("green: 100 requests from blue to green", await _cluster.Loaded("service/hello", 0, Old, Old, Both, New, New).Look(11, "switched"), StringComparison.Ordinal);
        Assert.StartsWith("green:", await _cluster.Loaded("service/hello", 0, Old, Both, Both, New, New).Look(11, "switched"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw 1.0.0 again in second 3, after 2.0.0 had come;", await _cluster.Loaded("service/hello", 0, Old, New, New, Old, New, New).Look(11, "switched"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw 1.0.0 again in second 3,", await _cluster.Loaded("service/hello", 0, Old, Both, Both, Both, New, New).Look(11, "switched"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Green_alone_means_that_no_blue_pod_is_left()
    {
        _cluster.With(Things.Pod("old", ("app", "hello"), ("color", "blue")));

        Assert.StartsWith("red: saw 1 blue pods;", await _cluster.Look(11, "green-alone"), StringComparison.Ordinal);
    }

    private void Serve(string name, int replicas, string version)
    {
        _cluster.Running(name, replicas, version);
        _cluster.Serving(name, [.. _cluster.PodsOf(name)]);
    }
}
