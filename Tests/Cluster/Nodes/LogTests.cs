using System.Text;
using k8s.Models;
using Microsoft.Extensions.Time.Testing;
using Workshop.Cluster.Nodes;
using Workshop.Cluster.Nodes.Logs;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Nodes;

public sealed class LogTests : IDisposable
{
    private static readonly ContainerLogOptions Plain = new(null, false, false, null, null, null, false, null);

    private readonly StateFolder _state = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly LogFolder _folder;
    private readonly ContainerLogs _logs;

    public LogTests()
    {
        _folder = new LogFolder(_state.Options, _time);
        _logs = new ContainerLogs(_folder, _time);
    }

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task Entries_are_written_as_the_container_runtime_interface_says()
    {
        await WriteAsync(0, "one\ntwo\nno end");

        Assert.Equal(
            "2026-01-02T03:04:05.000000000Z stdout F one\n2026-01-02T03:04:05.000000000Z stdout F two\n2026-01-02T03:04:05.000000000Z stdout P no end\n",
            await File.ReadAllTextAsync(_folder.PathOf(Pod(), "main", 0)));
    }

    [Fact]
    public async Task A_log_is_read_as_it_was_written()
    {
        await WriteAsync(0, "one\n\ntwo\nno end");

        Assert.Equal("one\n\ntwo\nno end", await ReadAsync(Plain));
    }

    [Fact]
    public async Task A_line_that_is_longer_than_an_entry_comes_back_in_one_piece()
    {
        var text = new string('x', 40_000) + "\nend\n";
        await WriteAsync(0, text);

        Assert.Equal(text, await ReadAsync(Plain));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "three\n")]
    [InlineData(2, "two\nthree\n")]
    [InlineData(3, "one\ntwo\nthree\n")]
    [InlineData(9, "one\ntwo\nthree\n")]
    public async Task The_tail_is_the_last_lines(int count, string expected)
    {
        await WriteAsync(0, "one\ntwo\nthree\n");

        Assert.Equal(expected, await ReadAsync(Plain with { TailLines = count }));
    }

    [Fact]
    public async Task A_tail_may_reach_back_into_rotated_files()
    {
        var writer = new LogWriter(_folder.PathOf(Pod(), "main", 0), _time, maxFileSize: 100);
        await writer.PumpAsync(new Chunks(Enumerable.Range(0, 7).Select(i => $"line-{i}\n")), "stdout");
        writer.Dispose();

        Assert.Equal(4, LogTail.FilesOf(writer.Path).Count);
        Assert.Equal("line-2\nline-3\nline-4\nline-5\nline-6\n", await ReadAsync(Plain with { TailLines = 5 }));
    }

    [Fact]
    public async Task Rotation_keeps_a_bounded_number_of_files()
    {
        var writer = new LogWriter(_folder.PathOf(Pod(), "main", 0), _time, maxFileSize: 100);
        await writer.PumpAsync(new Chunks(Enumerable.Range(0, 100).Select(i => $"line-{i}\n")), "stdout");
        writer.Dispose();

        Assert.Equal(LogWriter.MaxFiles, LogTail.FilesOf(writer.Path).Count);
        Assert.EndsWith("line-98\nline-99\n", await ReadAsync(Plain), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_limit_and_since_are_honoured()
    {
        var writer = _folder.Begin(Pod(), "main", 0);
        await writer.PumpAsync(new Chunks(["old\n"]), "stdout");
        _time.Advance(TimeSpan.FromSeconds(60));
        await writer.PumpAsync(new Chunks(["new\n"]), "stderr");
        _folder.End(writer);

        Assert.Equal("2026-01-02T03:05:05.000000000Z new\n", await ReadAsync(Plain with { SinceSeconds = 10, Timestamps = true }));
        Assert.Equal("new\n", await ReadAsync(Plain with { SinceTime = _time.GetUtcNow() }));
        Assert.Equal("old\nn", await ReadAsync(Plain with { LimitBytes = 5 }));
    }

    [Fact]
    public async Task Following_ends_with_the_run_and_misses_nothing_across_rotations()
    {
        var writer = _folder.Begin(Pod(), "main", 0);
        var reading = ReadAsync(Plain with { Follow = true });
        var lines = Enumerable.Range(0, 500).Select(i => $"line-{i}\n").ToList();

        await writer.PumpAsync(new Chunks(lines), "stdout");
        _folder.End(writer);

        Assert.Equal(string.Concat(lines), await reading.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Following_sees_what_is_written_at_once()
    {
        var writer = _folder.Begin(Pod(), "main", 0);
        using var stop = new CancellationTokenSource();
        await using var reader = _logs.ReadAsync(Pod(), Plain with { Follow = true }, stop.Token).GetAsyncEnumerator();
        var next = reader.MoveNextAsync().AsTask();

        await writer.PumpAsync(new Chunks(["hello\n"]), "stdout");

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal("hello\n", Encoding.UTF8.GetString(reader.Current.Span));
        _folder.End(writer);
    }

    [Fact]
    public async Task Of_each_container_two_runs_are_kept()
    {
        foreach (var run in Enumerable.Range(0, 4))
        {
            await WriteAsync(run, $"run {run}\n");
        }

        Assert.Equal(["2.log", "3.log"], Directory.GetFiles(Path.GetDirectoryName(_folder.PathOf(Pod(), "main", 0))!).Select(Path.GetFileName).Order());
        Assert.Equal("run 2\n", await ReadAsync(Plain with { Previous = true }, Pod(restarts: 3, last: true)));
    }

    [Fact]
    public async Task A_waiting_container_that_ran_before_shows_its_last_run()
    {
        await WriteAsync(2, "crashed\n");
        var pod = Pod(restarts: 2, last: true, waiting: "CrashLoopBackOff");

        Assert.Equal("crashed\n", await ReadAsync(Plain, pod));
        Assert.Equal("crashed\n", await ReadAsync(Plain with { Previous = true }, pod));
    }

    [Theory]
    [InlineData("ContainerCreating", "container \"main\" in pod \"hello\" is waiting to start: ContainerCreating")]
    [InlineData("ImagePullBackOff", "container \"main\" in pod \"hello\" is waiting to start: trying and failing to pull image")]
    [InlineData("ErrImagePull", "container \"main\" in pod \"hello\" is waiting to start: image can't be pulled")]
    public async Task A_container_that_never_ran_is_refused_in_the_kubelets_words(string reason, string expected)
    {
        var error = await Assert.ThrowsAsync<StatusException>(() => ReadAsync(Plain, Pod(waiting: reason)));

        Assert.Equal((400, "BadRequest", expected), (error.Code, error.Reason, error.Message));
    }

    [Fact]
    public async Task What_is_not_there_is_refused_in_Kubernetes_words()
    {
        Assert.Equal("previous terminated container \"main\" in pod \"hello\" not found", await RefusalAsync(Plain with { Previous = true }, Pod()));
        Assert.Equal("container nosuch is not valid for pod hello", await RefusalAsync(Plain with { Container = "nosuch" }, Pod()));
        var two = Pod();
        two.Spec.Containers.Add(new V1Container { Name = "two" });
        two.Spec.InitContainers = [new V1Container { Name = "setup" }];
        Assert.Equal("a container name must be specified for pod hello, choose one of: [setup main two]", await RefusalAsync(Plain, two));
    }

    private static V1Pod Pod(int restarts = 0, bool last = false, string? waiting = null) => new()
    {
        Metadata = new V1ObjectMeta { Name = "hello", NamespaceProperty = "default", Uid = "u1" },
        Spec = new V1PodSpec { NodeName = "node-1", Containers = [new V1Container { Name = "main" }] },
        Status = new V1PodStatus
        {
            ContainerStatuses =
            [
                new V1ContainerStatus
                {
                    Name = "main",
                    RestartCount = restarts,
                    State = waiting is null ? new V1ContainerState { Running = new V1ContainerStateRunning() } : new V1ContainerState { Waiting = new V1ContainerStateWaiting { Reason = waiting } },
                    LastState = last ? new V1ContainerState { Terminated = new V1ContainerStateTerminated() } : new V1ContainerState(),
                },
            ],
        },
    };

    private async Task WriteAsync(int run, string text)
    {
        var writer = _folder.Begin(Pod(), "main", run);
        await writer.PumpAsync(new Chunks([text]), "stdout");
        _folder.End(writer);
    }

    private async Task<string> RefusalAsync(ContainerLogOptions options, V1Pod pod) =>
        (await Assert.ThrowsAsync<StatusException>(() => ReadAsync(options, pod))).Message;

    private async Task<string> ReadAsync(ContainerLogOptions options, V1Pod? pod = null)
    {
        var text = new MemoryStream();
        await foreach (var chunk in _logs.ReadAsync(pod ?? Pod(), options, CancellationToken.None))
        {
            text.Write(chunk.Span);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    /// <summary>A stream that gives one chunk a read.</summary>
    private sealed class Chunks(IEnumerable<string> chunks) : MemoryStream
    {
        private readonly Queue<byte[]> _chunks = new(chunks.Select(Encoding.UTF8.GetBytes));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_chunks.TryDequeue(out var chunk))
            {
                return ValueTask.FromResult(0);
            }

            var count = Math.Min(chunk.Length, buffer.Length);
            chunk.AsMemory(0, count).CopyTo(buffer);
            if (count < chunk.Length)
            {
                var rest = new[] { chunk[count..] }.Concat(_chunks).ToList();
                _chunks.Clear();
                rest.ForEach(_chunks.Enqueue);
            }

            return ValueTask.FromResult(count);
        }
    }
}
