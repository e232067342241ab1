using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Tests.Api;

public sealed class PodViewTests
{
    private const string Ready = """ "conditions":[{"type":"Ready","status":"True"},{"type":"Initialized","status":"True"}], """;
    private const string Up = """{"name":"a","image":"i","imageID":"","ready":true,"restartCount":0,"state":{"running":{}}}""";

    [Theory]
    [InlineData("a pod that nobody scheduled", "", """ "phase":"Pending" """, "0/1 | Pending | 0")]
    [InlineData("a gated one", "", """ "phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"SchedulingGated"}] """, "0/1 | SchedulingGated | 0")]
    [InlineData("a running one", "", $""" {Ready} "phase":"Running","containerStatuses":[{Up}] """, "1/1 | Running | 0")]
    [InlineData("one that waits", "", """ "phase":"Pending","containerStatuses":[{"name":"a","image":"i","imageID":"","ready":false,"restartCount":0,"state":{"waiting":{"reason":"ContainerCreating"}}}] """, "0/1 | ContainerCreating | 0")]
    [InlineData(
        "one that crashes", "",
        """ "phase":"Running","containerStatuses":[{"name":"a","image":"i","imageID":"","ready":false,"restartCount":2,"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":3,"finishedAt":"2026-02-28T23:59:57Z"}}}] """,
        "0/1 | CrashLoopBackOff | 2 (3s ago)")]
    [InlineData("one that is done", "", """ "phase":"Succeeded","containerStatuses":[{"name":"a","image":"i","imageID":"","ready":false,"restartCount":0,"state":{"terminated":{"exitCode":0,"reason":"Completed"}}}] """, "0/1 | Completed | 0")]
    [InlineData("one that failed without a word", "", """ "phase":"Failed","containerStatuses":[{"name":"a","image":"i","imageID":"","ready":false,"restartCount":0,"state":{"terminated":{"exitCode":5}}}] """, "0/1 | ExitCode:5 | 0")]
    [InlineData("one that a signal ended", "", """ "phase":"Failed","containerStatuses":[{"name":"a","image":"i","imageID":"","ready":false,"restartCount":0,"state":{"terminated":{"exitCode":137,"signal":9}}}] """, "0/1 | Signal:9 | 0")]
    [InlineData("one past its deadline, killed", "", """ "phase":"Failed","reason":"DeadlineExceeded","containerStatuses":[{"name":"a","image":"i","imageID":"","ready":false,"restartCount":0,"state":{"terminated":{"exitCode":137,"reason":"Error"}}}] """, "0/1 | Error | 0")]
    [InlineData("one that was evicted", "", """ "phase":"Failed","reason":"Evicted" """, "0/1 | Evicted | 0")]
    [InlineData("one that is being deleted", """ "deletionTimestamp":"2026-02-28T23:59:59Z" """, $""" {Ready} "phase":"Running","containerStatuses":[{Up}] """, "1/1 | Terminating | 0")]
    [InlineData("a done one that is being deleted", """ "deletionTimestamp":"2026-02-28T23:59:59Z" """, """ "phase":"Succeeded","containerStatuses":[{"name":"a","image":"i","imageID":"","ready":false,"restartCount":0,"state":{"terminated":{"exitCode":0,"reason":"Completed"}}}] """, "0/1 | Completed | 0")]
    [InlineData("one whose node is lost", """ "deletionTimestamp":"2026-02-28T23:59:59Z" """, """ "phase":"Running","reason":"NodeLost" """, "0/1 | Unknown | 0")]
    public void Its_state_is_one_word(string what, string metadata, string status, string expected)
    {
        var row = Row.Of(KindTable.Pod, $$"""{"metadata":{ {{metadata}} },"spec":{"containers":[{"name":"a"}]},"status":{ {{status}} } }""");
        Assert.True(row.StartsWith($"x | {expected} | 60s | ", StringComparison.Ordinal), $"{what}: {row}");
    }

    [Theory]
    [InlineData("""{"name":"i1","image":"i","imageID":"","ready":false,"restartCount":0,"state":{"running":{}}}""", "Init:0/2")]
    [InlineData("""{"name":"i1","image":"i","imageID":"","ready":true,"restartCount":0,"state":{"terminated":{"exitCode":0}}},{"name":"i2","image":"i","imageID":"","ready":false,"restartCount":0,"state":{"waiting":{"reason":"PodInitializing"}}}""", "Init:1/2")]
    [InlineData("""{"name":"i1","image":"i","imageID":"","ready":false,"restartCount":1,"state":{"terminated":{"exitCode":1,"reason":"Error"}}}""", "Init:Error")]
    [InlineData("""{"name":"i1","image":"i","imageID":"","ready":false,"restartCount":1,"state":{"terminated":{"exitCode":4}}}""", "Init:ExitCode:4")]
    [InlineData("""{"name":"i1","image":"i","imageID":"","ready":false,"restartCount":3,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}""", "Init:CrashLoopBackOff")]
    public void Its_initialisation_is_shown(string statuses, string expected)
    {
        var row = Row.Of(
            KindTable.Pod,
            $$"""
            {"spec":{"initContainers":[{"name":"i1"},{"name":"i2"}],"containers":[{"name":"a"}]},
             "status":{"phase":"Pending","initContainerStatuses":[{{statuses}}],
             "containerStatuses":[{"name":"a","image":"i","imageID":"","ready":false,"restartCount":0,"state":{"waiting":{"reason":"PodInitializing"} } }] } }
            """);
        Assert.StartsWith($"x | 0/1 | {expected} | ", row, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sidecar_counts_as_a_container_and_the_restarts_of_finished_init_containers_do_not() => Assert.StartsWith(
        "x | 2/2 | Running | 1 (10s ago) | ",
        Row.Of(
            KindTable.Pod,
            $$"""
            {"spec":{"initContainers":[{"name":"i"},{"name":"s","restartPolicy":"Always"}],"containers":[{"name":"a"}]},
             "status":{ {{Ready}} "phase":"Running","initContainerStatuses":[
               {"name":"i","image":"i","imageID":"","ready":true,"restartCount":5,"state":{"terminated":{"exitCode":0} } },
               {"name":"s","image":"i","imageID":"","ready":true,"started":true,"restartCount":1,"state":{"running":{} },"lastState":{"terminated":{"exitCode":1,"finishedAt":"2026-02-28T23:59:50Z"} } }],
             "containerStatuses":[{{Up}}] } }
            """),
        StringComparison.Ordinal);

    [Fact]
    public void A_pod_with_one_running_and_one_completed_container_is_running_while_ready()
    {
        const string done = """{"name":"b","image":"i","imageID":"","ready":false,"restartCount":0,"state":{"terminated":{"exitCode":0,"reason":"Completed"}}}""";
        const string spec = """ "spec":{"containers":[{"name":"a"},{"name":"b"}]} """;
        Assert.StartsWith("x | 1/2 | Running | ", Row.Of(KindTable.Pod, $$"""{ {{spec}},"status":{ {{Ready}} "phase":"Running","containerStatuses":[{{Up}},{{done}}]} }"""), StringComparison.Ordinal);
        Assert.StartsWith("x | 1/2 | NotReady | ", Row.Of(KindTable.Pod, $$"""{ {{spec}},"status":{"phase":"Running","containerStatuses":[{{Up}},{{done}}]} }"""), StringComparison.Ordinal);
    }

    [Fact]
    public void The_wide_columns_say_where_it_runs()
    {
        Assert.EndsWith(" | <none> | <none> | <none> | <none>", Row.Of(KindTable.Pod, """{"spec":{"containers":[]},"status":{}}"""), StringComparison.Ordinal);
        Assert.EndsWith(
            " | 127.40.1.7 | node-1 | node-2 | 1/2",
            Row.Of(
                KindTable.Pod,
                """
                {"spec":{"nodeName":"node-1","containers":[],"readinessGates":[{"conditionType":"g"},{"conditionType":"h"}]},
                 "status":{"podIP":"127.40.1.7","podIPs":[{"ip":"127.40.1.7"}],"nominatedNodeName":"node-2","conditions":[{"type":"g","status":"True"}]}}
                """),
            StringComparison.Ordinal);
        Assert.Equal("Name:string/name Ready:string Status:string Restarts:string Age:string IP:string+ Node:string+ Nominated_Node:string+ Readiness_Gates:string+", Row.Columns(KindTable.Pod));
    }
}
