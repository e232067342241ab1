namespace Workshop.EndToEnd;

/// <summary>Bad input gets a clear answer, and nothing half-started stays.</summary>
[Collection(CollectionsByName.Shared)]
public sealed class BadInputTests
{
    [SkippableFact]
    public async Task A_flag_that_is_no_address_is_named_in_the_pods_log()
    {
        var workshop = await SharedWorkshop.Get();

        (await workshop.Apply("""
            apiVersion: v1
            kind: Pod
            metadata: { name: nowhere }
            spec:
              restartPolicy: Never
              containers:
              - { name: hello, image: "workshop/hello:1.0.0", args: ["--http=nowhere"] }
            """)).Succeeded();
        (await workshop.KubectlInLabs("wait --for=jsonpath='{.status.phase}'=Failed pod/nowhere --timeout=60s")).Succeeded();

        Assert.Equal("2", (await workshop.KubectlInLabs("get pod nowhere -o jsonpath='{.status.containerStatuses[0].state.terminated.exitCode}'")).Succeeded());
        var log = (await workshop.KubectlInLabs("logs nowhere")).Succeeded();
        Assert.Contains("nowhere", log, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', log);
        (await workshop.KubectlInLabs("delete pod nowhere")).Succeeded();
    }

    [SkippableFact]
    public async Task Bad_YAML_is_refused()
    {
        var workshop = await SharedWorkshop.Get();

        Assert.Contains("error parsing", (await workshop.Apply("kind: Pod\n  name: [")).Failed(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_unknown_field_is_refused_by_name_and_nothing_is_made()
    {
        var workshop = await SharedWorkshop.Get();

        var error = (await workshop.Apply("""
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: misspelt }
            dada: { a: b }
            """)).Failed();

        Assert.Contains("unknown field \"dada\"", error, StringComparison.Ordinal);
        Assert.Contains("not found", (await workshop.KubectlInLabs("get configmap misspelt")).Failed(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_unknown_image_is_an_ErrImagePull_that_names_it()
    {
        var workshop = await SharedWorkshop.Get();

        (await workshop.KubectlInLabs("run stranger --image=nosuch/image:1")).Succeeded();
        await Eventually.Is(
            async () => (await workshop.KubectlInLabs("get pod stranger")).Output.Contains("ErrImagePull", StringComparison.Ordinal)
                || (await workshop.KubectlInLabs("get pod stranger")).Output.Contains("ImagePullBackOff", StringComparison.Ordinal),
            "the pod shows that its image cannot be had",
            TimeSpan.FromSeconds(30),
            CancellationToken.None);

        Assert.Contains("nosuch/image:1", (await workshop.KubectlInLabs("describe pod stranger")).Succeeded(), StringComparison.Ordinal);
        (await workshop.KubectlInLabs("delete pod stranger")).Succeeded();
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("-H 'Authorization: Bearer wrong'")]
    public async Task Without_the_right_token_the_API_answers_nobody(string header)
    {
        var workshop = await SharedWorkshop.Get();

        var answer = (await workshop.Curl($"-k -w '\\n%{{http_code}}' {header} {workshop.Endpoints.Api}api/v1/namespaces")).Succeeded();

        Assert.Contains("\"kind\":\"Status\"", answer.Replace(" ", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Matches("\n40[13]$", answer);
    }

    [SkippableTheory]
    [InlineData("'--ports' takes 'auto'", "--ports", "some")]
    [InlineData("'--nodes' takes a number", "--nodes", "many")]
    [InlineData("'--nodes' takes a number", "--nodes", "0")]
    [InlineData("Argument '--emtpy' is not known", "--emtpy")]
    public async Task A_senseless_command_line_starts_nothing(string complaint, params string[] arguments)
    {
        RequiredTool.Unix();
        await using var refused = RunningWorkshop.Launch(Repository.ProgramOf("AppHost"), arguments);

        var code = await refused.Process.Exit(TimeSpan.FromSeconds(60));

        Assert.NotEqual(0, code);
        Assert.Contains(complaint, refused.Process.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Process.All, StringComparison.Ordinal);
        Assert.False(Directory.Exists(refused.StateFolder));
    }

    [SkippableTheory]
    [InlineData("ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", "true", "lets anybody in")]
    [InlineData("ASPNETCORE_URLS", "http://+:18888", "is reached from beyond this machine")]
    [InlineData("Workshop__Debug", "helo", "'helo' is no project of this application")]
    [InlineData("Workshop__Redis", "container", "Workshop:Redis=container: Docker is not installed, or does not run.")]
    public async Task A_setting_that_cannot_be_kept_is_answered_with_one_line(string name, string value, string complaint)
    {
        RequiredTool.Unix();
        await using var refused = RunningWorkshop.Launch(Repository.ProgramOf("AppHost"), ["--ports", "auto", "--no-dashboard"], environment: [(name, value), ("ASPIRE_CONTAINER_RUNTIME", "docker"), ("DOCKER_HOST", "unix:///nowhere")]);

        var code = await refused.Process.Exit(TimeSpan.FromSeconds(60));

        Assert.Equal(1, code);
        Assert.Contains(complaint, Assert.Single(refused.Process.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Process.All, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_state_folder_that_cannot_be_written_is_named()
    {
        RequiredTool.Unix();
        using var folder = new TemporaryFolder();
        var file = folder.Write("in-the-way", "a file");
        await using var refused = RunningWorkshop.Launch(Repository.ProgramOf("AppHost"), ["--ports", "auto"], stateFolder: Path.Combine(file, "state"));

        var code = await refused.Process.Exit(TimeSpan.FromSeconds(60));

        Assert.NotEqual(0, code);
        Assert.Contains(file, refused.Process.Error, StringComparison.Ordinal);
        Assert.Contains("WORKSHOP_STATE", refused.Process.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Process.All, StringComparison.Ordinal);
    }
}
