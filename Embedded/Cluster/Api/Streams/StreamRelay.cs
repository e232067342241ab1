using System.IO.Pipelines;
using Workshop.Cluster.Nodes;

namespace Workshop.Cluster.Api.Streams;

/// <summary>Carries bytes between a client and a program until the program has ended and all that it wrote is sent, or the client has gone.</summary>
internal sealed class StreamRelay(IRemoteStreams client, IContainerSession session, StreamWishes wishes)
{
    private const int BlockSize = 32 * 1024;

    /// <returns>The exit code, if there is one.</returns>
    /// <exception cref="OperationCanceledException">The client has gone, or all of this ends.</exception>
    public async Task<int?> RunAsync(CancellationToken ending)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(client.Gone, ending);
        var sides = Task.WhenAll(PumpInputAsync(over.Token), PumpSizesAsync(over.Token));
        var outputs = Task.WhenAll(PumpOutputAsync(session.Output, wishes.Output, isError: false), PumpOutputAsync(session.Error, wishes.Error, isError: true));
        try
        {
            await outputs.WaitAsync(over.Token).ConfigureAwait(false);
            return await session.Ended.WaitAsync(over.Token).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);

            // With the program, whatever waits for it or writes to it ends.
            await session.DisposeAsync().ConfigureAwait(false);
            await Task.WhenAll(sides, outputs).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PumpOutputAsync(Stream from, bool isWanted, bool isError)
    {
        var buffer = new byte[BlockSize];
        while (await from.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false) is > 0 and var count)
        {
            if (isWanted)
            {
                await client.SendAsync(isError, buffer.AsMemory(0, count)).ConfigureAwait(false);
            }
        }
    }

    private async Task PumpInputAsync(CancellationToken ct)
    {
        try
        {
            if (wishes.Input && session.Input is { } input)
            {
                await CopyAsync(client.Input, input, ct).ConfigureAwait(false);
                session.EndInput();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The program has ended, or has closed its input: it is not interested in the rest.
        }
        finally
        {
            // From now on what comes is thrown away.
            await client.Input.CompleteAsync().ConfigureAwait(false);
        }
    }

    private static async Task CopyAsync(PipeReader from, Stream to, CancellationToken ct)
    {
        while (true)
        {
            var read = await from.ReadAsync(ct).ConfigureAwait(false);
            foreach (var block in read.Buffer)
            {
                await to.WriteAsync(block, ct).ConfigureAwait(false);
            }

            await to.FlushAsync(ct).ConfigureAwait(false);
            from.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    private async Task PumpSizesAsync(CancellationToken ct)
    {
        await foreach (var size in client.Sizes.ReadAllAsync(ct).ConfigureAwait(false))
        {
            session.Resize(size);
        }
    }
}
