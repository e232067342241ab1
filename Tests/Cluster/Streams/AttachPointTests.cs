using System.Text;
using Microsoft.Extensions.Time.Testing;
using Workshop.Cluster.Nodes;
using Workshop.Cluster.Nodes.Processes;
using Workshop.Cluster.Nodes.Streams;

namespace Workshop.Cluster.Tests.Streams;

public sealed class AttachPointTests : IDisposable
{
    private static readonly StreamWishes Looking = new(Input: false, Output: true, Error: false, Terminal: false);

    private readonly FakeTimeProvider _time = new();
    private readonly Typed _input = new();

    public void Dispose() => _input.Dispose();

    [Fact]
    public async Task A_client_that_takes_nothing_is_cut_off_and_holds_up_nobody_for_long()
    {
        var point = Point(isInputOnce: false);
        await using var slow = point.Join(Looking)!;
        var more = new byte[1024 * 1024];

        var first = Publish(point, isError: false, more);
        Assert.False(first.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(11));
        await first.WaitAsync(TimeSpan.FromSeconds(10));

        // It is no longer waited for.
        Assert.True(Publish(point, isError: false, more).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_client_sees_what_comes_until_the_end_and_nobody_joins_after_it()
    {
        var point = Point(isInputOnce: false);
        await using var client = point.Join(Looking)!;

        await Publish(point, isError: false, "seen"u8.ToArray());
        await Publish(point, isError: true, "not asked for"u8.ToArray());
        point.Complete();

        using var reader = new StreamReader(client.Output, Encoding.UTF8);
        Assert.Equal("seen", await reader.ReadToEndAsync());
        Assert.Null(point.Join(Looking));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_end_of_a_clients_input_is_the_programs_where_it_is_the_only_one(bool isInputOnce)
    {
        var point = Point(isInputOnce);
        await using (point.Join(Looking with { Input = true }))
        {
        }

        Assert.Equal(isInputOnce, _input.IsDisposed);
    }

    private static Task Publish(AttachPoint point, bool isError, byte[] bytes) => point.PublishAsync(isError, bytes).AsTask();

    private AttachPoint Point(bool isInputOnce) => new(new Program(_input), isInputOnce, _time);

    private sealed class Typed : MemoryStream
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }

    private sealed class Program(Stream input) : ILaunchedProcess
    {
        public int Id => 1;

        public IReadOnlyList<int>? Members => null;

        public Stream? Input => input;

        public Stream Output => Stream.Null;

        public Stream Error => Stream.Null;

        public Task<int> Exited { get; } = new TaskCompletionSource<int>().Task;

        public void Resize(TerminalSize size)
        {
        }

        public void Signal(ProcessSignal signal)
        {
        }

        public void Dispose()
        {
        }
    }
}
