using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Workshop.Gateway.Tls;

namespace Workshop.Gateway.Tests.Load;

[Collection(OneAtATime.Name)]
public sealed class ReloadTests : IDisposable
{
    private const int PerSecond = 200;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, byte> _known = new();
    private readonly ConcurrentDictionary<string, byte> _seen = new();

    [Fact]
    public async Task Certificates_that_rotate_under_load_cost_no_request()
    {
        await using var pod = await KestrelBackend.Saying("hello");
        Mount(1, Known());
        await using var gateway = await RunningGateway.StartAsync([pod.Address], ["--Workshop:TlsDirectory", _folder.Path, "--Workshop:AccessLog=off"]);
        await gateway.WarmUp();
        await using var load = OpenLoopLoad.Start(gateway.Https, PerSecond, trust: IsKnown);

        foreach (var turn in Enumerable.Range(2, 4))
        {
            // The load opens a connection anew every second.
            await Eventually.Is(() => _seen.Count == turn - 1, "a client was shown the certificate in force", Limit, CancellationToken.None);
            Mount(turn, Known());
        }

        await Eventually.Is(() => _seen.Count == 5, "a client was shown the last certificate", Limit, CancellationToken.None);
        await load.Answered(PerSecond);
        var report = await load.Finish();

        report.LostNothing();
        Assert.Equal(_known.Keys.Order(), _seen.Keys.Order());
    }

    [Fact]
    public async Task The_same_load_notices_a_certificate_that_nobody_knows()
    {
        await using var pod = await KestrelBackend.Saying("hello");
        Mount(1, Known());
        await using var gateway = await RunningGateway.StartAsync([pod.Address], ["--Workshop:TlsDirectory", _folder.Path, "--Workshop:AccessLog=off"]);
        await gateway.WarmUp();
        await using var load = OpenLoopLoad.Start(gateway.Https, PerSecond, trust: IsKnown);

        Mount(2, CertificateMaker.Make(null, TimeProvider.System.GetUtcNow()));
        await gateway.Service.Process.HasWritten("A new certificate is in force", Limit);
        await load.Answered(PerSecond * 2);

        Assert.NotEmpty((await load.Finish()).Failures);
    }

    [Fact]
    public async Task Routes_that_change_under_load_cost_no_request()
    {
        await using var one = await KestrelBackend.Saying("one");
        await using var two = await KestrelBackend.Saying("two");
        var file = _folder.Write("routes.json", Routes(one.Address, 0));
        await using var gateway = await RunningGateway.StartAsync([], ["--config", file, "--Workshop:AccessLog=off"]);
        await gateway.WarmUp();
        await using var load = OpenLoopLoad.Start(gateway.Service.Http.BaseAddress!, PerSecond);

        foreach (var turn in Enumerable.Range(1, 8))
        {
            Replace(file, Routes(turn % 2 == 0 ? one.Address : two.Address, turn));
            await load.Answered(PerSecond / 2);
        }

        Replace(file, "{ not JSON");
        await gateway.Service.Process.HasWritten("The routes before the change stay in force", Limit);
        await load.Answered(PerSecond / 2);
        var report = await load.Finish();

        report.LostNothing();
        Assert.Equal(["one", "two"], report.Answers.Keys.Order());
    }

    [Fact]
    public async Task The_same_load_notices_a_stale_route()
    {
        await using var one = await KestrelBackend.Saying("one");
        var file = _folder.Write("routes.json", Routes(one.Address, 0));
        await using var gateway = await RunningGateway.StartAsync([], ["--config", file, "--Workshop:AccessLog=off"]);
        await gateway.WarmUp();
        await using var load = OpenLoopLoad.Start(gateway.Service.Http.BaseAddress!, PerSecond);

        await load.Answered(PerSecond / 2);
        Replace(file, Routes(new(LoopbackAddress.Next(), 8080), 1));
        await gateway.Service.Process.HasWritten("New routes are in force", Limit);
        await load.Answered(PerSecond);

        Assert.Contains("503", string.Join(' ', (await load.Finish()).Failures.Keys), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    // Another order and timeout each time, so that YARP makes everything anew.
    private static string Routes(System.Net.IPEndPoint backend, int turn) => $$"""
        { "ReverseProxy": {
          "Routes": { "all": { "ClusterId": "c", "Order": {{turn}}, "Match": { "Path": "/{**rest}" } } },
          "Clusters": { "c": { "HttpClient": { "MaxConnectionsPerServer": {{1000 + turn}} }, "Destinations": { "d": { "Address": "http://{{backend}}" } } } } } }
        """;

    private static void Replace(string file, string text)
    {
        File.WriteAllText(file + ".new", text);
        File.Move(file + ".new", file, overwrite: true);
    }

    private (string Certificate, string Key) Known()
    {
        var pair = CertificateMaker.Make(null, TimeProvider.System.GetUtcNow());
        _known[X509Certificate2.CreateFromPem(pair.Certificate).Thumbprint] = 0;
        return pair;
    }

    private bool IsKnown(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var thumbprint = ((X509Certificate2)certificate!).Thumbprint;
        _seen[thumbprint] = 0;
        return _known.ContainsKey(thumbprint);
    }

    // As the kubelet mounts a Secret: the files are links through ..data, and a switch of that link changes both.
    private void Mount(int turn, (string Certificate, string Key) pair)
    {
        _folder.Write($"..{turn}/cert.pem", pair.Certificate);
        _folder.Write($"..{turn}/key.pem", pair.Key);
        foreach (var file in new[] { "cert.pem", "key.pem" }.Where(_ => turn == 1))
        {
            File.CreateSymbolicLink(_folder.PathOf(file), $"..data/{file}");
        }

        // .NET replaces no link that leads to a folder; between these two lines there is none, which must do no harm either.
        Directory.CreateSymbolicLink(_folder.PathOf("..data_tmp"), $"..{turn}");
        File.Delete(_folder.PathOf("..data"));
        Directory.Move(_folder.PathOf("..data_tmp"), _folder.PathOf("..data"));
    }
}
