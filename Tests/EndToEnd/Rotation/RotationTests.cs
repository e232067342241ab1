using System.Text.Json;
using Xunit.Abstractions;

namespace Workshop.EndToEnd.Rotation;

/// <summary>What is replaced or dies while 200 requests a second are served over HTTPS, each with a token: nobody loses one.</summary>
[Collection(CollectionsByName.Shared)]
public sealed class RotationTests(RotatingApplication application, ITestOutputHelper output) : IClassFixture<RotatingApplication>
{
    private const int PerSecond = 200;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task Certificates_are_replaced()
    {
        await using var load = await application.StartLoad(PerSecond);
        await load.Answered(PerSecond);

        foreach (var _ in Enumerable.Range(0, 3))
        {
            var before = application.Certificates.Seen;
            await application.ReplaceCertificate();
            await Eventually.Is(() => application.Certificates.Seen > before, "a client is shown the new certificate", Limit, CancellationToken.None);
            await load.Answered(PerSecond);
        }

        await LostNothing(load);
    }

    [SkippableFact]
    public async Task Routes_are_replaced_and_bad_ones_refused()
    {
        await using var load = await application.StartLoad(PerSecond);
        await load.Answered(PerSecond);

        foreach (var path in new[] { "/salute", "/hail" })
        {
            await application.ReplaceRoutes(RotationManifest.Routes(path));
            await Eventually.Is(async () => (await application.Ask(path)).Status == 200, $"the route '{path}' is in force", Limit, CancellationToken.None);
            await load.Answered(PerSecond);
        }

        await application.ReplaceRoutes(RotationManifest.Routes().Replace("\"hello\", \"Match\"", "\"helo\", \"Match\"", StringComparison.Ordinal));
        await Eventually.Is(
            async () => (await application.Kubectl("logs deployment/gateway")).Output.Contains("helo", StringComparison.Ordinal),
            "the gateway's log names the cluster that is none",
            Limit,
            CancellationToken.None);
        await load.Answered(PerSecond);

        Assert.Equal(200, (await application.Ask("/hail")).Status);
        await LostNothing(load);
    }

    [SkippableFact]
    public async Task The_signing_key_is_replaced_and_old_tokens_stay_good()
    {
        await using var load = await application.StartLoad(PerSecond);
        var before = KeyOf((await application.Login()).Parameter!);

        await application.ReplaceKey();
        await Eventually.Is(async () => KeyOf((await application.Login()).Parameter!) != before, "a new token is signed with the new key", Limit, CancellationToken.None);
        var statuses = new List<int>();
        foreach (var _ in Enumerable.Range(0, 10))
        {
            // Each replica of auth may give the token, each of hello may check it.
            statuses.Add((await application.Ask("/secure", await application.Login())).Status);
        }

        await load.Answered(PerSecond);
        Assert.All(statuses, status => Assert.Equal(200, status));
        Assert.Contains(before, (await application.Ask("/.well-known/jwks.json")).Body, StringComparison.Ordinal);
        await LostNothing(load);
    }

    [SkippableFact]
    public async Task A_pod_of_auth_is_killed_and_people_go_on_logging_in()
    {
        await using var load = await application.StartLoad(PerSecond);
        await load.Answered(PerSecond);
        var victim = (await application.Kubectl("get pods -l app=auth -o jsonpath='{.items[0].metadata.name}'")).Succeeded();

        (await application.Kubectl($"delete pod {victim} --grace-period=0 --force")).Succeeded();
        var tokens = new List<string?>();
        foreach (var _ in Enumerable.Range(0, 10))
        {
            tokens.Add((await application.Login()).Parameter);
        }

        (await application.Kubectl("rollout status deployment/auth --timeout=60s")).Succeeded();
        await load.Answered(PerSecond);
        Assert.Equal(10, tokens.Distinct().Count());
        Assert.DoesNotContain(victim, (await application.Kubectl("get pods -l app=auth -o name")).Succeeded(), StringComparison.Ordinal);
        await LostNothing(load);
    }

    [SkippableFact]
    public async Task All_replicas_together_keep_the_contract_over_HTTPS()
    {
        using var folder = new TemporaryFolder();
        var before = application.Certificates.Seen;
        var authority = folder.Write("cert.pem", await application.ReplaceCertificate());
        await Eventually.Is(
            async () => (await application.Ask("/")).Status == 200 && application.Certificates.Seen > before, "the gateway presents a certificate with its address", Limit, CancellationToken.None);
        var pods = (await application.Kubectl("get pods -o jsonpath='{.items[*].status.podIP}'")).Succeeded().Split(' ');

        var result = await TestProcess.Run(
            Repository.ProgramOf("Tests/Contract"), [$"{application.Address}", "--ca", authority, .. pods.SelectMany(pod => new[] { "--health", $"http://{pod}:8081" })], Limit + Limit);

        output.WriteLine(result.All);
        Assert.Contains(" 0 broken, 2 skipped", result.Succeeded(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_same_load_notices_a_Service_that_selects_nobody()
    {
        await using var load = await application.StartLoad(PerSecond);
        await load.Answered(PerSecond);

        (await application.Kubectl("""patch service hello -p '{"spec":{"selector":{"app":"nobody"}}}'""")).Succeeded();
        await Eventually.Is(async () => (await application.Ask("/")).Status == 503, "nobody is left to ask", Limit, CancellationToken.None);
        await load.Answered(PerSecond / 2);
        (await application.Kubectl("""patch service hello -p '{"spec":{"selector":{"app":"hello"}}}'""")).Succeeded();
        await Eventually.Is(async () => (await application.Ask("/")).Status == 200, "it comes good by itself", Limit, CancellationToken.None);
        var report = await load.Finish();

        output.WriteLine(report.ToString());
        Assert.Contains(report.Failures.Keys, reason => reason.StartsWith("503 ", StringComparison.Ordinal));
    }

    private static string KeyOf(string token)
    {
        using var head = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[0]));
        return head.RootElement.GetProperty("kid").GetString()!;
    }

    private async Task LostNothing(OpenLoopLoad load)
    {
        var report = await load.Finish();
        output.WriteLine(report.ToString());
        report.LostNothing();
        Assert.Equal(["{\"message\":\"Hello\"}"], report.Answers.Keys);
    }
}
