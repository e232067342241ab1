using System.IO.Pipelines;
using System.Text;

namespace Workshop.ClusterPage.Tests.Watching;

/// <summary>The body of a watch, written by a test.</summary>
internal sealed class WatchFeed
{
    private readonly Pipe _pipe = new();

    public Stream Reading => _pipe.Reader.AsStream();

    public void Send(string line) => _pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(line + "\n")).AsTask().GetAwaiter().GetResult();

    /// <summary>The API ends the watch, as it does now and then.</summary>
    public void End() => _pipe.Writer.Complete();

    public void Break() => _pipe.Writer.Complete(new IOException("connection reset"));
}
