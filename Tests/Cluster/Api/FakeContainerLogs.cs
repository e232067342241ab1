using System.Runtime.CompilerServices;
using System.Threading.Channels;
using k8s.Models;
using Workshop.Cluster.Nodes;

namespace Workshop.Cluster.Tests.Api;

/// <summary>Logs that a test writes itself.</summary>
internal sealed class FakeContainerLogs : IContainerLogs
{
    private Channel<string> _lines = Channel.CreateUnbounded<string>();

    /// <summary>What was asked for last.</summary>
    public ContainerLogOptions? Asked { get; private set; }

    public Exception? Refusal { get; set; }

    public ChannelWriter<string> Begin()
    {
        _lines = Channel.CreateUnbounded<string>();
        return _lines.Writer;
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(V1Pod pod, ContainerLogOptions options, [EnumeratorCancellation] CancellationToken ct)
    {
        Asked = options;
        if (Refusal is { } refusal)
        {
            Refusal = null;
            throw refusal;
        }

        await foreach (var line in _lines.Reader.ReadAllAsync(ct))
        {
            yield return System.Text.Encoding.UTF8.GetBytes(line);
        }
    }
}
