using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster.Images;

namespace Workshop.Cluster.Tests.Images;

/// <summary>The box's own tools that stand for a pod's: they know the names of Services.</summary>
public sealed class BusyBoxTests : IDisposable
{
    private const string Default =
        """
        {
          "names": {
            "hello": {
              "clusterIP": "127.0.0.1",
              "ports": [
                {
                  "name": "http",
                  "port": 80,
                  "endpoints": [
                    "127.40.1.7:8080"
                  ]
                }
              ]
            },
            "web": {
              "clusterIP": "None",
              "ports": [
                {
                  "name": "",
                  "port": 80,
                  "endpoints": [
                    "127.40.2.4:8080",
                    "127.40.2.5:8080"
                  ]
                }
              ]
            },
            "web-1.web": {
              "clusterIP": "",
              "ports": [
                {
                  "name": "",
                  "port": 80,
                  "endpoints": [
                    "127.40.2.5:8080"
                  ]
                }
              ]
            }
          }
        }
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly string _state = Directory.CreateTempSubdirectory("workshop-busybox-").FullName;
    private readonly string _names;

    public BusyBoxTests()
    {
        _names = Path.Combine(_state, "names");
        Directory.CreateDirectory(_names);
        File.WriteAllText(Path.Combine(_names, "default.json"), Default);
        File.WriteAllText(Path.Combine(_names, "shop.json"), Default.Replace("127.0.0.1", "127.0.0.9", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_state, recursive: true);

    [SkippableTheory]
    [InlineData("hello", "127.0.0.1")]
    [InlineData("hello.default", "127.0.0.1")]
    [InlineData("hello.default.svc", "127.0.0.1")]
    [InlineData("hello.default.svc.cluster.local", "127.0.0.1")]
    [InlineData("hello.shop", "127.0.0.9")]
    [InlineData("web", "127.40.2.4")]
    [InlineData("web-1.web", "127.40.2.5")]
    [InlineData("web-1.web.default.svc.cluster.local", "127.40.2.5")]
    public async Task A_Service_is_looked_up_by_each_of_its_names(string name, string address)
    {
        RequiredTool.Unix();

        Assert.Equal($"Name:\t{name}\nAddress: {address}", (await Run("nslookup", name)).Succeeded().TrimEnd());
    }

    [SkippableFact]
    public async Task A_Service_that_is_not_there_has_no_address()
    {
        RequiredTool.Unix();

        var result = await Run("nslookup", "gone.default.svc.cluster.local");

        Assert.Equal((1, "** server can't find gone.default.svc.cluster.local: NXDOMAIN"), (result.ExitCode, result.Error.Trim()));
    }

    [SkippableFact]
    public async Task A_page_is_fetched_by_the_name_of_its_Service_which_is_the_host_that_is_asked_for()
    {
        RequiredTool.Unix();
        RequiredTool.Named("wget");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var place = $"hello:{((IPEndPoint)listener.LocalEndpoint).Port}";
        var answering = AnswerAsync(listener);

        var page = (await Run("wget", "-q", "-O", "-", $"http://{place}/version")).Succeeded();

        Assert.Equal($"GET /version Host: {place}", page.Trim());
        await answering;
    }

    // Says what it was asked for, and of which host.
    private static async Task AnswerAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        List<string> head = [];
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            head.Add(line);
        }

        var answer = $"{string.Join(' ', head[0].Split(' ')[..2])} {head.Single(line => line.StartsWith("Host:", StringComparison.OrdinalIgnoreCase))}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {answer.Length}\r\nConnection: close\r\n\r\n{answer}"));
    }

    private Task<CommandResult> Run(string applet, params string[] arguments)
    {
        var folder = new BusyBoxFolder(new ClusterOptions { StateFolder = _state }, NullLogger<BusyBoxFolder>.Instance).Prepare()!;
        return TestProcess.Run(Path.Combine(folder, applet), arguments, Limit, CleanEnvironment.With(("WORKSHOP_NAMES", Path.Combine(_names, "default.json"))));
    }
}
