using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Rows;

/// <summary>Tells one container's log, run after run, each line once.</summary>
/// <param name="prefix">Before each line: which container it is of, where a pod has several.</param>
internal sealed class ContainerLog(IKubernetesApi api, string ns, string pod, string container, string prefix, ILogger log, TimeProvider time)
{
    private const int Backlog = 1000;
    private static readonly TimeSpan PauseAfterBreak = TimeSpan.FromMilliseconds(200);

    // Only the latest state counts.
    private readonly Channel<ContainerRun> _seen = Channel.CreateBounded<ContainerRun>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly LogPosition _position = new();
    private int _ended = -1;

    public void Show(ContainerRun run) => _seen.Writer.TryWrite(run);

    /// <summary>Nothing comes any more: ends when all is told.</summary>
    public void Complete() => _seen.Writer.TryComplete();

    public async Task FollowAsync(CancellationToken ct)
    {
        await foreach (var run in _seen.Reader.ReadAllAsync(ct))
        {
            while (LogStep.Next(run, _ended) is { } step && await TryTellAsync(step, ct))
            {
                _ended = step.Run;
            }
        }
    }

    /// <returns>False: it is not there (any more, or yet); the next change of the pod decides.</returns>
    private async Task<bool> TryTellAsync(LogStep step, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                _position.Restart();
                await foreach (var line in api.FollowLogAsync(ns, pod, container, step.IsPrevious, _position.Last, Backlog, ct))
                {
                    if (_position.TryTake(line, out var text))
                    {
                        log.Log(LogLevel.Information, default, prefix + text, null, static (message, _) => message);
                    }
                }

                return true;
            }
            catch (KubernetesApiException)
            {
                return step.IsPrevious;
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                await Task.Delay(PauseAfterBreak, time, ct);
            }
        }
    }
}
