using System.Net;
using System.Net.Sockets;

namespace Workshop.EndToEnd;

/// <summary>Addresses do not collide: not between pods, not with strangers, not between two workshops.</summary>
[Collection(CollectionsByName.Shared)]
public sealed class AddressTests
{
    [SkippableFact]
    public async Task Two_pods_on_one_port_a_foreign_listener_and_a_second_workshop_live_side_by_side()
    {
        var first = await SharedWorkshop.Get();
        using var foreign = new TcpListener(IPAddress.Any, 9999);
        foreign.Start();
        await using var second = await RunningWorkshop.Start(["--nodes", "1"]);

        (await first.Apply(Pod("one") + "---\n" + Pod("two"))).Succeeded();
        (await first.KubectlInLabs("wait --for=condition=Ready pod/one pod/two --timeout=60s")).Succeeded();
        var addresses = (await first.KubectlInLabs("get pods one two -o jsonpath='{.items[*].status.podIP}'")).Succeeded().Split(' ');

        // Readiness is proved from outside of the process that reports it: by curl, from here.
        Assert.Equal(2, addresses.Distinct().Count());
        Assert.Equal("{\"version\":\"1.0.0\"}", (await first.Curl($"http://{addresses[0]}:8080/version")).Succeeded());
        Assert.Equal("{\"version\":\"1.0.0\"}", (await first.Curl($"http://{addresses[1]}:8080/version")).Succeeded());
        Assert.Equal("{\"message\":\"Hello\"}", (await first.Curl($"{first.Gateway}")).Succeeded());
        Assert.Equal("{\"message\":\"Hello\"}", (await second.Curl($"{second.Gateway}")).Succeeded());
        Assert.DoesNotContain("one", (await second.KubectlInLabs("get pods")).All, StringComparison.Ordinal);

        (await first.KubectlInLabs("delete pod one two")).Succeeded();
        await second.EndsWithoutATrace();
        Assert.Equal("{\"message\":\"Hello\"}", (await first.Curl($"{first.Gateway}")).Succeeded());
    }

    [SkippableFact]
    public async Task A_second_workshop_with_the_same_state_folder_is_refused()
    {
        var first = await SharedWorkshop.Get();

        await using var second = RunningWorkshop.Launch(Repository.ProgramOf("AppHost"), ["--ports", "auto"], first.StateFolder);
        var code = await second.Process.Exit(TimeSpan.FromSeconds(60));

        Assert.NotEqual(0, code);
        Assert.Contains(first.StateFolder, second.Process.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Process.All, StringComparison.Ordinal);
        Assert.Equal("{\"message\":\"Hello\"}", (await first.Curl($"{first.Gateway}")).Succeeded());
        Assert.NotNull(WorkshopEndpoints.Read(first.StateFolder));
    }

    private static string Pod(string name) => $$"""
        apiVersion: v1
        kind: Pod
        metadata: { name: {{name}} }
        spec:
          containers:
          - name: hello
            image: workshop/hello:1.0.0
            args: ["--http=0.0.0.0:8080", "--health=0.0.0.0:8081", "--secret=two"]
            readinessProbe: { httpGet: { path: /readiness, port: 8081 }, periodSeconds: 1 }

        """;
}
