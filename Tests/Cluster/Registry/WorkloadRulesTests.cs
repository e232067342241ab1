using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

/// <summary>Jobs, CronJobs, DaemonSets and ReplicationControllers as they are written.</summary>
public sealed class WorkloadRulesTests : IDisposable
{
    private const string Containers = "\"containers\":[{\"name\":\"c\",\"image\":\"i:1\"}]";
    private const string Ending = "\"template\":{\"spec\":{\"restartPolicy\":\"Never\"," + Containers + "}}";
    private const string Staying = "\"selector\":{\"matchLabels\":{\"app\":\"a\"}},\"template\":{\"metadata\":{\"labels\":{\"app\":\"a\"}},\"spec\":{" + Containers + "}}";

    private readonly TestRegistry _registry = new();

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "jobs", "{\"template\":{\"spec\":{" + Containers + "}}}", "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"" },
        { "jobs", "{\"parallelism\":-1," + Ending + "}", "spec.parallelism: Invalid value: -1: must be greater than or equal to 0" },
        { "jobs", "{\"parallelism\":1,\"completionMode\":\"Indexed\"," + Ending + "}", "spec.completions: Required value: when completion mode is Indexed" },
        { "jobs", "{\"backoffLimitPerIndex\":1," + Ending + "}", "spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode" },
        {
            "jobs", "{\"podFailurePolicy\":{\"rules\":[{\"action\":\"FailJob\",\"onExitCodes\":{\"operator\":\"In\",\"values\":[2,1]}}]}," + Ending + "}",
            "spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: []int32{2, 1}: must be ordered"
        },
        {
            "jobs", "{\"podFailurePolicy\":{\"rules\":[{\"action\":\"FailIndex\",\"onExitCodes\":{\"operator\":\"In\",\"values\":[1]}}]}," + Ending + "}",
            "spec.podFailurePolicy.rules[0].action: Invalid value: \"FailIndex\": requires the backoffLimitPerIndex to be set"
        },
        { "cronjobs", "{\"schedule\":\"61 * * * *\",\"jobTemplate\":{\"spec\":{" + Ending + "}}}", "spec.schedule: Invalid value: \"61 * * * *\": end of range (61) above maximum (59): 61" },
        { "cronjobs", "{\"jobTemplate\":{\"spec\":{" + Ending + "}}}", "spec.schedule: Required value" },
        {
            "cronjobs", "{\"schedule\":\"TZ=UTC 1 * * * *\",\"jobTemplate\":{\"spec\":{" + Ending + "}}}",
            "spec.schedule: Invalid value: \"TZ=UTC 1 * * * *\": cannot use TZ or CRON_TZ in schedule, use timeZone field instead"
        },
        { "cronjobs", "{\"schedule\":\"@daily\",\"timeZone\":\"Mars/Base\",\"jobTemplate\":{\"spec\":{" + Ending + "}}}", "spec.timeZone: Invalid value: \"Mars/Base\": unknown time zone Mars/Base" },
        {
            "cronjobs", "{\"schedule\":\"@daily\",\"concurrencyPolicy\":\"Maybe\",\"jobTemplate\":{\"spec\":{" + Ending + "}}}",
            "spec.concurrencyPolicy: Unsupported value: \"Maybe\": supported values: \"Allow\", \"Forbid\", \"Replace\""
        },
        {
            "daemonsets", "{\"updateStrategy\":{\"rollingUpdate\":{\"maxSurge\":1}}," + Staying + "}",
            "spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: intstr.IntOrString{Type:0, IntVal:1, StrVal:\"\"}: may not be set when maxUnavailable is non-zero"
        },
        { "daemonsets", "{\"updateStrategy\":{\"rollingUpdate\":{\"maxUnavailable\":0}}," + Staying + "}", "spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0" },
        {
            "replicationcontrollers", "{\"selector\":{\"app\":\"b\"},\"template\":{\"metadata\":{\"labels\":{\"app\":\"a\"}},\"spec\":{" + Containers + "}}}",
            "spec.template.metadata.labels: Invalid value: map[string]string{\"app\":\"a\"}: `selector` does not match template `labels`"
        },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistakes_are_told_in_Kubernetes_words(string plural, string spec, string message)
    {
        var refusal = Assert.Throws<StatusException>(() => Create(plural, spec));

        Assert.Equal((422, message), (refusal.Code, refusal.Message[(refusal.Message.IndexOf("is invalid: ", StringComparison.Ordinal) + 12)..]));
    }

    [Fact]
    public void A_Job_finds_its_pods_by_its_own_uid_and_wears_their_labels()
    {
        var job = Create("jobs", "{" + Ending + "}");
        var uid = job["metadata"]!["uid"]!.ToString();

        Assert.Equal($$$"""{"matchLabels":{"batch.kubernetes.io/controller-uid":"{{{uid}}}"}}""", job["spec"]!["selector"]!.ToJsonString());
        Assert.Equal(["batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name", "controller-uid", "job-name"], job["metadata"]!["labels"]!.AsObject().Select(pair => pair.Key).Order());
    }

    [Theory]
    [InlineData("""{"spec":{"completions":9}}""", "spec.completions: Invalid value: 9: field is immutable")]
    [InlineData("""{"spec":{"completionMode":"Indexed"}}""", "spec.completionMode: Invalid value: \"Indexed\": field is immutable")]
    [InlineData("""{"spec":{"backoffLimit":-1}}""", "spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0")]
    public void What_may_not_change_in_a_Job_is_told(string patch, string message)
    {
        Create("jobs", "{" + Ending + "}");

        Assert.EndsWith(message, Assert.Throws<StatusException>(() => _registry.Patch(KindTable.Job, "bad", PatchType.Merge, patch)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parallelism_and_suspension_may_change()
    {
        Create("jobs", "{" + Ending + "}");

        Assert.Equal(2, (int)_registry.Patch(KindTable.Job, "bad", PatchType.Merge, """{"spec":{"parallelism":2,"suspend":true}}""")["metadata"]!["generation"]!);
    }

    [Fact]
    public void A_long_name_leaves_no_room_for_the_time_of_a_CronJobs_Jobs()
    {
        var name = new string('a', 53);
        var refusal = Assert.Throws<StatusException>(() => _registry.Create(
            KindTable.CronJob, "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{\"schedule\":\"@daily\",\"jobTemplate\":{\"spec\":{" + Ending + "}}}}"));

        Assert.EndsWith($"metadata.name: Invalid value: \"{name}\": must be no more than 52 characters", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_DaemonSet_counts_its_templates_in_an_annotation()
    {
        Create("daemonsets", "{" + Staying + "}");
        var changed = _registry.Patch(KindTable.DaemonSet, "bad", PatchType.Merge, """{"spec":{"template":{"metadata":{"annotations":{"a":"b"}}}}}""");
        var same = _registry.Patch(KindTable.DaemonSet, "bad", PatchType.Merge, """{"spec":{"minReadySeconds":1}}""");

        Assert.Equal(("2", "2"), (Generation(changed), Generation(same)));
    }

    [Fact]
    public void A_ReplicationController_selects_what_its_template_says()
    {
        var controller = Create("replicationcontrollers", "{\"template\":{\"metadata\":{\"labels\":{\"app\":\"a\"}},\"spec\":{" + Containers + "}}}");

        Assert.Equal(("""{"app":"a"}""", """{"app":"a"}"""), (controller["spec"]!["selector"]!.ToJsonString(), controller["metadata"]!["labels"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("jobs", "{" + Ending + "}")]
    [InlineData("replicationcontrollers", "{\"template\":{\"metadata\":{\"labels\":{\"app\":\"a\"}},\"spec\":{" + Containers + "}}}")]
    public void Deleted_without_a_word_about_them_it_leaves_its_pods(string plural, string spec)
    {
        Create(plural, spec);
        var kind = KindTable.Stored.Single(row => row.Plural == plural);
        _registry.Objects.Delete(kind, TestRegistry.Key("bad"), new DeletionOptions());

        Assert.Equal(["orphan"], _registry.Objects.Get(kind, TestRegistry.Key("bad")).ToJson()["metadata"]!["finalizers"]!.AsArray().Select(finalizer => finalizer!.ToString()));
    }

    public void Dispose() => _registry.Dispose();

    private System.Text.Json.Nodes.JsonObject Create(string plural, string spec) =>
        _registry.Create(KindTable.Stored.Single(kind => kind.Plural == plural), "{\"metadata\":{\"name\":\"bad\"},\"spec\":" + spec + "}");

    private static string Generation(System.Text.Json.Nodes.JsonObject set) => set["metadata"]!["annotations"]!["deprecated.daemonset.template.generation"]!.ToString();
}
