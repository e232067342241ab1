using System.Threading.Channels;
using Workshop.Endpoints.Keys;
using Workshop.ServiceDefaults.Health;

namespace Workshop.Endpoints.Revocations;

/// <summary>What one reader of the feed is still to be told. Subscribes before it reads what there is, so that nothing falls between.</summary>
internal sealed class FeedSubscription : IDisposable
{
    // Lines that a slow reader may be behind; one who is further behind is sent away and begins anew.
    private const int MostLines = 1024;
    private const int RevocationsPerLine = 500;

    private readonly Channel<FeedLine> _lines = Channel.CreateBounded<FeedLine>(MostLines);
    private readonly RevocationSet _revocations;
    private readonly KeyHolder? _keys;
    private readonly Dependencies _dependencies;

    public FeedSubscription(RevocationSet revocations, KeyHolder? keys, Dependencies dependencies)
    {
        (_revocations, _keys, _dependencies) = (revocations, keys, dependencies);
        _revocations.Added += Tell;
        _keys?.Changed += TellKeys;
        _dependencies.Changed += TellDegraded;
    }

    public ChannelReader<FeedLine> Lines => _lines.Reader;

    /// <summary>All that is known now, in lines of a bearable length.</summary>
    public IEnumerable<FeedLine> Snapshot() =>
    [
        .. _revocations.All.Chunk(RevocationsPerLine).Select(some => new FeedLine(some)),
        new FeedLine([], KeysVersion, _dependencies.IsDegraded, IsComplete: true, Withdrawn),
    ];

    public void Dispose()
    {
        _revocations.Added -= Tell;
        _keys?.Changed -= TellKeys;
        _dependencies.Changed -= TellDegraded;
    }

    private string KeysVersion => _keys?.Ring.Version ?? "";

    private IReadOnlyCollection<string> Withdrawn => _keys?.Ring.Withdrawn ?? (IReadOnlyCollection<string>)[];

    private void Tell(IReadOnlyList<Revocation> added)
    {
        foreach (var some in added.Chunk(RevocationsPerLine))
        {
            Write(new FeedLine(some));
        }
    }

    private void TellKeys() => Write(new FeedLine([], Keys: KeysVersion, Withdrawn: Withdrawn));

    private void TellDegraded() => Write(new FeedLine([], IsDegraded: _dependencies.IsDegraded));

    private void Write(FeedLine line)
    {
        if (!_lines.Writer.TryWrite(line))
        {
            _lines.Writer.TryComplete();
        }
    }
}
