using System.Globalization;
using System.Net;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Workshop.ClusterPage.Tests.Cluster;

/// <summary>
/// The API of a cluster that is too big for a laptop: it answers lists and watches of 2,000 pods on 20 nodes, and changes pods as often as a test says. It knows the two requests of a
/// watched view, and nothing else.
/// </summary>
internal sealed class ManyPods : IAsyncDisposable
{
    private const int Nodes = 20;

    private readonly TemporaryFolder _folder = new();
    private readonly Channel<string> _changes = Channel.CreateUnbounded<string>();
    private readonly WebApplication _api;
    private readonly int _pods;
    private int _version = 10_000;

    private ManyPods(WebApplication api, int pods) => (_api, _pods) = (api, pods);

    public string Kubeconfig => _folder.PathOf("kubeconfig");

    public static async Task<ManyPods> Start(int pods)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        var address = LoopbackAddress.Next();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address, 6443));
        var many = new ManyPods(builder.Build(), pods);
        many._api.Run(many.Answer);
        await many._api.StartAsync();
        many.WriteKubeconfig(address);
        return many;
    }

    public async ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        await _api.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Changes so many pods a second for that long, each from ready to unready or back.</summary>
    public async Task Change(int aSecond, TimeSpan duration)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1) / aSecond);
        var total = (int)(aSecond * duration.TotalSeconds);
        for (var i = 0; i < total; i++)
        {
            await timer.WaitForNextTickAsync();
            _changes.Writer.TryWrite($$"""{"type":"MODIFIED","object":{{Pod(i * 37 % _pods, isReady: i / _pods % 2 != 0)}} }""");
        }
    }

    private async Task Answer(HttpContext context)
    {
        var kind = context.Request.Path.Value!.Split('/')[^1];
        if (context.Request.Query.ContainsKey("watch"))
        {
            await Watch(context, kind);
            return;
        }

        await context.Response.WriteAsync($$"""{"metadata":{"resourceVersion":"10000"},"items":[{{string.Join(',', Items(kind))}}] }""");
    }

    private async Task Watch(HttpContext context, string kind)
    {
        await context.Response.StartAsync();
        await context.Response.Body.FlushAsync();
        var source = kind == "pods" ? _changes : Channel.CreateUnbounded<string>();
        try
        {
            await foreach (var line in source.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The watcher has left.
        }
    }

    private IEnumerable<string> Items(string kind) => kind switch
    {
        "pods" => Enumerable.Range(0, _pods).Select(i => Pod(i, isReady: true)),
        "nodes" => Enumerable.Range(0, Nodes).Select(i => $$$""" {"metadata": {"name":"node-{{{i + 1}}}","uid":"n{{{i}}}","resourceVersion":"1"} ,"status": {"conditions":[ {"type":"Ready","status":"True"} ]} } """),
        "namespaces" => ["""{"metadata":{"name":"big","uid":"b","resourceVersion":"1"}}"""],
        "services" => ["""{"metadata":{"name":"hello","namespace":"big","uid":"s","resourceVersion":"1"},"spec":{"type":"ClusterIP","clusterIP":"10.0.0.1","selector":{"app":"hello-0"},"ports":[{"port":80}]}}"""],
        "deployments" => Enumerable.Range(0, 8).Select(i => $$$""" {"metadata": {"name":"hello-{{{i}}}","namespace":"big","uid":"d{{{i}}}","resourceVersion":"1"} ,"spec": {"replicas":{{{_pods / 8}}},"template": {"metadata": {"labels": {"app":"hello-{{{i}}}"} } } } } """),
        "replicasets" => Enumerable.Range(0, 8).Select(i => $$$""" {"metadata": {"name":"hello-{{{i}}}-7d9","namespace":"big","uid":"r{{{i}}}","resourceVersion":"1","ownerReferences":[ {"kind":"Deployment","name":"hello-{{{i}}}","uid":"d{{{i}}}","controller":true} ]} ,"spec": {"replicas":{{{_pods / 8}}}} } """),
        _ => [],
    };

    private string Pod(int index, bool isReady)
    {
        var version = Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture);
        var app = index % 8;
        return $$"""
            {"metadata":{"name":"hello-{{app}}-7d9-{{index:00000}}","namespace":"big","uid":"p{{index}}","resourceVersion":"{{version}}","labels":{"app":"hello-{{app}}","pod-template-hash":"7d9"},"ownerReferences":[{"kind":"ReplicaSet","name":"hello-{{app}}-7d9","uid":"r{{app}}","controller":true}]},"spec":{"nodeName":"node-{{(index % Nodes) + 1}}","containers":[{"name":"hello","image":"workshop/hello:1.0.0"}]},"status":{"phase":"Running","conditions":[{"type":"Ready","status":"{{isReady}}"}],"containerStatuses":[{"name":"hello","ready":{{(isReady ? "true" : "false")}},"restartCount":0,"state":{"running":{} } }]} }
            """;
    }

    private void WriteKubeconfig(IPAddress address) => _folder.Write("kubeconfig", $$"""
        apiVersion: v1
        kind: Config
        current-context: big
        clusters: [{ name: big, cluster: { server: "http://{{address}}:6443" } }]
        contexts: [{ name: big, context: { cluster: big, user: nobody } }]
        users: [{ name: nobody, user: { token: none } }]
        """);
}
