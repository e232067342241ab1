using System.Net;
using System.Net.Sockets;
using System.Text;
using k8s.Models;
using Workshop.Cluster.Nodes.Containers;
using Workshop.Cluster.Nodes.Probes;

namespace Workshop.Cluster.Tests.Nodes;

public sealed class ProbeTests : IDisposable
{
    private readonly HttpProbe _http = new();
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    public ProbeTests() => _server.Start();

    public void Dispose()
    {
        _http.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData("200 OK", true, "")]
    [InlineData("302 Found", true, "Probe terminated redirects, Response body: ")]
    [InlineData("399 X", true, "Probe terminated redirects, Response body: ")]
    [InlineData("404 Not Found", false, "HTTP probe failed with statuscode: 404")]
    [InlineData("503 Service Unavailable", false, "HTTP probe failed with statuscode: 503")]
    public async Task An_HTTP_probe_judges_by_the_status_code(string status, bool isSuccess, string message)
    {
        var answering = AnswerAsync($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        var outcome = await _http.ProbeAsync(new V1HTTPGetAction { Path = "/readiness?x=1", Port = "health", HttpHeaders = [new V1HTTPHeader { Name = "X-Mine", Value = "yes" }] }, Target(), CancellationToken.None);

        Assert.Equal(new ProbeOutcome(isSuccess, message), outcome);
        var request = await answering;
        Assert.StartsWith("GET /readiness?x=1 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("User-Agent: kube-probe/1.32\r\n", request, StringComparison.Ordinal);
        Assert.Contains("X-Mine: yes\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_wrong_is_said_as_the_kubelet_says_it()
    {
        _server.Stop();
        var address = $"127.0.0.1:{Port}";

        Assert.Equal(
            $"Get \"http://{address}/\": dial tcp {address}: connect: connection refused",
            (await _http.ProbeAsync(new V1HTTPGetAction { Port = Port }, Target(), CancellationToken.None)).Message);
        Assert.Equal(
            $"dial tcp {address}: connect: connection refused",
            (await TcpProbe.ProbeAsync(new V1TCPSocketAction { Port = Port }, Target(), CancellationToken.None)).Message);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_when_the_time_is_over()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        var outcome = await _http.ProbeAsync(new V1HTTPGetAction { Port = Port, Path = "slow" }, Target(), limit.Token);

        Assert.Equal($"Get \"http://127.0.0.1:{Port}/slow\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)", outcome.Message);
    }

    [Fact]
    public async Task A_port_that_has_no_such_name_is_a_failure() =>
        Assert.Equal(ProbeOutcome.Failure("couldn't find port: nosuch"), await TcpProbe.ProbeAsync(new V1TCPSocketAction { Port = "nosuch" }, Target(), CancellationToken.None));

    [Fact]
    public void A_result_needs_as_many_tries_in_a_row_as_its_threshold()
    {
        var counter = new ProbeCounter(SuccessThreshold: 2, FailureThreshold: 3);

        var results = new[] { true, true, false, false, true, false, false, false, true, true }.Select(isSuccess => (counter = counter.Add(isSuccess)).Result);

        Assert.Equal([null, true, true, true, true, true, true, false, false, true], results);
    }

    [Theory]
    [InlineData(0, 10_000, false, 75)]
    [InlineData(4_990, 5_000, false, 10)]
    [InlineData(6_000, 10_000, false, 300)]
    [InlineData(31_000, 40_000, false, 9_000)]
    [InlineData(100, 10_000, true, 9_900)]
    public void Until_the_first_success_there_are_quiet_tries_between_the_regular_ones(int elapsed, int nextRegular, bool hadSuccess, int expected)
    {
        var schedule = ProbeSchedule.For(new V1Probe { TcpSocket = new V1TCPSocketAction(), PeriodSeconds = 10 });

        Assert.Equal(TimeSpan.FromMilliseconds(expected), schedule.PauseAfter(TimeSpan.FromMilliseconds(elapsed), TimeSpan.FromMilliseconds(nextRegular), hadSuccess));
    }

    [Fact]
    public async Task A_quiet_failure_is_not_told_and_a_quiet_success_counts_at_once()
    {
        var listener = new Heard();
        var tries = 0;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await using var runner = new ProbeRunner(
            ProbeKind.Readiness,
            ProbeSchedule.For(new V1Probe { TcpSocket = new V1TCPSocketAction(), PeriodSeconds = 60 }),
            new ProbeCounter(1, 3),
            _ => Task.FromResult(Interlocked.Increment(ref tries) < 4 ? ProbeOutcome.Failure("refused") : ProbeOutcome.Success),
            listener,
            TimeProvider.System);

        await listener.First.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(["Readiness True"], listener.Words);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_try_that_could_not_be_made_is_a_failure_and_the_next_one_is_made()
    {
        var listener = new Heard();
        var tries = 0;
        await using var runner = new ProbeRunner(
            ProbeKind.Readiness,
            ProbeSchedule.For(new V1Probe { TcpSocket = new V1TCPSocketAction(), PeriodSeconds = 60 }),
            new ProbeCounter(1, 3),
            _ => Interlocked.Increment(ref tries) < 3 ? throw new IOException("too many open files") : Task.FromResult(ProbeOutcome.Success),
            listener,
            TimeProvider.System);

        await listener.First.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(["Readiness True"], listener.Words);
        Assert.Equal(3, tries);
    }

    private int Port => ((IPEndPoint)_server.LocalEndpoint).Port;

    private ProbeTarget Target() => new(
        "127.0.0.1",
        new V1Container { Name = "main", Ports = [new V1ContainerPort { Name = "health", ContainerPort = Port }] },
        new ContainerSetup(new Dictionary<string, string>(), "/", new MountMap([]), "", null, "/"),
        1);

    private async Task<string> AnswerAsync(string answer)
    {
        using var client = await _server.AcceptTcpClientAsync();
        var buffer = new byte[4096];
        var count = await client.GetStream().ReadAsync(buffer);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
        return Encoding.ASCII.GetString(buffer, 0, count);
    }

    private sealed class Heard : IProbeListener
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Words { get; } = [];

        public Task First => _first.Task;

        public void OnProbeFailed(ProbeKind kind, string message) => Words.Add($"{kind} failed: {message}");

        public void OnProbeWarned(ProbeKind kind, string message) => Words.Add($"{kind} warned: {message}");

        public void OnProbeResult(ProbeKind kind, bool isSuccess)
        {
            Words.Add($"{kind} {isSuccess}");
            _first.TrySetResult();
        }
    }
}
