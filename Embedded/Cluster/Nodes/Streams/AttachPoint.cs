using System.Collections.Immutable;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Nodes.Streams;

/// <summary>Where clients join the streams of a container's own program.</summary>
/// <param name="isInputOnce">The first client's input is the only one: with its end the program's input ends.</param>
internal sealed class AttachPoint(ILaunchedProcess process, bool isInputOnce, TimeProvider time)
{
    private readonly Lock _lock = new();
    private ImmutableArray<AttachSession> _sessions = [];
    private bool _isComplete;

    public ILaunchedProcess Process => process;

    public bool IsInputOnce => isInputOnce;

    /// <returns>Null: the container has ended.</returns>
    public AttachSession? Join(StreamWishes wishes)
    {
        lock (_lock)
        {
            if (_isComplete)
            {
                return null;
            }

            var session = new AttachSession(this, wishes, time);
            _sessions = _sessions.Add(session);
            return session;
        }
    }

    public void Leave(AttachSession session)
    {
        lock (_lock)
        {
            _sessions = _sessions.Remove(session);
        }
    }

    /// <summary>Shows every client what the program wrote. A slow one is waited for a while, as in Kubernetes.</summary>
    public async ValueTask PublishAsync(bool isError, ReadOnlyMemory<byte> bytes)
    {
        foreach (var session in _sessions)
        {
            await session.ShowAsync(isError, bytes).ConfigureAwait(false);
        }
    }

    /// <summary>Nothing more will come.</summary>
    public void Complete()
    {
        ImmutableArray<AttachSession> sessions;
        lock (_lock)
        {
            _isComplete = true;
            sessions = _sessions;
        }

        foreach (var session in sessions)
        {
            session.Complete();
        }
    }
}
