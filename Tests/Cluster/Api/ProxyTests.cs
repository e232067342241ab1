using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Api.Subresources.Proxy;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Api;

[Collection(SharedApi.Name)]
public sealed class ProxyTests(ApiHost api) : IAsyncLifetime
{
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication _program = null!;
    private string _ns = "";

    private int Port => new Uri(_program.Urls.First()).Port;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _program = builder.Build();
        _program.UseWebSockets();
        _program.Run(AnswerAsync);
        await _program.StartAsync();
        _ns = await api.NewNamespace();
        MakePod();
        MakeService();
    }

    public Task DisposeAsync()
    {
        _goOn.TrySetResult();
        return _program.DisposeAsync().AsTask();
    }

    [Theory]
    [InlineData("pods/hello/proxy/a/b?c=d&e=%2F")]
    [InlineData("pods/hello:http/proxy/a/b?c=d&e=%2F")]
    [InlineData("pods/http:hello:PORT/proxy/a/b?c=d&e=%2F")]
    [InlineData("services/hello/proxy/a/b?c=d&e=%2F")]
    [InlineData("services/hello:web/proxy/a/b?c=d&e=%2F")]
    [InlineData("services/http:hello:80/proxy/a/b?c=d&e=%2F")]
    public async Task A_request_reaches_the_program_without_the_callers_credentials(string path)
    {
        var reply = await api.Send("GET", Url(path.Replace("PORT", $"{Port}", StringComparison.Ordinal)), accept: "text/plain");

        Assert.Equal((200, "GET /a/b?c=d&e=%2F '' "), (reply.Code, reply.Text));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task Every_method_is_handed_on_with_its_body_and_the_programs_own_status(string method)
    {
        var reply = await api.Send(method, Url("pods/hello/proxy/teapot/"), "some text", "text/plain");

        Assert.Equal((418, $"{method} /teapot/ '' some text", "short and stout"), (reply.Code, reply.Text, reply.Headers["X-Shape"]));
    }

    [Fact]
    public async Task An_answer_arrives_while_it_is_being_written()
    {
        using var response = await api.Client.GetAsync(new Uri(api.Client.BaseAddress!, Url("services/hello/proxy/slow")), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.Equal("first", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)));
        _goOn.SetResult();
        Assert.Equal("second", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_Service_without_ready_pods_and_a_pod_that_does_not_listen_are_503()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var free = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        api.Registry.Delete(KindTable.EndpointSlice, new ObjectKey(_ns, "hello"), DeletionOptions.Now);

        var service = await api.Send("GET", Url("services/hello:80/proxy/"));
        var pod = await api.Send("GET", Url($"pods/hello:{free}/proxy/"));

        Assert.Equal((503, "ServiceUnavailable", "no endpoints available for service \"hello:80\""), (service.Code, service.At("reason"), service.Message));
        Assert.Equal((503, $"error trying to reach service: dial tcp 127.0.0.1:{free}: connect: connection refused"), (pod.Code, pod.Message));
    }

    [Fact]
    public async Task The_programs_root_without_a_slash_leads_to_the_one_with_it()
    {
        var reply = await api.Send("GET", Url("pods/hello/proxy?a=b"));

        Assert.Equal((301, Url("pods/hello/proxy/?a=b")), (reply.Code, reply.Headers["Location"]));
    }

    [Theory]
    [InlineData("/login?next=%2F", "PREFIX/login?next=%2F")]
    [InlineData("http://PROGRAM/login", "PREFIX/login")]
    [InlineData("next", "next")]
    [InlineData("https://example.com/", "https://example.com/")]
    public async Task A_redirect_of_the_program_stays_within_the_proxy(string to, string expected)
    {
        var location = to.Replace("PROGRAM", $"127.0.0.1:{Port}", StringComparison.Ordinal);

        var reply = await api.Send("GET", Url($"pods/hello/proxy/redirect?to={Uri.EscapeDataString(location)}"));

        Assert.Equal((302, expected.Replace("PREFIX", Url("pods/hello/proxy"), StringComparison.Ordinal)), (reply.Code, reply.Headers["Location"]));
    }

    [Fact]
    public async Task A_page_s_links_stay_within_the_proxy()
    {
        var reply = await api.Send("GET", Url("services/hello/proxy/page"));

        Assert.Equal($"<a class='/x' href=\"{Url("services/hello/proxy")}/next\">/not a link</a><img src=pic.png><form action='{Url("services/hello/proxy")}/'>ü", reply.Text);
    }

    [Fact]
    public async Task A_program_that_speaks_WebSocket_is_reached()
    {
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {api.Keys.AdminToken}");
        using var client = api.NewClient();
        await socket.ConnectAsync(new Uri($"wss://{api.Cluster.ApiAddress.Authority}{Url("pods/hello/proxy/echo")}"), client, CancellationToken.None);

        await socket.SendAsync("hello"u8.ToArray(), System.Net.WebSockets.WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[100];
        var answer = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal("hello", System.Text.Encoding.UTF8.GetString(buffer, 0, answer.Count));
    }

    [Theory]
    [InlineData("/a", "/p/proxy/a")]
    [InlineData("/", "/p/proxy/")]
    [InlineData("/p/proxy/a", "/p/proxy/a")]
    [InlineData("a/b", "a/b")]
    [InlineData("#top", "#top")]
    [InlineData("//10.0.0.1:80/a", "/p/proxy/a")]
    [InlineData("http://10.0.0.1:80", "/p/proxy/")]
    [InlineData("https://api:6443/a", "https://api:6443/p/proxy/a")]
    [InlineData("//elsewhere/a", "//elsewhere/a")]
    [InlineData("mailto:x@example.com", "mailto:x@example.com")]
    public void Links_from_the_programs_root_get_the_path_before_it(string link, string expected) =>
        Assert.Equal(expected, new ProxyLinks("/p/proxy", "10.0.0.1:80", "api:6443").Rewrite(link));

    [Fact]
    public void A_tag_that_comes_in_pieces_is_rewritten_whole()
    {
        var links = new ProxyLinks("/p", "10.0.0.1:80", "api:6443");
        var pending = new System.Text.StringBuilder();
        const string page = "1 < 2 <a href='/x'>x</a><!-- <b> --><script src=/s.js></script> <a hr";

        var pieces = page.Select((letter, index) => links.RewriteHtml(pending, $"{letter}", isLast: index == page.Length - 1));

        Assert.Equal("1 < 2 <a href='/p/x'>x</a><!-- <b> --><script src=/p/s.js></script> <a hr", string.Concat(pieces));
    }

    [Theory]
    [InlineData("healthz", "ok")]
    [InlineData("nosuch", "404 page not found\n")]
    public async Task A_node_says_how_it_is(string path, string answer)
    {
        await api.Send("POST", "/api/v1/nodes", """{"metadata":{"name":"proxied"}}""");

        var reply = await api.Send("GET", $"/api/v1/nodes/proxied/proxy/{path}");

        Assert.Equal(answer, reply.Text);
    }

    [Theory]
    [InlineData("pods/nosuch/proxy/", 404)]
    [InlineData("pods/hello:nosuch/proxy/", 400)]
    [InlineData("pods/a:b:c:d/proxy/", 400)]
    [InlineData("configmaps/hello/proxy/", 404)]
    public async Task What_cannot_be_reached_is_refused(string path, int code) => Assert.Equal(code, (await api.Send("GET", Url(path))).Code);

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("0.0.0.0")]
    [InlineData("fe80::1")]
    public async Task A_status_leads_the_proxy_nowhere_that_an_endpoint_may_not(string address)
    {
        SetAddress(address);

        var reply = await api.Send("GET", Url("pods/hello/proxy/"));

        Assert.Equal((400, "address not allowed"), (reply.Code, (string?)reply.Json["message"]));
    }

    [Fact]
    public async Task A_Service_that_is_another_name_leads_the_proxy_nowhere()
    {
        api.Registry.Create(KindTable.Service, _ns, JsonNode.Parse("""{"metadata":{"name":"elsewhere"},"spec":{"type":"ExternalName","externalName":"metadata.google.internal","ports":[{"port":80}]}}""")!.AsObject(), WriteOptions.Loop);

        Assert.Equal(503, (await api.Send("GET", Url("services/elsewhere/proxy/"))).Code);
    }

    [Theory]
    [InlineData("hello", "http", "hello", "")]
    [InlineData("hello:80", "http", "hello", "80")]
    [InlineData("https:hello:443", "https", "hello", "443")]
    [InlineData(":hello:443", "http", "hello", "443")]
    public void A_name_may_tell_scheme_and_port(string text, string scheme, string name, string port) =>
        Assert.Equal(new ProxyName(scheme, name, port), ProxyName.Parse(text));

    private async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path == "/slow")
        {
            await http.Response.WriteAsync("first\n");
            await http.Response.Body.FlushAsync();
            await _goOn.Task;
            await http.Response.WriteAsync("second\n");
            return;
        }

        switch (http.Request.Path)
        {
            case "/echo":
                using (var socket = await http.WebSockets.AcceptWebSocketAsync())
                {
                    var buffer = new byte[100];
                    var message = await socket.ReceiveAsync(buffer.AsMemory(), http.RequestAborted);
                    await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, true, http.RequestAborted);
                }

                return;
            case "/redirect":
                http.Response.Redirect(http.Request.Query["to"]!);
                return;
            case "/page":
                http.Response.ContentType = "text/html; charset=utf-8";
                await http.Response.WriteAsync("<a class='/x' href=\"/next\">/not a link</a><img src=pic.png><form action='/'>ü");
                return;
        }

        using var body = new StreamReader(http.Request.Body);
        http.Response.StatusCode = http.Request.Path.StartsWithSegments("/teapot", StringComparison.Ordinal) ? 418 : 200;
        http.Response.Headers["X-Shape"] = "short and stout";
        await http.Response.WriteAsync($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString} '{http.Request.Headers.Authorization}' {await body.ReadToEndAsync()}");
    }

    private string Url(string path) => $"/api/v1/namespaces/{_ns}/{path}";

    private void MakePod()
    {
        var pod = $$$"""{"metadata":{"name":"hello"},"spec":{"nodeName":"node-1","containers":[{"name":"hello","image":"hello:1","ports":[{"name":"http","containerPort":{{{Port}}}}]}]}}""";
        api.Registry.Create(KindTable.Pod, _ns, JsonNode.Parse(pod)!.AsObject(), WriteOptions.Loop);
        SetAddress("127.0.0.1");
    }

    private void SetAddress(string address)
    {
        var status = JsonNode.Parse($$$"""{"status":{"podIP":"{{{address}}}"}}""")!;
        api.Registry.Patch(KindTable.Pod, new ObjectKey(_ns, "hello"), new ObjectPatch(PatchType.Merge, status), WriteOptions.Loop, "status");
    }

    private void MakeService()
    {
        var service = """{"metadata":{"name":"hello"},"spec":{"ports":[{"name":"web","port":80,"targetPort":"http"}]}}""";
        var slice = $$$"""
            {"metadata":{"name":"hello","labels":{"kubernetes.io/service-name":"hello"}},"addressType":"IPv4",
             "endpoints":[{"addresses":["127.0.0.1"],"conditions":{"ready":true}}],"ports":[{"name":"web","port":{{{Port}}}}]}
            """;
        api.Registry.Create(KindTable.Service, _ns, JsonNode.Parse(service)!.AsObject(), WriteOptions.Loop);
        api.Registry.Create(KindTable.EndpointSlice, _ns, JsonNode.Parse(slice)!.AsObject(), WriteOptions.Loop);
    }
}
